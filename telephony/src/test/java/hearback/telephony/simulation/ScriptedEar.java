package hearback.telephony.simulation;

import hearback.telephony.call.CallSignal;
import hearback.telephony.call.LegId;
import hearback.telephony.flow.LineEar;
import hearback.telephony.flow.LineFeed;
import hearback.telephony.flow.LineNews;
import hearback.telephony.flow.LineStates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// How one node hears one server: what is said comes late and in order, is lost with the connection, and waits while
/// the node stands still. Does what [hearback.telephony.ami.AmiConnection] does with its bytes.
final class ScriptedEar implements LineEar {
    private static final Duration PING = Duration.ofSeconds(3);
    /// What a server keeps for one who does not read, before it cuts him off.
    private static final int MOST_UNREAD = 3_000;

    private final Node node;
    private final ScriptedAsterisk server;
    private final Baton baton;
    private final RandomGenerator chance;
    private final InstantSource time;
    private final Runnable heard;
    private Optional<Open> open = Optional.empty();
    private Instant cutUntil = Instant.MIN;

    /// @param heard told when something was put into the feed
    ScriptedEar(
            Node node,
            ScriptedAsterisk server,
            Baton baton,
            RandomGenerator chance,
            InstantSource time,
            Runnable heard) {
        this.node = node;
        this.server = server;
        this.baton = baton;
        this.chance = chance;
        this.time = time;
        this.heard = heard;
    }

    @Override
    public void open(LineFeed feed) {
        var opened = new Open(feed);
        open = Optional.of(opened);
        opened.connect(millis(20, 300));
    }

    @Override
    public void close() {
        open.ifPresent(Open::end);
        open = Optional.empty();
    }

    @Override
    public void askLists() {
        open.ifPresent(Open::ask);
    }

    @Override
    public LineStates.LineState state() {
        return new LineStates.LineState(
                server.name(), open.filter(it -> it.connection.isPresent()).isPresent(), "22", 0, 0);
    }

    /// The connection breaks, and none comes about for so long.
    void cut(Duration length) {
        cutUntil = baton.now().plus(length);
        open.flatMap(it -> it.connection).ifPresent(Connection::broke);
    }

    /// The process that listened is no more.
    void died() {
        open.ifPresent(Open::end);
        open = Optional.empty();
    }

    private Duration millis(long from, long to) {
        return Duration.ofMillis(chance.nextLong(from, to));
    }

    /// From [#open] to [#close].
    private final class Open {
        private final LineFeed feed;
        private Optional<Connection> connection = Optional.empty();
        private boolean ended;

        private Open(LineFeed feed) {
            this.feed = feed;
        }

        private void connect(Duration after) {
            node.in(after, () -> {
                if (ended || connection.isPresent()) {
                    return;
                }
                if (!server.isUp() || cutUntil.isAfter(baton.now())) {
                    connect(millis(300, 3_000));
                    return;
                }
                var made = new Connection(this);
                connection = Optional.of(made);
                baton.busy();
                server.logIn(made);
                put(new LineNews.HearingBegan(time.instant(), "22", server.booted()));
                ask();
                made.ping();
            });
        }

        private void ask() {
            connection.ifPresent(Connection::ask);
        }

        private void end() {
            ended = true;
            connection.ifPresent(Connection::leave);
            connection = Optional.empty();
        }

        private void put(LineNews news) {
            feed.put(news, time.instant());
            heard.run();
        }
    }

    /// One login.
    private final class Connection implements ScriptedAsterisk.Session {
        private final Open its;
        private Instant last = Instant.MIN;
        private Instant provenUntil;
        private boolean isBroken;
        private boolean isAsked;
        private boolean isAskedAgain;
        private int unread;

        private Connection(Open its) {
            this.its = its;
            this.provenUntil = time.instant();
        }

        /// In order, and a little late.
        private void deliver(Runnable news) {
            var at = baton.now().plus(millis(0, 40));
            last = at.isAfter(last) ? at : last;
            unread++;
            node.at(last, () -> {
                unread--;
                if (!isBroken) {
                    news.run();
                }
            });
        }

        @Override
        public void said(CallSignal signal) {
            if (unread > MOST_UNREAD) {
                broke();
                return;
            }
            deliver(() -> its.put(new LineNews.Heard(signal)));
        }

        @Override
        public void broke() {
            if (isBroken) {
                return;
            }
            leave();
            node.in(chance.nextBoolean() ? Duration.ZERO : millis(1, 9_000), () -> {
                if (!its.ended) {
                    its.connection = Optional.empty();
                    its.put(new LineNews.HearingLost(provenUntil, "connection lost"));
                    its.connect(millis(200, 2_000));
                }
            });
        }

        private void leave() {
            isBroken = true;
            server.logOff(this);
        }

        private void ping() {
            node.poll(baton.now().plus(PING), () -> {
                if (isBroken) {
                    return;
                }
                var asked = time.instant();
                deliver(() -> {
                    its.put(new LineNews.HearingProven(asked));
                    provenUntil = asked;
                });
                ping();
            });
        }

        private void ask() {
            if (isBroken) {
                return;
            }
            if (isAsked) {
                isAskedAgain = true;
                return;
            }
            isAsked = true;
            its.put(new LineNews.ListsAsked(time.instant()));
            baton.in(millis(1, 60), () -> {
                if (!isBroken) {
                    list();
                }
            });
        }

        private void list() {
            List<CallSignal> entries = new ArrayList<>();
            Set<LegId> legs = new HashSet<>();
            for (ScriptedAsterisk.Channel channel : server.channels().values()) {
                legs.add(channel.leg);
                var since = time.instant()
                        .minusSeconds(
                                Duration.between(channel.made, baton.now()).toSeconds());
                if (channel.inQueue) {
                    entries.add(new CallSignal.JoinedQueue(since, channel.leg, channel.leg, ScriptedAsterisk.QUEUE, 1));
                }
                entries.add(ListedChannel.of(channel, since));
            }
            deliver(() -> {
                entries.forEach(entry -> its.put(new LineNews.Listed(entry)));
                isAsked = false;
                if (isAskedAgain) {
                    isAskedAgain = false;
                    its.put(new LineNews.ListsFailed(time.instant(), "asked again"));
                } else {
                    its.put(new LineNews.LegsListed(time.instant(), legs));
                }
            });
        }
    }
}

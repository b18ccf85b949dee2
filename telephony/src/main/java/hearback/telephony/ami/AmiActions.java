package hearback.telephony.ami;

import hearback.config.LineSettings;
import hearback.config.ListeningSettings;
import hearback.telephony.call.LegId;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.CallDropper;
import hearback.telephony.flow.Dialer;
import hearback.telephony.flow.EarlyEar;
import hearback.telephony.flow.LineDown;
import hearback.telephony.flow.LiveLegs;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.asteriskjava.manager.EventTimeoutException;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.CoreShowChannelsAction;
import org.asteriskjava.manager.action.HangupAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.OriginateAction;
import org.asteriskjava.manager.action.StatusAction;
import org.asteriskjava.manager.event.CoreShowChannelEvent;
import org.asteriskjava.manager.event.StatusEvent;
import org.asteriskjava.manager.response.ManagerError;
import org.asteriskjava.manager.response.ManagerResponse;

/// What we ask of a server, over a connection of its own, so that answers do not wait behind events. Only what has a
/// method here can be sent: that is the list of allowed actions.
public final class AmiActions implements LiveLegs, CallDropper, EarlyEar {
    /// Asterisk acknowledges an asynchronous Originate at once; this is for a server in trouble.
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration LIST = Duration.ofSeconds(10);

    /// Normal clearing: nobody else ends a call with it before it is answered. With 127, which Asterisk itself has
    /// for a cancelled call, it tells a SIP 500 that never was (seen with 22.10), and that is a failure of the
    /// trunk.
    private static final int CUT_OFF_BY_US = 16;

    /// Where the dialplan listens to the channel that the one variable names and records it under the name that the
    /// other one has, and what the listener is called.
    static final String LISTEN_CONTEXT = "hearback-listen";

    private static final String LISTEN = "HEARBACK_LISTEN";
    private static final String LISTEN_FOR = "HEARBACK_LISTEN_FOR";
    private static final String LISTENER = "listen-";
    /// The dialplan's own limit.
    private static final Duration LISTENING = Duration.ofMinutes(2);

    /// The library keeps a waiter for each action that is never answered, until the connection ends; so it ends
    /// then.
    private static final int MOST_UNANSWERED = 20;
    /// Answered Pings after which a server is looked at again of which nothing is missing: with one every 3 s, once
    /// a minute. What is missing is looked for at each, and so is whether anybody is behind a trunk that its server
    /// has not asked yet.
    private static final int LOOK_EVERY = 20;

    private final ServerName server;
    private final AmiLink link;
    private final Duration answer;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final LineCheck check;

    public AmiActions(LineSettings line, ListeningSettings listening, InstantSource time, RandomGenerator chance) {
        this(line, listening, time, chance, ANSWER);
    }

    /// @param answer how long an answer is waited for
    AmiActions(
            LineSettings line,
            ListeningSettings listening,
            InstantSource time,
            RandomGenerator chance,
            Duration answer) {
        this.answer = answer;
        this.server = new ServerName(line.name());
        this.check = new LineCheck(line, time);
        this.link = new AmiLink("actions", line, listening, chance, new OnlyAnswers());
    }

    public void start() {
        link.start();
    }

    public void stop() {
        link.stop();
    }

    public ServerName server() {
        return server;
    }

    /// What of the server's dialplan and of our account's rights is missing, and where it belongs, in words.
    public List<String> problems() {
        return check.problems();
    }

    /// Sends one Originate, asynchronous on the server's side.
    ///
    /// @throws LineDown when it is certain that nothing was sent
    /// @throws IllegalArgumentException when a text could not be sent harmlessly; nothing was sent
    public Dialer.Sent originate(Origination wanted) {
        OriginateAction action = action(wanted);
        OneSocketConnection connection = connection();
        try {
            ManagerResponse said = connection.sendAction(action, answer.toMillis());
            unanswered.set(0);
            return said instanceof ManagerError ? new Dialer.Sent.Refused(message(said)) : new Dialer.Sent.Queued();
        } catch (TimeoutException silent) {
            missed();
            return new Dialer.Sent.NotKnown();
        } catch (IOException broken) {
            return new Dialer.Sent.NotKnown();
        } catch (IllegalStateException notConnected) {
            throw new LineDown(server, "connection lost before anything was sent");
        }
    }

    /// Asterisk-Java knows only the whole list; ours or not is for the asker.
    @Override
    public Set<LegId> legs() {
        Set<LegId> legs = new HashSet<>();
        try {
            connection()
                    .sendEventGeneratingAction(new CoreShowChannelsAction(), LIST.toMillis())
                    .getEvents()
                    .forEach(event -> {
                        if (event instanceof CoreShowChannelEvent channel && channel.getUniqueid() != null) {
                            legs.add(new LegId(server, channel.getUniqueid()));
                        }
                    });
            unanswered.set(0);
            return legs;
        } catch (EventTimeoutException silent) {
            missed();
            throw new LineDown(server, "the list of channels did not come in time");
        } catch (IOException | IllegalStateException broken) {
            throw new LineDown(server, "connection lost while the list of channels was asked for");
        }
    }

    /// Asterisk finds a channel by its id as by its name (main/channel.c, 13 and later).
    @Override
    public Dropped drop(Attempt attempt) {
        String channel = attempt.id().channelId();
        OneSocketConnection connection = connection();
        try {
            if (isBridged(connection, channel)) {
                return new Dropped.Talking();
            }
            ManagerResponse said = connection.sendAction(new HangupAction(channel, CUT_OFF_BY_US), answer.toMillis());
            unanswered.set(0);
            return said instanceof ManagerError ? notHungUp(message(said)) : new Dropped.HungUp();
        } catch (TimeoutException silent) {
            missed();
            return new Dropped.NotDone("no answer to Hangup");
        } catch (IOException | IllegalStateException broken) {
            return new Dropped.NotDone("connection lost");
        }
    }

    /// On a channel of its own: nobody without the right `system` may record another one, and what an asynchronous
    /// Originate does before it dials is left out (seen with 22.10.1).
    @Override
    public void listen(LegId leg, AttemptId attempt) {
        OriginateAction action = new OriginateAction();
        action.setChannel("Local/" + AmiDialer.EXTEN + "@" + LISTEN_CONTEXT + "/n");
        action.setChannelId(LISTENER + ActionText.checked("ChannelId", leg.uniqueid()));
        action.setVariable(LISTEN, ActionText.variable(LISTEN, leg.uniqueid()));
        action.setVariable(LISTEN_FOR, attempt.channelId());
        // The other end of it waits until the listening is over.
        action.setApplication("Wait");
        action.setData(String.valueOf(LISTENING.toSeconds()));
        action.setAsync(true);
        send(action);
    }

    @Override
    public void endListening(LegId leg) {
        send(new HangupAction(LISTENER + ActionText.checked("Channel", leg.uniqueid())));
    }

    /// Whatever the server says to it: what is not heard is not known.
    private void send(ManagerAction action) {
        OneSocketConnection connection = connection();
        try {
            var _ = connection.sendAction(action, answer.toMillis());
            unanswered.set(0);
        } catch (TimeoutException silent) {
            missed();
        } catch (IOException | IllegalStateException broken) {
            throw new LineDown(server, "connection lost");
        }
    }

    /// Empty lists are no answer to rely on: then the Hangup itself says whether there is such a channel.
    private boolean isBridged(OneSocketConnection connection, String channel) throws IOException {
        try {
            return connection
                    .sendEventGeneratingAction(new StatusAction(channel), answer.toMillis())
                    .getEvents()
                    .stream()
                    .anyMatch(event -> event instanceof StatusEvent status
                            && status.getBridgeId() != null
                            && !status.getBridgeId().isBlank());
        } catch (EventTimeoutException silent) {
            return false;
        }
    }

    private static Dropped notHungUp(String message) {
        return message.startsWith("No such channel") ? new Dropped.Gone() : new Dropped.NotDone(message);
    }

    private static OriginateAction action(Origination wanted) {
        OriginateAction action = new OriginateAction();
        action.setChannel(ActionText.checked("Channel", wanted.channel()));
        action.setChannelId(wanted.attempt().channelId());
        action.setActionId(wanted.attempt().channelId());
        action.setContext(ActionText.checked("Context", wanted.context()));
        action.setExten(ActionText.checked("Exten", wanted.exten()));
        action.setPriority(1);
        action.setCallerId(ActionText.checked("CallerID", wanted.callerId()));
        action.setTimeout(wanted.ring().toMillis());
        action.setAsync(true);
        wanted.variables().forEach((name, value) -> action.setVariable(name, ActionText.variable(name, value)));
        return action;
    }

    private OneSocketConnection connection() {
        return link.connection().orElseThrow(() -> new LineDown(server, "not connected"));
    }

    private static String message(ManagerResponse answer) {
        return answer.getMessage() == null ? "refused" : answer.getMessage();
    }

    private void missed() {
        if (unanswered.incrementAndGet() >= MOST_UNANSWERED) {
            unanswered.set(0);
            link.renew();
        }
    }

    /// Events are off on this connection; lists asked for come as events with our own action id.
    private final class OnlyAnswers implements AmiLink.Tenant {
        private final AtomicInteger pings = new AtomicInteger();

        @Override
        public BlockGate gate() {
            return block -> isAnswer(block) ? block : List.of();
        }

        private boolean isAnswer(List<String> block) {
            String first = block.getFirst();
            return first.startsWith("Response: ")
                    || first.startsWith("Event: CoreShowChannel")
                    || first.startsWith("Event: Status");
        }

        @Override
        public void prepare(OneSocketConnection connection) {}

        @Override
        public String eventMask() {
            return "off";
        }

        @Override
        public void up(OneSocketConnection connection) {
            pings.set(0);
            check.look(connection);
        }

        /// What an operator mends, or breaks, shows without a new login.
        @Override
        public void answered(String pingId) {
            boolean isTime = pings.incrementAndGet() % LOOK_EVERY == 0;
            if (isTime || !check.isSettled()) {
                link.connection().ifPresent(check::look);
            }
        }

        @Override
        public void down(String reason) {}
    }
}

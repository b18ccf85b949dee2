package hearback.telephony.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.Direction;
import hearback.telephony.call.InertText;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.flow.Board.Sharing;
import hearback.telephony.flow.Calls;
import hearback.telephony.queue.Member;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.RedisServer;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Two nodes on a real Redis with a password: the elder hears the server, the younger sees it through him.
class RedisLiveBoardTest {
    private static final Instant START = Instant.parse("2026-11-23T02:00:00Z");
    private static final ServerName MAIN = new ServerName("main");
    private static final CallId CALL = new CallId("main-1795313984.2");
    private static final String NUMBER = "+8613800138000";
    private static final Member.State READY = new Member.State.Ready();
    private static final Member.State ON_CALL = new Member.State.OnCall();
    private static final Member.State AWAY = new Member.State.Away();
    /// Connecting and one command, each with the patience, and a slow machine.
    private static final Duration AT_ONCE = BoardNode.PATIENCE.multipliedBy(5);

    private final HandCrankedTime time = new HandCrankedTime(START);
    private final Map<CallId, Calls.Found> stored = new ConcurrentHashMap<>();
    private final List<BoardNode> nodes = new ArrayList<>();
    private RedisServer redis;
    private BoardNode elder;
    private BoardNode younger;

    @BeforeEach
    void start() {
        redis = RedisServer.start();
        elder = node("elder");
        elder.hears.add(MAIN);
        younger = node("younger");
        stored.put(CALL, new Calls.Found(call(), new PhoneNumber.Known(NUMBER)));
    }

    @AfterEach
    void stop() {
        nodes.forEach(BoardNode::close);
        redis.close();
    }

    @Test
    void what_one_node_hears_the_other_sees() {
        until(this::shared);

        elder.board.memberChanged(member("1001", new Member.State.Paused(new InertText("午休"))));
        elder.board.callChanged(call(), new PhoneNumber.Known(NUMBER));

        until(() -> younger.seenCalls.contains(CALL));
        assertThat(younger.stateOf("1001")).contains(new Member.State.Paused(new InertText("午休")));
        assertThat(elder.seenCalls).as("not sent back").containsExactly(CALL);
    }

    @Test
    void a_node_that_begins_later_sees_everything_that_was_said_before() {
        elder.board.memberChanged(member("1001", ON_CALL));
        elder.board.memberChanged(member("1002", READY));
        until(this::shared);

        BoardNode youngest = node("youngest");

        until(() -> youngest.stateOf("1002").isPresent());
        assertThat(youngest.stateOf("1001")).contains(ON_CALL);
    }

    @Test
    void no_telephone_number_goes_through_redis_and_nothing_stays_there() {
        List<String> said = new CopyOnWriteArrayList<>();
        RedisClient listener = RedisClient.create(redis.address());
        try (var listening = listener.connectPubSub();
                var asking = listener.connect()) {
            listening.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String message) {
                    said.add(message);
                }
            });
            listening.sync().subscribe(BoardNode.CHANNEL.name());
            until(this::shared);

            elder.board.memberChanged(member("1001", READY));
            elder.board.callChanged(call(), new PhoneNumber.Known(NUMBER));

            until(() -> said.stream().anyMatch(message -> message.contains(CALL.text())));
            assertThat(said).noneMatch(message -> message.contains("138001"));
            assertThat(asking.sync().dbsize()).isZero();
        } finally {
            listener.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    @Test
    void another_installation_on_the_same_redis_sees_nothing_of_it_and_tells_it_nothing() {
        LiveChannel others = new LiveChannel("north:live", BoardNode.PATIENCE);
        BoardNode foreign = node("foreign", others);
        foreign.hears.add(MAIN);
        BoardNode foreignToo = node("foreign-too", others);
        until(this::shared);

        elder.board.memberChanged(member("1001", ON_CALL));
        elder.board.callChanged(call(), new PhoneNumber.Known(NUMBER));
        foreign.board.memberChanged(member("2001", READY));
        until(() -> younger.seenCalls.contains(CALL)
                && younger.stateOf("1001").isPresent()
                && foreignToo.stateOf("2001").isPresent());
        // What stands is said again meanwhile, by both.
        var _ = time.turn(RedisLiveBoard.SAY_EVERY);
        round();
        round();

        assertThat(foreignToo.stateOf("1001")).isEmpty();
        assertThat(foreignToo.seenCalls).isEmpty();
        assertThat(younger.stateOf("2001")).isEmpty();
    }

    @Test
    void what_others_say_there_that_makes_no_sense_harms_nothing() {
        until(this::shared);
        RedisClient stranger = RedisClient.create(redis.address());
        try (var saying = stranger.connect()) {
            for (String nonsense : List.of(
                    "",
                    "null",
                    "[]",
                    "{\"node\":\"x\"}",
                    "{\"call\":\"\"}",
                    "{\"call\":\"main-1.9\"}",
                    "{\"member\":7}",
                    "{\"members\":{\"\":[{}]}}",
                    "{\"members\":{\"main\":[null]}}",
                    "[".repeat(5_000))) {
                var _ = saying.sync().publish(BoardNode.CHANNEL.name(), nonsense);
            }
        } finally {
            stranger.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }

        elder.board.memberChanged(member("1001", READY));

        until(() -> younger.stateOf("1001").equals(Optional.of(READY)));
    }

    @Nested
    class ANodeThatDied {
        @BeforeEach
        void is_seen_and_dies() {
            elder.board.memberChanged(member("1001", ON_CALL));
            until(() -> younger.stateOf("1001").equals(Optional.of(ON_CALL)));
            nodes.remove(elder);
            elder.close();
        }

        @Test
        void leaves_nothing_on_the_boards_of_the_others() {
            until(() -> younger.stateOf("1001").equals(Optional.of(AWAY)));

            assertThat(Duration.between(START, time.instant())).isGreaterThan(Duration.ofSeconds(10));
            assertThat(younger.board.sharing()).isEqualTo(Sharing.SHARED);
        }

        @Test
        void is_followed_by_the_one_who_takes_over() {
            BoardNode third = node("third");
            until(() -> third.board.sharing() == Sharing.SHARED);

            younger.hears.add(MAIN);
            younger.board.memberChanged(member("1001", READY));

            until(() -> third.stateOf("1001").equals(Optional.of(READY)));
        }
    }

    @Nested
    class WhenRedisIsKilledAndStartedAgain {
        @BeforeEach
        void it_was_there_and_is_killed() {
            elder.board.memberChanged(member("1001", READY));
            until(() -> shared() && younger.stateOf("1001").equals(Optional.of(READY)));
            redis.kill();
        }

        @Test
        void the_boards_say_so_and_fill_again() {
            until(() -> !shared());
            elder.board.memberChanged(member("1001", ON_CALL));
            elder.board.memberChanged(member("1002", READY));
            round();
            assertThat(younger.board.sharing()).isEqualTo(Sharing.CUT_OFF);
            assertThat(elder.stateOf("1001")).as("first-hand").contains(ON_CALL);

            redis.startAgain();

            until(() -> shared() && younger.stateOf("1001").equals(Optional.of(ON_CALL)));
            assertThat(younger.stateOf("1002")).contains(READY);
            elder.board.callChanged(call(), new PhoneNumber.Known(NUMBER));
            until(() -> younger.seenCalls.contains(CALL));
        }

        @Test
        void whoever_sees_only_through_redis_shows_nobody_as_ready_for_long() {
            until(() -> younger.stateOf("1001").equals(Optional.of(AWAY)));

            assertThat(elder.stateOf("1001")).contains(READY);
        }

        @Test
        void nobody_waits_and_nothing_is_hoarded() {
            assertTimeout(AT_ONCE, RedisLiveBoardTest.this::manyChanges);
            assertTimeout(AT_ONCE.multipliedBy(2), RedisLiveBoardTest.this::round);
        }
    }

    @Nested
    class WhenRedisIsFrozen {
        @Test
        void nobody_waits_longer_than_the_patience_and_it_is_found_again() {
            until(RedisLiveBoardTest.this::shared);
            redis.freeze();
            assertTimeout(AT_ONCE, RedisLiveBoardTest.this::manyChanges);
            assertTimeout(AT_ONCE, elder::round);
            until(() -> elder.board.sharing() == Sharing.CUT_OFF && younger.board.sharing() == Sharing.CUT_OFF);

            redis.thaw();
            elder.board.memberChanged(member("1001", ON_CALL));

            until(() -> shared() && younger.stateOf("1001").equals(Optional.of(ON_CALL)));
        }
    }

    @Test
    void a_node_whose_listening_ended_unnoticed_listens_again() {
        until(this::shared);
        RedisClient operator = RedisClient.create(redis.address());
        try (var asking = operator.connect()) {
            var _ = asking.sync().clientKill(KillArgs.Builder.typePubsub());
        } finally {
            operator.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
        elder.board.memberChanged(member("1001", ON_CALL));

        until(() -> shared() && younger.stateOf("1001").equals(Optional.of(ON_CALL)));
    }

    @Nested
    class WithoutAnyRedis {
        private BoardNode alone;

        @BeforeEach
        void there_is_none() {
            redis.kill();
            alone = node("alone");
            alone.hears.add(MAIN);
        }

        @Test
        void every_round_comes_back_at_once_and_the_board_is_cut_off() {
            for (int round = 0; round < 20; round++) {
                assertTimeout(AT_ONCE, alone::round);
                var _ = time.turn(Duration.ofSeconds(1));
            }
            assertThat(alone.board.sharing()).isEqualTo(Sharing.CUT_OFF);
        }

        @Test
        void what_is_heard_here_is_shown_here() {
            alone.round();
            alone.board.memberChanged(member("1001", ON_CALL));
            alone.board.callChanged(call(), new PhoneNumber.Known(NUMBER));
            var _ = time.turn(Duration.ofMinutes(10));
            alone.round();

            assertThat(alone.stateOf("1001")).contains(ON_CALL);
            assertThat(alone.seenCalls).containsExactly(CALL);
        }

        @Test
        void it_is_tried_once_a_second_and_not_at_every_round() {
            alone.round();
            long from = System.nanoTime();
            for (int round = 0; round < 10_000; round++) {
                alone.round();
            }

            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(2));
        }
    }

    private void manyChanges() {
        for (int change = 0; change < 50_000; change++) {
            elder.board.memberChanged(member("1001", change % 2 == 0 ? ON_CALL : READY));
        }
    }

    private boolean shared() {
        return nodes.stream().allMatch(node -> node.board.sharing() == Sharing.SHARED);
    }

    /// Rounds of all nodes, a tenth of a second after each other, until it is so.
    private void until(Callable<Boolean> wanted) {
        await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    round();
                    var _ = time.turn(Duration.ofMillis(100));
                    return wanted.call();
                });
    }

    private void round() {
        nodes.forEach(BoardNode::round);
    }

    private BoardNode node(String name) {
        return node(name, BoardNode.CHANNEL);
    }

    private BoardNode node(String name, LiveChannel channel) {
        BoardNode node = new BoardNode(name, redis.address(), channel, storedCalls(), time);
        nodes.add(node);
        return node;
    }

    private Calls storedCalls() {
        return new Calls() {
            @Override
            public Optional<Found> find(CallId id) {
                return Optional.ofNullable(stored.get(id));
            }

            @Override
            public List<Found> list(boolean live, Optional<CallId> before, int limit) {
                return List.copyOf(stored.values());
            }
        };
    }

    private static Member member(String agent, Member.State state) {
        return new Member(MAIN, new QueueName("hotline"), new AgentId(agent), new InertText("小王"), state);
    }

    private static CallRecord call() {
        return new CallRecord(
                CALL,
                Direction.INBOUND,
                "4001",
                new InertText("13800138000"),
                InertText.NOTHING,
                START,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                new CallRecord.CustomerEnd(false, false, false, Optional.empty(), Optional.empty(), Optional.empty()),
                false,
                List.of());
    }
}

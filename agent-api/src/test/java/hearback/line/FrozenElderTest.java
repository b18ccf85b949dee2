package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes: the elder is frozen with a callback in its hands, the younger takes the line within five seconds, the
/// elder goes on as if nothing had happened. The customers count how often they are rung. More rounds:
/// `deploy/prove/frozen`.
@Tag("line")
class FrozenElderTest {
    private static final int ROUNDS = Integer.getInteger("hearback.frozen.rounds", Moment.values().length);
    private static final Duration TAKEN_WITHIN = Duration.ofSeconds(5);
    private static final String CALLBACKS =
            "ring-time = 5 s, unknown-limit = 16 s, own-failure-wait = 1 s, live-attempts = 20";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private TwoNodes two;

    /// Where the elder's threads stand still, and what it says when it goes on.
    private enum Moment {
        /// The attempt is committed; the elder has not heard that it is.
        COMMITTED("attempt not released", "attempt not released"),
        /// The attempt is released and nothing was written; the elder has not heard that it may ring. Whether
        /// it still does depends on how soon the younger took the line.
        RELEASED("dialled", "attempt not sent"),
        /// The Originate is written, and reaches Asterisk only after the younger has the line. Whether its
        /// answer comes in time for the elder depends on how long it was frozen.
        IN_FLIGHT("dialled", "not known whether dialled"),
        /// As released, until the attempt counts as dialled because nothing was heard of it. Whether the elder
        /// still takes the database's answer depends on which comes first, the answer or the end of its
        /// patience.
        GIVEN_UP("attempt not sent", "left as it is");

        private final String says;
        private final String orSays;

        Moment(String says, String orSays) {
            this.says = says;
            this.orSays = orSays;
        }

        boolean isOver(Node elder, String attempt) {
            return elder.process().said(says, attempt) || elder.process().said(orSays, attempt);
        }
    }

    @BeforeEach
    void start() {
        two = TwoNodes.start(folder, CALLBACKS, Map.of());
    }

    @AfterEach
    void stop() {
        two.close();
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void the_elder_frozen_with_a_callback_in_its_hands_rings_nobody_a_second_time() {
        List<Duration> takings = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Moment moment = Moment.values()[round % Moment.values().length];
            String number = "1383%06d2".formatted(round);
            numbers.add(number);
            takings.add(round(moment, number));
            System.out.printf(
                    "frozen: round %d, %s: taken after %d ms, rung %d times%n",
                    round + 1,
                    moment,
                    takings.getLast().toMillis(),
                    two.customers.rung(number).size());
        }
        assertThat(takings).allSatisfy(taking -> assertThat(taking).isLessThanOrEqualTo(TAKEN_WITHIN));
        assertThat(two.customers.rung())
                .extracting(Callees.Rung::number)
                .as("counted by the customers")
                .doesNotHaveDuplicates()
                .isSubsetOf(numbers);
    }

    /// @return how long after the freezing the younger took the line, both by the database's clock
    private Duration round(Moment moment, String number) {
        awaited("a node has the line and listens", () -> two.listening().isPresent());
        Hold hold = Hold.at(moment, two);
        String callback = ask(number);
        awaited("a node stands at the moment " + moment, () -> hold.holds().isPresent());
        Node elder = hold.holds().orElseThrow();
        Node younger = two.other(elder);
        Instant frozenAt = two.witness.now();
        elder.process().freeze();
        if (moment != Moment.IN_FLIGHT) {
            hold.letGo();
        }
        awaited("the younger has the line", () -> two.witness.tookSince(younger.name(), frozenAt));
        Duration taken = Duration.between(frozenAt, two.witness.firstTaking(younger.name(), frozenAt));
        assertThat(attempts(callback)).hasSize(1);
        String attempt = attempts(callback).getFirst();

        switch (moment) {
            case COMMITTED -> awaited("the younger rings", () -> isRung(number));
            case RELEASED -> assertThat(isRung(number)).isFalse();
            case GIVEN_UP -> settled(callback, "NEVER_KNOWN");
            case IN_FLIGHT -> {
                assertThat(isRung(number)).isFalse();
                hold.letGo();
                awaited("what was in flight arrives", () -> isRung(number));
            }
        }
        elder.process().thaw();
        awaited("the elder goes on: " + moment.says, () -> moment.isOver(elder, attempt));

        if (moment == Moment.GIVEN_UP) {
            assertThat(isRung(number)).as("counted as dialled, and never was").isFalse();
        } else {
            settled(callback, "NOT_REACHED BUSY");
            assertThat(two.customers.rung(number)).as("counted by the customer").hasSize(1);
        }
        assertThat(two.witness.ask("select state from telephony.callback_plan where id = '" + callback + "'"))
                .containsExactly("PLANNED");
        return taken;
    }

    private String ask(String number) {
        HttpResponse<String> answer = two.nodes
                .getFirst()
                .api()
                .post(
                        "/api/v1/callbacks",
                        "ring-" + number,
                        "{\"number\":\"%s\",\"reason\":\"PROMISED\"}".formatted(number));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Api.tree(answer.body()).path("id").asText();
    }

    private boolean isRung(String number) {
        return !two.customers.rung(number).isEmpty();
    }

    private List<String> attempts(String callback) {
        return two.witness.ask(
                "select id from telephony.every_attempt where callback = '" + callback + "' order by ordinal");
    }

    /// Its last attempt came to this.
    private void settled(String callback, String outcome) {
        awaited(
                "settled: " + outcome,
                () -> two.witness
                        .ask(
                                "select concat_ws(' ', outcome, nullif(detail, '')) from telephony.attempt where callback = '"
                                        + callback + "' order by ordinal desc limit 1")
                        .equals(List.of(outcome)));
    }

    private static void awaited(String what, Callable<Boolean> happened) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(happened);
    }

    /// Keeps whichever node rings next at a moment.
    private record Hold(Supplier<Optional<Node>> holder, Runnable release) {
        static Hold at(Moment moment, TwoNodes two) {
            return switch (moment) {
                case COMMITTED -> at(DatabaseWitness.Write.CLAIM, two);
                case RELEASED, GIVEN_UP -> at(DatabaseWitness.Write.RELEASE, two);
                case IN_FLIGHT -> inFlight(two);
            };
        }

        private static Hold at(DatabaseWitness.Write write, TwoNodes two) {
            two.witness.hold(write);
            return new Hold(() -> two.witness.held().map(two::named), () -> two.witness.letGo(write));
        }

        private static Hold inFlight(TwoNodes two) {
            Map<Node, Wire.Held> held = two.nodes.stream()
                    .collect(Collectors.toMap(node -> node, node -> node.wire().hold("Originate\r\n")));
            return new Hold(
                    () -> held.entrySet().stream()
                            .filter(one -> one.getValue().isThere())
                            .map(Map.Entry::getKey)
                            .findFirst(),
                    () -> held.values().forEach(Wire.Held::letGo));
        }

        Optional<Node> holds() {
            return holder.get();
        }

        void letGo() {
            release.run();
        }
    }
}

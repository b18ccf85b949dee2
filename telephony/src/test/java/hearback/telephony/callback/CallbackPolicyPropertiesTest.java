package hearback.telephony.callback;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.calendar.CallingHours;
import hearback.config.calendar.QuietWindow;
import hearback.telephony.call.HangupCause;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// Plays whole callbacks against the policy and judges the history with a checker that shares no code with it.
class CallbackPolicyPropertiesTest {
    private static final int MORE_THAN_ANY = 200;
    private static final Duration GAP = Duration.ofHours(3);
    private static final Duration WINDOW = Duration.ofDays(2);

    @Property(tries = 2000)
    void every_history_keeps_spacing_hours_and_the_floor(
            @ForAll("hours") CallingHours hours,
            @ForAll("starts") Instant start,
            @ForAll("outcomes") List<AttemptOutcome> outcomes,
            @ForAll("delays") List<Duration> delays) {
        var rule = new RetryRule(3, WINDOW, GAP, Duration.ofSeconds(35), Duration.ofMinutes(10), Duration.ZERO, hours);
        var played = play(new CallbackPolicy(rule), start, outcomes, delays);
        var history = played.history();

        Instant rangUntil = Instant.MIN;
        Instant failedUntil = Instant.MIN;
        for (Made one : history) {
            assertThat(quiet(hours, one.start()))
                    .as("rung in quiet hours at %s", one.start())
                    .isFalse();
            assertThat(one.start()).isAfterOrEqualTo(start);
            if (!rangUntil.equals(Instant.MIN)) {
                assertThat(Duration.between(rangUntil, one.start())).isGreaterThanOrEqualTo(GAP);
            }
            if (!failedUntil.equals(Instant.MIN)) {
                assertThat(Duration.between(failedUntil, one.start()))
                        .isGreaterThanOrEqualTo(one.hurriedForTheFloor() ? Duration.ZERO : Duration.ofMinutes(10));
            }
            if (mayHaveRung(one.outcome())) {
                rangUntil = one.end();
            } else {
                failedUntil = one.end();
            }
        }
        judgeTheEnd(played);
    }

    private static void judgeTheEnd(Played played) {
        var failures = played.history().stream()
                .filter(one -> one.outcome() instanceof AttemptOutcome.NotReached)
                .toList();
        switch (played.end().reason()) {
            case REACHED -> assertThat(played.history().getLast().outcome()).isInstanceOf(AttemptOutcome.Reached.class);
            case UNREACHABLE -> {
                assertThat(failures).as("the first and three further ones").hasSize(4);
                var windowEnd = failures.getFirst().start().plus(WINDOW);
                boolean kept = !failures.getLast().start().isAfter(windowEnd);
                if (!kept) {
                    assertThat(played.problemWasSaid())
                            .as("the missed floor was said")
                            .isTrue();
                }
            }
            case NUMBER_UNKNOWN ->
                assertThat(failures.reversed().subList(0, 2))
                        .allSatisfy(one -> assertThat(one.outcome()).isEqualTo(Story.failed(Kind.NUMBER_UNKNOWN)));
            case NUMBER_CHANGED, NOTHING_PRESSED, NOT_ALLOWED, CONTACTED, WITHDRAWN ->
                throw new AssertionError("nothing of the kind was played");
        }
    }

    /// With all outcomes on the customer's side and no delays, the telecom profile always keeps its floor.
    @Property(tries = 2000)
    void the_telecom_profile_always_fits_its_floor_and_never_sees_a_problem(@ForAll("starts") Instant start) {
        var outcomes = Stream.generate(Story::off).limit(4).toList();

        var played = play(Story.TELECOM, start, outcomes, List.of(Duration.ZERO));

        assertThat(played.problemWasSaid()).isFalse();
        assertThat(played.end().why()).isEqualTo("3 further attempts failed on the customer's side within 48 h");
    }

    private static Played play(
            CallbackPolicy policy, Instant start, List<AttemptOutcome> outcomes, List<Duration> delays) {
        var story = new Story();
        var history = new ArrayList<Made>();
        boolean problem = false;
        var move = policy.first(Story.request(start), start);
        for (int turn = 0; turn < MORE_THAN_ANY; turn++) {
            switch (move) {
                case NextMove.Close close -> {
                    return new Played(history, close, problem);
                }
                case NextMove.DialAt dial -> {
                    var at = dial.at();
                    var why = dial.why();
                    var said = dial.problem();
                    assertThat(why).isNotBlank();
                    problem |= said.isPresent();
                    var outcome = turn < outcomes.size() ? outcomes.get(turn) : Story.off();
                    var end = at.plusSeconds(35);
                    story.tried(at, end, outcome);
                    history.add(new Made(at, end, outcome, why.contains("would cost the floor")));
                    move = policy.after(story.plan(), end.plus(delays.get(turn % delays.size())));
                }
            }
        }
        throw new AssertionError("never ends");
    }

    private static boolean mayHaveRung(AttemptOutcome outcome) {
        return !(outcome instanceof AttemptOutcome.LineFailed failed
                && List.of(
                                Fault.TRUNK_CONGESTED,
                                Fault.TRUNK_REFUSED,
                                Fault.MEDIA_REFUSED,
                                Fault.NUMBER_MALFORMED,
                                Fault.AGENT_ABSENT,
                                Fault.NOT_SENT,
                                Fault.NO_CHANNEL)
                        .contains(failed.fault()));
    }

    private static boolean quiet(CallingHours hours, Instant at) {
        var local = at.atZone(hours.zone()).toLocalTime();
        return hours.quiet().stream()
                .anyMatch(window -> window.from().isBefore(window.to())
                        ? !local.isBefore(window.from()) && local.isBefore(window.to())
                        : !local.isBefore(window.from()) || local.isBefore(window.to()));
    }

    @Provide
    Arbitrary<List<AttemptOutcome>> outcomes() {
        var theirs = Arbitraries.of(Kind.BUSY, Kind.NO_ANSWER, Kind.NEVER_RANG, Kind.SWITCHED_OFF, Kind.REJECTED)
                .map(Story::failed);
        var unknown = Arbitraries.just(Story.failed(Kind.NUMBER_UNKNOWN));
        var ours = Arbitraries.of(Fault.class)
                .filter(fault -> fault != Fault.TAKEN_BACK)
                .<AttemptOutcome>map(fault -> new AttemptOutcome.LineFailed(fault, HangupCause.NOT_SAID));
        var rest = Arbitraries.<AttemptOutcome>of(new AttemptOutcome.NeverKnown(), new AttemptOutcome.Reached());
        return Arbitraries.frequencyOf(Tuple.of(6, theirs), Tuple.of(1, unknown), Tuple.of(4, ours), Tuple.of(1, rest))
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<Duration>> delays() {
        return Arbitraries.integers()
                .between(0, 40 * 3600)
                .map(Duration::ofSeconds)
                .edgeCases(edges -> edges.includeOnly(Duration.ZERO))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    @Provide
    Arbitrary<CallingHours> hours() {
        var zones = Arbitraries.of("Asia/Shanghai", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")
                .map(ZoneId::of);
        var edges = Arbitraries.integers()
                .between(0, 24 * 60 - 1)
                .set()
                .ofSize(4)
                .map(set -> set.stream()
                        .sorted()
                        .map(minute -> LocalTime.ofSecondOfDay(minute * 60L))
                        .toList());
        return Combinators.combine(zones, edges)
                .as((zone, edge) -> new CallingHours(
                        zone,
                        List.of(new QuietWindow(edge.get(3), edge.get(0)), new QuietWindow(edge.get(1), edge.get(2)))));
    }

    @Provide
    Arbitrary<Instant> starts() {
        var changes = Arbitraries.of("2026-03-28T12:00:00Z", "2026-10-24T12:00:00Z", "2026-11-23T00:00:00Z")
                .map(Instant::parse);
        return Combinators.combine(changes, Arbitraries.integers().between(0, 2 * 24 * 3600))
                .as(Instant::plusSeconds);
    }

    private record Made(Instant start, Instant end, AttemptOutcome outcome, boolean hurriedForTheFloor) {}

    private record Played(List<Made> history, NextMove.Close end, boolean problemWasSaid) {}
}

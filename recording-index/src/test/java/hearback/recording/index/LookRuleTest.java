package hearback.recording.index;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.recording.index.Recording.Seen;
import hearback.recording.index.Recording.State.Gap;
import hearback.recording.index.Recording.State.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookRuleTest {
    private static final Instant FROM = Instant.parse("2026-03-02T01:00:00Z");
    private static final Look ABSENT = new Look.Absent();
    private final LookRule rule = new LookRule(Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofHours(24));

    @ParameterizedTest(name = "a file that comes after {0} is read between {1} and {2} after the end of the call")
    @CsvSource({
        "PT0S, PT2S, PT2S",
        "PT1S, PT3S, PT6S",
        "PT30S, PT32S, PT36S",
        "PT59S, PT1M1S, PT1M10S",
        "PT2M, PT2M2S, PT2M20S",
        "PT2H, PT2H2S, PT2H5M2S",
        "PT23H59M59S, PT24H, PT24H2S",
        "PT24H, PT24H2S, PT24H2S",
    })
    void a_late_file_is_read(Duration appears, Duration earliest, Duration latest) {
        var read = follow(age -> age.compareTo(appears) < 0 ? ABSENT : present(64_000));

        assertThat(read.readAt()).hasValueSatisfying(at -> assertThat(at).isBetween(earliest, latest));
    }

    @Test
    void a_file_that_never_comes_is_a_gap_after_a_minute_and_lost_after_a_day() {
        var story = follow(age -> ABSENT);

        assertThat(story.readAt()).isEmpty();
        assertThat(story.gapAt()).isEqualTo(Optional.of(Duration.ofSeconds(60)));
        assertThat(story.last()).isInstanceOfSatisfying(Gap.class, gap -> {
            assertThat(gap.reason()).isEqualTo(GapReason.LOST);
            assertThat(gap.nextLook()).isEmpty();
        });
        assertThat(story.looks()).isBetween(300, 500);
    }

    @Test
    void a_file_that_grows_is_read_when_it_has_rested() {
        var grownUp = Duration.ofSeconds(11);
        var story = follow(age -> present(1_000 * Math.min(age.toSeconds(), grownUp.toSeconds()) + 44));

        assertThat(story.readAt())
                .hasValueSatisfying(at -> assertThat(at).isBetween(grownUp.plusSeconds(2), grownUp.plusSeconds(4)));
        assertThat(story.gapAt()).isEmpty();
    }

    @Test
    void a_file_that_keeps_its_size_and_changes_its_date_does_not_rest() {
        var story =
                follow(age -> new Look.Present(new Sighting(1_000, FROM.plusSeconds(Math.min(age.toSeconds(), 9)))));

        assertThat(story.readAt())
                .hasValueSatisfying(at -> assertThat(at).isGreaterThanOrEqualTo(Duration.ofSeconds(11)));
    }

    @Test
    void a_file_that_grows_for_ever_is_broken_in_the_end() {
        var story = follow(age -> present(age.toMillis() + 44));

        assertThat(story.readAt()).isEmpty();
        assertThat(story.last()).isInstanceOfSatisfying(Gap.class, gap -> {
            assertThat(gap.reason()).isEqualTo(GapReason.BROKEN);
            assertThat(gap.nextLook()).isEmpty();
        });
    }

    @Test
    void an_empty_file_is_given_its_minute() {
        assertThat(follow(age -> present(0)).readAt())
                .hasValueSatisfying(at -> assertThat(at).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(62)));
    }

    @Test
    void a_server_whose_clock_is_wrong_by_years_changes_nothing() {
        var story = follow(age -> new Look.Present(new Sighting(64_000, Instant.parse("2037-01-01T00:00:00Z"))));

        assertThat(story.readAt()).contains(Duration.ofSeconds(2));
    }

    @Test
    void a_clock_of_ours_that_is_set_back_only_makes_us_wait() {
        var seen = new Seen(new Sighting(64_000, FROM), FROM.plusSeconds(3_600));
        var waiting = new Waiting(FROM.plusSeconds(3_600), FROM, Optional.of(seen));

        assertThat(rule.after(waiting, present(64_000), FROM)).isInstanceOf(NextLook.Rest.class);
    }

    @Test
    void a_place_outside_is_a_gap_at_once() {
        assertThat(rule.after(waiting(), new Look.Refused("a symbolic link"), FROM))
                .isInstanceOfSatisfying(
                        NextLook.Rest.class,
                        rest -> assertThat(rest.state())
                                .isInstanceOfSatisfying(
                                        Gap.class,
                                        gap -> assertThat(gap.reason()).isEqualTo(GapReason.OUTSIDE)));
    }

    @Test
    void a_file_that_may_not_be_read_is_given_its_minute_and_is_then_broken() {
        var forbidden = new Look.Unreadable("no right to read it");

        assertThat(follow(age -> forbidden).gapAt()).contains(Duration.ofSeconds(60));
        assertThat(follow(age -> age.toHours() < 3 ? forbidden : present(64_000))
                        .readAt())
                .isPresent();
    }

    @Test
    void a_file_found_wanting_is_not_read_again_until_it_looks_otherwise() {
        var judged = rule.judged(GapReason.BROKEN, "not a WAV file", FROM, new Sighting(9, FROM), FROM.plusSeconds(2));

        assertThat(rule.after(judged, present(9), FROM.plusSeconds(60)))
                .isInstanceOfSatisfying(
                        NextLook.Rest.class,
                        rest -> assertThat(rest.state()).isInstanceOfSatisfying(Gap.class, gap -> {
                            assertThat(gap.reason()).isEqualTo(GapReason.BROKEN);
                            assertThat(gap.nextLook()).contains(FROM.plusSeconds(66));
                        }));
        assertThat(rule.after(judged, present(64_000), FROM.plusSeconds(60)))
                .isInstanceOfSatisfying(
                        NextLook.Rest.class, rest -> assertThat(rest.state()).isInstanceOf(Waiting.class));
    }

    private static Waiting waiting() {
        return new Waiting(FROM, FROM, Optional.empty());
    }

    private static Look present(long size) {
        return new Look.Present(new Sighting(size, FROM));
    }

    /// Looks whenever the rule says so, until the file is read or no longer looked for.
    private Story follow(Function<Duration, Look> world) {
        Recording.State state = waiting();
        Optional<Duration> gapAt = Optional.empty();
        Instant now = FROM;
        for (int looks = 1; looks < 200_000; looks++) {
            var age = Duration.between(FROM, now);
            var next = switch (state) {
                case Waiting waiting -> rule.after(waiting, world.apply(age), now);
                case Gap gap -> rule.after(gap, world.apply(age), now);
                case Recording.State.Writing _, Recording.State.Ready _, Recording.State.Changed _ ->
                    throw new AssertionError(state);
            };
            if (next instanceof NextLook.Inspect) {
                return new Story(Optional.of(age), gapAt, looks, state);
            }
            state = ((NextLook.Rest) next).state();
            if (state instanceof Gap && gapAt.isEmpty()) {
                gapAt = Optional.of(age);
            }
            var due = state instanceof Gap gap ? gap.nextLook() : Optional.of(((Waiting) state).nextLook());
            if (due.isEmpty()) {
                return new Story(Optional.empty(), gapAt, looks, state);
            }
            assertThat(due.get()).isAfter(now);
            now = due.get();
        }
        throw new AssertionError("looked for ever");
    }

    private record Story(Optional<Duration> readAt, Optional<Duration> gapAt, int looks, Recording.State last) {}
}

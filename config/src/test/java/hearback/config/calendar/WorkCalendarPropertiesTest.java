package hearback.config.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// What holds of every calendar, start and length; each failure names its seed.
class WorkCalendarPropertiesTest {
    private static final int SEEDS = 200;
    private static final int MORE_SEEDS = 1_500;

    @Test
    void the_due_time_is_where_counting_minute_by_minute_arrives() {
        forAll(
                SEEDS,
                (drawn, length) -> assertThat(end(drawn.count(length), length))
                        .as("%s of %s", length, drawn)
                        .isEqualTo(drawn.walked(length)));
    }

    /// A limit is inclusive: it may be the end of a counted stretch, and is never later. So what lies just before
    /// it counts.
    @Test
    void the_due_time_never_lies_in_time_that_is_not_counted() {
        forAll(MORE_SEEDS, (drawn, length) -> {
            var walker = drawn.walker();
            var before = drawn.count(length).due().minusNanos(1_000).truncatedTo(ChronoUnit.MINUTES);
            boolean counts = switch (length) {
                case Length.Elapsed _ -> !walker.isSuspended(before);
                case Length.OpenTime _ -> walker.isOpen(before) && !walker.isSuspended(before);
                case Length.WorkingTime _ -> walker.isWork(before) && !walker.isSuspended(before);
                case Length.WorkingDays _ -> walker.isWorkingDay(walker.date(before));
                case Length.NaturalDays _, Length.SameDay _ -> true;
            };
            assertThat(counts).as("%s of %s", length, drawn).isTrue();
        });
    }

    @Test
    void who_starts_later_is_not_due_earlier() {
        forAll(MORE_SEEDS, (drawn, length) -> {
            for (int minutes : List.of(1, 59, 400, 1440)) {
                var later = drawn.start().plus(minutes, ChronoUnit.MINUTES);
                assertThat(drawn.calendar()
                                .count(later, length, drawn.suspended())
                                .due())
                        .as("%s of %s, %d minutes later", length, drawn, minutes)
                        .isAfterOrEqualTo(drawn.count(length).due());
            }
        });
    }

    @Test
    void a_longer_length_is_due_later() {
        forAll(MORE_SEEDS, (drawn, length) -> {
            var longer = RandomCase.lengths(drawn.size() + 1).stream()
                    .filter(other -> other.getClass().equals(length.getClass()))
                    .findFirst()
                    .orElseThrow();
            if (!longer.equals(length)) {
                assertThat(drawn.count(longer).due())
                        .as("%s of %s", longer, drawn)
                        .isAfter(drawn.count(length).due());
            }
        });
    }

    @Test
    void what_counts_between_start_and_due_is_the_length() {
        forAll(MORE_SEEDS, (drawn, length) -> {
            var between = drawn.calendar()
                    .countedBetween(drawn.start(), drawn.count(length).due(), length, drawn.suspended());
            switch (length) {
                case Length.Elapsed(var time) ->
                    assertThat(between).as("%s", drawn).isEqualTo(time);
                case Length.OpenTime(var time) ->
                    assertThat(between).as("%s", drawn).isEqualTo(time);
                case Length.WorkingTime(var time) ->
                    assertThat(between).as("%s", drawn).isEqualTo(time);
                case Length.NaturalDays _, Length.WorkingDays _, Length.SameDay _ -> {}
            }
        });
    }

    @Test
    void what_was_skipped_is_in_order_and_is_all_that_was_not_counted() {
        forAll(MORE_SEEDS, (drawn, length) -> {
            var counted = drawn.count(length);
            var skipped = Duration.ZERO;
            var last = counted.start();
            var lastWhy = "";
            for (Counted.Skipped stretch : counted.skipped()) {
                assertThat(stretch.from()).as("%s of %s", length, drawn).isAfterOrEqualTo(last);
                assertThat(stretch.until()).as("%s of %s", length, drawn).isAfter(stretch.from());
                var why = stretch.why() + stretch.detail();
                assertThat(stretch.from().equals(last) && why.equals(lastWhy))
                        .as("%s of %s: told in two pieces", length, drawn)
                        .isFalse();
                skipped = skipped.plus(Duration.between(stretch.from(), stretch.until()));
                last = stretch.until();
                lastWhy = why;
            }
            assertThat(last).isBefore(end(counted, length));
            var rest = Duration.between(counted.start(), end(counted, length)).minus(skipped);
            switch (length) {
                case Length.Elapsed(var time) ->
                    assertThat(rest).as("%s", drawn).isEqualTo(time);
                case Length.OpenTime(var time) ->
                    assertThat(rest).as("%s", drawn).isEqualTo(time);
                case Length.WorkingTime(var time) ->
                    assertThat(rest).as("%s", drawn).isEqualTo(time);
                // Days of 23 to 25 hours; the first may be a part of one.
                case Length.NaturalDays(int days) -> assertThat(rest).isBetween(least(days), most(days));
                case Length.WorkingDays(int days) -> assertThat(rest).isBetween(least(days), most(days));
                case Length.SameDay _ -> assertThat(rest).isBetween(least(1), most(1));
            }
        });
    }

    @Test
    void from_the_latest_start_before_a_limit_the_length_still_fits_and_a_microsecond_later_it_does_not() {
        forAll(MORE_SEEDS, (drawn, length) -> {
            var limit = drawn.start();
            var latest = drawn.calendar().latestBefore(limit, length);
            switch (length) {
                case Length.Elapsed _, Length.OpenTime _, Length.WorkingTime _ -> {
                    assertThat(drawn.calendar().count(latest, length, List.of()).due())
                            .as("%s before %s", length, drawn)
                            .isBeforeOrEqualTo(limit);
                    assertThat(drawn.calendar()
                                    .count(latest.plusNanos(1_000), length, List.of())
                                    .due())
                            .as("%s before %s", length, drawn)
                            .isAfter(limit);
                }
                case Length.WorkingDays(int days) -> {
                    int worked = 0;
                    var day = drawn.walker().date(limit);
                    while (worked < days) {
                        day = day.minusDays(1);
                        boolean exists = drawn.walker()
                                .date(day.atStartOfDay(drawn.walker().zone()).toInstant())
                                .equals(day);
                        worked += exists && drawn.walker().isWorkingDay(day) ? 1 : 0;
                    }
                    assertThat(drawn.walker().date(latest)).as("%s", drawn).isEqualTo(day);
                    assertThat(drawn.walker().date(latest.plusNanos(1_000)))
                            .as("%s", drawn)
                            .isAfter(day);
                }
                case Length.NaturalDays _ ->
                    assertThat(drawn.walker().date(latest.plusNanos(1_000)))
                            .as("%s", drawn)
                            .isAfter(drawn.walker().date(latest));
                case Length.SameDay _ -> assertThat(latest).isEqualTo(limit);
            }
        });
    }

    @Test
    void a_window_opens_on_the_last_day_and_not_before_the_start() {
        forAll(MORE_SEEDS, (drawn, length) -> {
            var opening = drawn.calendar().opening(drawn.start(), length, drawn.suspended());
            var due = drawn.count(length).due();
            assertThat(opening).as("%s of %s", length, drawn).isBetween(drawn.start(), due);
            assertThat(drawn.walker().date(opening)).isEqualTo(drawn.walker().date(due));
        });
    }

    /// The first instant that is too late for lengths of days, the last in time for others: both lie on minutes.
    private static Instant end(Counted counted, Length length) {
        return switch (length) {
            case Length.Elapsed _, Length.OpenTime _, Length.WorkingTime _ -> counted.due();
            case Length.NaturalDays _, Length.WorkingDays _, Length.SameDay _ ->
                counted.due().plusNanos(1_000);
        };
    }

    private static Duration least(int days) {
        return Duration.ofHours(23L * (days - 1));
    }

    private static Duration most(int days) {
        return Duration.ofHours(24L * days + 1);
    }

    private static void forAll(int seeds, BiConsumer<RandomCase, Length> property) {
        for (long seed = 0; seed < seeds; seed++) {
            var drawn = RandomCase.of(seed);
            for (Length length : drawn.lengths()) {
                property.accept(drawn, length);
            }
        }
    }
}

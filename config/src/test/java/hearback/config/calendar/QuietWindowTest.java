package hearback.config.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class QuietWindowTest {
    @Test
    void a_window_over_midnight_holds_both_sides_of_it() {
        var night = QuietWindow.parse("20:00-08:00");

        assertThat(night.contains(LocalTime.of(20, 0))).isTrue();
        assertThat(night.contains(LocalTime.of(3, 0))).isTrue();
        assertThat(night.contains(LocalTime.of(8, 0))).isFalse();
        assertThat(night.contains(LocalTime.of(19, 59))).isFalse();
    }

    @Test
    void windows_that_touch_do_not_overlap() {
        assertThat(QuietWindow.parse("20:00-08:00").overlaps(QuietWindow.parse("08:00-09:00")))
                .isFalse();
        assertThat(QuietWindow.parse("20:00-08:00").overlaps(QuietWindow.parse("07:59-09:00")))
                .isTrue();
    }

    @Test
    void what_is_no_window_is_refused() {
        assertThatThrownBy(() -> QuietWindow.parse("20-08")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QuietWindow.parse("20:00")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QuietWindow.parse("08:00-08:00")).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void two_windows_overlap_exactly_when_they_share_a_quarter_of_an_hour(
            @ForAll @IntRange(max = 95) int from,
            @ForAll @IntRange(min = 1, max = 95) int length,
            @ForAll @IntRange(max = 95) int otherFrom,
            @ForAll @IntRange(min = 1, max = 95) int otherLength) {
        var one = new QuietWindow(quarter(from), quarter(from + length));
        var other = new QuietWindow(quarter(otherFrom), quarter(otherFrom + otherLength));
        boolean shared = false;
        for (int quarter = 0; quarter < 96; quarter++) {
            shared |= one.contains(quarter(quarter)) && other.contains(quarter(quarter));
        }

        assertThat(one.overlaps(other)).isEqualTo(shared);
    }

    private static LocalTime quarter(int number) {
        return LocalTime.of(number % 96 / 4, number % 4 * 15);
    }
}

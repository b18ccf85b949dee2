package hearback.agent.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TicketNumberTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    @Test
    void half_past_seven_in_shanghai_is_that_day_although_utc_has_the_day_before() {
        assertThat(TicketNumber.dayAt(Instant.parse("2026-11-22T23:30:00Z"))).isEqualTo(DAY);
    }

    @Test
    void a_serial_is_written_with_four_digits_and_widens() {
        assertThat(new TicketNumber(DAY, 2).text()).isEqualTo("202611230002");
        assertThat(new TicketNumber(DAY, 10_000).text()).isEqualTo("2026112310000");
        assertThat(new TicketNumber(DAY, 10_000)).isGreaterThan(new TicketNumber(DAY, 9_999));
        assertThat(new TicketNumber(DAY.plusDays(1), 1)).isGreaterThan(new TicketNumber(DAY, 10_000));
        assertThatThrownBy(() -> new TicketNumber(DAY, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void what_is_written_is_read_back(@ForAll @IntRange(min = 1, max = 999_999_999) int serial) {
        var number = new TicketNumber(DAY, serial);
        assertThat(TicketNumber.read(number.text())).contains(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "20261123",
                "202611230000",
                "202613010001",
                "202602300001",
                "2026112300001",
                "20261123000x",
                "20261123000２",
                "202611230001 ",
                "-02611230001",
                "20261123999999999999"
            })
    void anything_else_is_no_number(String text) {
        assertThat(TicketNumber.read(text)).isEmpty();
    }
}

package hearback.agent.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.config.ShippedProfiles;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
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
        assertThat(TicketNumber.dayAt(Instant.parse("2026-11-22T23:30:00Z"), ZoneId.of("Asia/Shanghai")))
                .isEqualTo(DAY);
    }

    @Test
    void a_serial_is_written_with_four_digits_and_widens() {
        assertThat(new TicketNumber(DAY, 2).text()).isEqualTo("202611230002");
        assertThat(new TicketNumber(DAY, 10_000).text()).isEqualTo("2026112310000");
        assertThat(new TicketNumber(DAY, 10_000)).isGreaterThan(new TicketNumber(DAY, 9_999));
        assertThat(new TicketNumber(DAY.plusDays(1), 1)).isGreaterThan(new TicketNumber(DAY, 10_000));
        assertThatThrownBy(() -> new TicketNumber(DAY, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void b8_two_digits_widen_without_wrapping_and_order_as_numbers_S1_54() {
        var day = LocalDate.of(2023, 10, 1);
        var gas = ShippedProfiles.read("gas").numbering();
        assertThat(TicketNumber.of(gas, day, 2).text()).isEqualTo("2023100102");
        assertThat(TicketNumber.of(gas, day, 100).text()).isEqualTo("20231001100");
        assertThat("20231001100").as("as text").isLessThan("2023100199");
        assertThat(TicketNumber.of(gas, day, 100)).isGreaterThan(TicketNumber.of(gas, day, 99));
    }

    @Test
    void a_prefix_is_read_back() {
        var number = new TicketNumber(DAY, 7, "GAS", 3);
        assertThat(number.text()).isEqualTo("GAS20261123007");
        assertThat(TicketNumber.read(number.text())).contains(number);
    }

    @Property
    void what_is_written_is_read_back(@ForAll @IntRange(min = 1, max = 999_999_999) int serial) {
        var number = new TicketNumber(DAY, serial);
        assertThat(TicketNumber.read(number.text()).map(TicketNumber::text)).contains(number.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "20261123",
                "202611230000",
                "202613010001",
                "202602300001",
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

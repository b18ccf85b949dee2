package hearback.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.calendar.Length;
import hearback.config.profile.Intake;
import hearback.config.profile.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// An institution unlike those that come along: another zone with summer time, few clocks, no follow-up.
class ForeignProfileTest {
    private static Profile stadtwerke() throws IOException {
        try (InputStream in = ForeignProfileTest.class.getResourceAsStream("/profiles/stadtwerke.yaml")) {
            return Documents.usable(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8))
                    .profile();
        }
    }

    @Test
    void it_is_as_good_as_any_other() throws IOException {
        var profile = stadtwerke();
        assertThat(profile.version().toString()).isEqualTo("stadtwerke/3");
        assertThat(profile.hotlines()).containsExactly("+49301234567");
        assertThat(profile.intake().onRepeat()).isEqualTo(Intake.OnRepeat.OPENS_LINKED);
        assertThat(profile.clocks().getFirst().length()).contains(new Length.WorkingTime(Duration.ofHours(8)));
    }

    @Test
    void eight_working_hours_from_friday_noon_over_the_change_to_summer_time_are_told_by_the_wall_clock()
            throws IOException {
        // Friday 12:00 to 13:00 is one hour; Monday 08:00 in summer time is 06:00 UTC, and seven hours more are 15:00.
        var counted = stadtwerke()
                .calendar()
                .count(Instant.parse("2026-03-27T11:00:00Z"), new Length.WorkingTime(Duration.ofHours(8)), List.of());
        assertThat(counted.due()).isEqualTo(Instant.parse("2026-03-30T13:00:00Z"));
    }
}

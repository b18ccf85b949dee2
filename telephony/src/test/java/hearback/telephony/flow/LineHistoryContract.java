package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.ServerName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [LineHistory] keeps to.
public abstract class LineHistoryContract {
    protected static final Instant NOW = Instant.parse("2026-11-23T02:00:00.123456Z");
    private static int numbers;
    private final ServerName server = new ServerName("history" + ++numbers);

    protected abstract LineHistory history();

    protected abstract LineLease.Held hold(ServerName server);

    /// By another, of a line that is held.
    protected abstract void takeOver(ServerName server);

    @Test
    void a_server_never_heard_has_no_last_time() {
        LineLease.Held held = hold(server);
        assertThat(history().lastHeard(server)).isEmpty();

        history().heard(held, NOW, "2026-11-22 10:00:00");
        assertThat(history().lastHeard(server)).contains(new LineHistory.Heard(NOW, "2026-11-22 10:00:00"));
    }

    @Test
    void the_last_time_never_goes_back_and_a_start_that_is_not_told_is_not_forgotten() {
        LineLease.Held held = hold(server);
        history().heard(held, NOW, "2026-11-22 10:00:00");
        history().heard(held, NOW.minusSeconds(5), "");

        assertThat(history().lastHeard(server)).contains(new LineHistory.Heard(NOW, "2026-11-22 10:00:00"));
    }

    /// Who stood still would otherwise say of the time in which another listened that nothing was missed.
    @Test
    void who_has_the_line_no_more_does_not_say_until_when_it_was_heard() {
        var elder = hold(server);
        history().heard(elder, NOW, "2026-11-22 10:00:00");
        takeOver(server);

        history().heard(elder, NOW.plusSeconds(9), "2026-11-23 10:00:00");
        assertThat(history().lastHeard(server)).contains(new LineHistory.Heard(NOW, "2026-11-22 10:00:00"));
    }

    @Test
    void a_gap_is_open_once_and_closed_once() {
        history().open(server, NOW, "connection lost");
        history().open(server, NOW.plusSeconds(1), "queue overflow");
        assertThat(own()).singleElement().satisfies(gap -> {
            assertThat(gap.from()).isEqualTo(NOW);
            assertThat(gap.until()).isEmpty();
            assertThat(gap.reason()).isEqualTo("connection lost");
        });

        history().explain(server, "server restarted");
        history().close(server, NOW.plus(Duration.ofSeconds(30)), 3);
        history().close(server, NOW.plus(Duration.ofSeconds(40)), 4);
        assertThat(own()).singleElement().satisfies(gap -> {
            assertThat(gap.until()).isEqualTo(Optional.of(NOW.plusSeconds(30)));
            assertThat(gap.reason()).isEqualTo("server restarted");
            assertThat(gap.callsRepaired()).isEqualTo(3);
        });
    }

    @Test
    void an_open_gap_begins_at_the_earliest_instant_and_is_found_by_it() {
        history().open(server, NOW, "connection lost");
        history().open(server, NOW.minusSeconds(1), "started");

        assertThat(history().find(server, NOW.minusSeconds(1)))
                .contains(own().getFirst())
                .map(LineStates.Gap::reason)
                .contains("connection lost");
        assertThat(history().find(server, NOW)).isEmpty();
        assertThat(history().find(new ServerName("another"), NOW.minusSeconds(1)))
                .isEmpty();
    }

    private List<LineStates.Gap> own() {
        return history().newest(100).stream()
                .filter(gap -> gap.server().equals(server))
                .toList();
    }
}

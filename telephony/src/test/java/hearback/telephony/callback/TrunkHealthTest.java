package hearback.telephony.callback;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.HangupCause;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// faults.md case 36.
class TrunkHealthTest {
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final AttemptOutcome CONGESTED = ours(Fault.TRUNK_CONGESTED);
    private static final AttemptOutcome BUSY = new AttemptOutcome.NotReached(Kind.BUSY, new HangupCause(17, 486));

    @Test
    void five_failures_of_the_trunk_in_a_row_close_it_and_the_next_call_finds_out_half_a_minute_after_the_last() {
        assertThat(after(CONGESTED, ours(Fault.TRUNK_REFUSED), ours(Fault.NO_CHANNEL), ours(Fault.NOT_SENT)))
                .isEqualTo(new TrunkHealth.Works());
        assertThat(after(
                        CONGESTED,
                        ours(Fault.TRUNK_REFUSED),
                        ours(Fault.NO_CHANNEL),
                        ours(Fault.NOT_SENT),
                        ours(Fault.TRUNK_REFUSED)))
                .isEqualTo(new TrunkHealth.Fails(
                        NOON, NOON.plusSeconds(4).plus(Duration.ofSeconds(30)), Fault.TRUNK_REFUSED));
    }

    @Test
    void whoever_was_rung_proves_that_it_works() {
        assertThat(after(CONGESTED, CONGESTED, CONGESTED, CONGESTED, CONGESTED, BUSY))
                .isEqualTo(new TrunkHealth.Works());
        assertThat(after(CONGESTED, CONGESTED, BUSY, CONGESTED, CONGESTED, CONGESTED))
                .isEqualTo(new TrunkHealth.Works());
        assertThat(after(CONGESTED, CONGESTED, CONGESTED, CONGESTED, CONGESTED, ours(Fault.NO_AGENT)))
                .isEqualTo(new TrunkHealth.Works());
    }

    @Test
    void what_says_nothing_of_the_trunk_stands_aside() {
        assertThat(after(
                        CONGESTED,
                        CONGESTED,
                        ours(Fault.TAKEN_BACK),
                        CONGESTED,
                        new AttemptOutcome.NeverKnown(),
                        CONGESTED,
                        ours(Fault.CUT_OFF),
                        CONGESTED,
                        ours(Fault.OTHER)))
                .isEqualTo(new TrunkHealth.Fails(NOON, NOON.plusSeconds(37), Fault.TRUNK_CONGESTED));
        assertThat(TrunkHealth.of(List.of())).isEqualTo(new TrunkHealth.Works());
    }

    /// One a second from noon on.
    private static TrunkHealth after(AttemptOutcome... oldestFirst) {
        var seen = new ArrayList<TrunkHealth.Seen>();
        for (int n = 0; n < oldestFirst.length; n++) {
            seen.addFirst(new TrunkHealth.Seen(oldestFirst[n], NOON.plusSeconds(n)));
        }
        return TrunkHealth.of(seen);
    }

    private static AttemptOutcome ours(Fault fault) {
        return new AttemptOutcome.LineFailed(fault, HangupCause.NOT_SAID);
    }
}

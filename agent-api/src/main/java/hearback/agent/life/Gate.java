package hearback.agent.life;

import hearback.config.profile.Intake;
import hearback.config.profile.Profile;
import java.util.Optional;

/// Which tickets must be listened to again before they go to a department (S3-61, S3-62, b.7).
public final class Gate {
    private Gate() {}

    /// What sends the ticket through the gate: `amount`, or the circumstance; empty when there is no gate for it.
    public static Optional<String> trigger(Profile profile, TicketLife life) {
        return profile.intake()
                .recheck()
                .flatMap(gate -> life.weighed()
                        .filter(weighed -> !isExempt(gate, weighed))
                        .flatMap(weighed -> trigger(gate, weighed)));
    }

    /// Whether it still holds the ticket back.
    public static boolean isClosed(Profile profile, TicketLife life) {
        return trigger(profile, life).isPresent() && !life.has(IntakeFact.Rechecked.class);
    }

    private static Optional<String> trigger(Intake.RecheckGate gate, IntakeFact.Weighed weighed) {
        return weighed.amount()
                .filter(amount -> amount.compareTo(gate.amountOver()) > 0)
                .map(_ -> "amount")
                .or(() -> gate.triggers().stream()
                        .filter(weighed.circumstances()::contains)
                        .map(Ids::of)
                        .findFirst());
    }

    /// The text binds only those who have what to record with: 有录音设备的.
    private static boolean isExempt(Intake.RecheckGate gate, IntakeFact.Weighed weighed) {
        return weighed.site().filter(gate.sitesWithoutRecording()::contains).isPresent();
    }
}

package hearback.agent.life;

import static hearback.agent.life.Situation.refuseIf;
import static hearback.agent.life.Situation.text;

import java.util.Optional;

/// Who may keep out, and who may look behind a seal.
final class DecideTrust {
    private DecideTrust() {}

    static Optional<Decision.Refused> on(Situation situation, TrustFact fact) {
        return switch (fact) {
            case TrustFact.Recused recused ->
                text("person", recused.person()).or(() -> text("reason", recused.reason()));
            case TrustFact.IdentitySealed sealed ->
                refuseIf(situation.life().isSealed(), Refusal.SEALED_ALREADY).or(() -> text("reason", sealed.reason()));
            case TrustFact.SealBroken broken ->
                refuseIf(!situation.life().isSealed(), Refusal.NOT_SEALED).or(() -> text("reason", broken.reason()));
        };
    }
}

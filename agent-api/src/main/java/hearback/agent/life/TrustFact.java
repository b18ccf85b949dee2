package hearback.agent.life;

/// Who keeps out of a matter, and who may know whose it is (regulation a.10).
public sealed interface TrustFact extends Fact {
    /// This person is a party to the matter or has an interest in it, and keeps out from now on (S1-26, S0-64).
    record Recused(String person, String reason) implements TrustFact {}

    /// The complainant's identity is hidden from now on (S3-03).
    record IdentitySealed(String reason) implements TrustFact {}

    /// Somebody looked behind the seal and said why.
    record SealBroken(String reason) implements TrustFact {}
}

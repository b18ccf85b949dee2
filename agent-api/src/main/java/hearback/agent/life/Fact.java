package hearback.agent.life;

/// What one step says. A person proposes a fact, [Decide] takes it or refuses it; what follows by rule is added by
/// Hearback itself.
///
/// Facts are kept for years: a kind, once stored, keeps its name and its fields.
public sealed interface Fact
        permits IntakeFact, OrderFact, CustomerFact, CourseFact, EndFact, TrustFact, LineFact, WatchFact {}

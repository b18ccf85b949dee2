package hearback.agent.life;

/// How a ticket ends (regulation a.6, a.9, a.11).
public sealed interface EndFact extends Fact {
    /// Somebody wants it closed although the customer is not content (S2-64).
    record SpecialCloseAsked(String reason) implements EndFact {}

    record SpecialCloseRefused(String reason) implements EndFact {}

    record SpeciallyClosed(String note) implements EndFact {}

    record WithdrawalAsked(String reason) implements EndFact {}

    /// The customer was asked by somebody else whether it is of his own will (S0-73).
    ///
    /// @param ofHisOwnWill otherwise the ticket goes on, and a supervisor is told
    record WithdrawalChecked(boolean ofHisOwnWill, String note) implements EndFact {}

    record Closed(How how, String reason) implements EndFact {}

    /// Why nothing is open any more.
    enum How {
        FINISHED,
        /// A wrong number, a silent call, a question that was answered: there was no complaint (S4-65).
        NO_COMPLAINT,
        /// The customer could not be reached, and a supervisor has accepted it (a.4).
        UNREACHABLE
    }

    /// Filed, with what may not be let go (S1-17).
    ///
    /// @param cause that was found
    /// @param responsible what was done about whoever is responsible
    /// @param measures against its happening again
    record Archived(String cause, String responsible, String measures) implements EndFact {}
}

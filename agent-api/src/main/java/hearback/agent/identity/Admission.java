package hearback.agent.identity;

/// What a token that was shown comes to.
public sealed interface Admission {
    record Admitted(AgentIdentity who) implements Admission {}

    /// Not good, or not any more.
    ///
    /// @param code for programs
    /// @param reason for people; never holds what was shown
    record Unknown(String code, String reason) implements Admission {
        /// A token of our own that we do not know; why is nobody's business.
        public static final Unknown OURS = new Unknown("", "");
    }

    /// Good, and of somebody who has no place here.
    record Barred(String code, String reason) implements Admission {}
}

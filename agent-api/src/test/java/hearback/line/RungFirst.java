package hearback.line;

/// Whose telephone rings first when two nodes ring customers back, and what an attempt may then come to. Shares nothing
/// with the engine.
enum RungFirst {
    CUSTOMER(""),
    AGENT("hearback.lines = [ { dialling = agent-first, agent-ring-time = 4 s } ]");

    /// What the settings of the nodes say of the line.
    final String line;

    RungFirst(String line) {
        this.line = line;
    }

    /// Beside what says so whoever is rung first: where no agent answered, nobody rang the customer.
    boolean saysThatNobodyRang(String cameTo) {
        return switch (this) {
            case CUSTOMER -> false;
            case AGENT -> cameTo.equals("LINE_FAILED AGENT_ABSENT");
        };
    }

    /// Beside what may come of such a customer whoever is rung first. A customer: he answered, and no agent came.
    /// An agent: he rang off while the customer's telephone rang; or the customer let it ring, and by what
    /// Asterisk wrote down while no node listened it never rang.
    ///
    /// @param kind the last digit of his number
    boolean mayCome(char kind, String cameTo) {
        return switch (this) {
            case CUSTOMER -> kind == '0' && cameTo.equals("LINE_FAILED NO_AGENT");
            case AGENT ->
                kind == '3' && (cameTo.equals("LINE_FAILED CUT_OFF") || cameTo.equals("NOT_REACHED NEVER_RANG"));
        };
    }
}

package hearback.telephony.judge;

/// What can come of an attempt, whose failure that is, and whether the customer's phone may have rung: written down
/// anew from faults.md 2.5 and 2.6 and regulation S0-38, not taken from the planner. The names are the planner's.
enum Happened {
    REACHED(Whose.NOBODYS, true),
    BUSY(Whose.CUSTOMERS, true),
    NO_ANSWER(Whose.CUSTOMERS, true),
    NEVER_RANG(Whose.CUSTOMERS, true),
    SWITCHED_OFF(Whose.CUSTOMERS, true),
    NUMBER_UNKNOWN(Whose.CUSTOMERS, true),
    /// Not signalled but spoken: an announcement that is certain.
    EMPTY_NUMBER_ANNOUNCED(Whose.CUSTOMERS, true),
    OUT_OF_AREA(Whose.CUSTOMERS, true),
    SUSPENDED(Whose.CUSTOMERS, true),
    BARRED(Whose.CUSTOMERS, true),
    ANSWERING_MACHINE(Whose.CUSTOMERS, true),
    NUMBER_CHANGED(Whose.CUSTOMERS, true),
    REJECTED(Whose.CUSTOMERS, true),
    TRUNK_CONGESTED(Whose.OURS, false),
    TRUNK_REFUSED(Whose.OURS, false),
    MEDIA_REFUSED(Whose.OURS, false),
    NUMBER_MALFORMED(Whose.OURS, false),
    /// The customer answered, and heard nobody.
    NO_AGENT(Whose.OURS, true),
    CUT_OFF(Whose.OURS, true),
    NOT_SENT(Whose.OURS, false),
    NO_CHANNEL(Whose.OURS, false),
    /// Never left us: tried again without a pause.
    TAKEN_BACK(Whose.OURS, false),
    FAILED_WHILE_RINGING(Whose.OURS, true),
    OTHER(Whose.OURS, true),
    /// Not proven in time: taken as dialled, not as counted.
    NEVER_KNOWN(Whose.OURS, true);

    final Whose whose;
    final boolean mayHaveRung;

    Happened(Whose whose, boolean mayHaveRung) {
        this.whose = whose;
        this.mayHaveRung = mayHaveRung;
    }

    /// Whose failure it was.
    enum Whose {
        NOBODYS,
        CUSTOMERS,
        OURS
    }

    /// After these we leave the line alone for a while, whether it rang or not.
    boolean isOursToWaitFor() {
        return whose == Whose.OURS && this != TAKEN_BACK && this != NEVER_KNOWN;
    }
}

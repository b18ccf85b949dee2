package hearback.telephony.callback;

/// How many callbacks may be in the air for the agents who are free: rung, and not yet with an agent.
///
/// While few customers are left without an agent it is the level for each free agent; from half of what is allowed on
/// it falls, and at the limit one callback at a time goes on: the promise to ring people back goes before speed, and
/// is kept even then.
///
/// Source: faults.md 3.3 (47 CFR 64.1200: at most 3 %, abandoned is no live person within 2 s) and case 40.
///
/// @param level callbacks in the air for each free agent; 1 means that whoever answers finds one, unless a caller was
///     quicker
/// @param abandonedPercent of those who answered, at most
public record DialLevel(double level, int abandonedPercent) {
    private static final double FREELY_UP_TO = 0.5;

    public int inTheAir(int freeAgents, Answered answered) {
        int careful = Math.min(1, freeAgents);
        double slowed = level * Math.min(1, (1 - used(answered)) / (1 - FREELY_UP_TO));
        return Math.max(careful, (int) Math.floor(freeAgents * slowed));
    }

    /// How much of what is allowed is used up; 1 and more: all of it. So few answers that one would be more than
    /// the whole are taken for as many as one is just the limit of.
    private double used(Answered answered) {
        double allowed = abandonedPercent / 100.0;
        return answered.abandoned() / (Math.max((double) answered.all(), 1 / allowed) * allowed);
    }

    /// Customers who answered our call.
    ///
    /// @param abandoned of these, without an agent for two seconds or for good
    public record Answered(long all, long abandoned) {}
}

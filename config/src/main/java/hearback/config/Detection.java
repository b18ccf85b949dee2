package hearback.config;

/// What a line's server is to find out about whoever answers or speaks in the customer's place.
///
/// @param machines whether the dialplan finds out if a machine answered, and hangs it up
/// @param announcements whether the dialplan records what is heard before the customer answers, where an agent is rung
/// first
public record Detection(boolean machines, boolean announcements) {
    public static final Detection NONE = new Detection(false, false);
}

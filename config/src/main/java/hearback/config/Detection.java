package hearback.config;

/// What a line's server is to find out about whoever answers or speaks in the customer's place.
///
/// @param machines whether the dialplan finds out if a machine answered, and hangs it up
/// @param announcements whether what is heard before any answer is recorded
public record Detection(boolean machines, boolean announcements) {
    public static final Detection NONE = new Detection(false, false);
}

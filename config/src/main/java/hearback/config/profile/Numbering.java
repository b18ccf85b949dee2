package hearback.config.profile;

/// How tickets are numbered: the day in the calendar's zone and a serial of the day that widens and never wraps (S1-54,
/// b.8).
///
/// @param digits of the serial, at least
public record Numbering(RuleId rule, String prefix, int digits) {
    public Numbering {
        if (digits < 1 || digits > 9) {
            throw new IllegalArgumentException("a serial has 1 to 9 digits, not " + digits);
        }
        if (!prefix.matches("[A-Z]{0,8}")) {
            throw new IllegalArgumentException("a prefix is up to 8 capital letters, not " + prefix);
        }
    }
}

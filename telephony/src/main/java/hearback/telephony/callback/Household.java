package hearback.telephony.callback;

/// The asker's own word for those who live behind one door or one meter (`meter:00417`), whatever their numbers are;
/// opaque here. Who names the same shares its ceiling.
///
/// @param text empty: nobody's
public record Household(String text) {
    public static final Household NONE = new Household("");

    /// @throws IllegalArgumentException when it is too long or no plain text; the message goes with the name of a
    /// field
    public Household {
        if (text.length() > 100 || !text.equals(text.strip()) || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "must have 100 characters at most, none of them a control character, and no"
                            + " blanks around them");
        }
    }

    public boolean isNone() {
        return text.isEmpty();
    }
}

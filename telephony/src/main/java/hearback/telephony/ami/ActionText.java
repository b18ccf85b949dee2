package hearback.telephony.ami;

/// The one place through which every text goes that is sent to Asterisk as part of an action. Asterisk-Java writes
/// values as they are, so a line break in a value would begin a header, or an action, of its own.
///
/// Source: faults.md 2.1 rows 9 and 10; Asterisk takes a lone LF for the end of a line and refuses lines over 1,024
/// bytes.
final class ActionText {
    /// The header's name, its colon and the line's end have to fit beside the value.
    private static final int MOST_CHARACTERS = 900;

    private ActionText() {}

    /// The text itself, when it can be sent.
    ///
    /// @throws IllegalArgumentException when it holds a byte below 0x20 or 0x7f, or is too long; the text is not
    /// repeated
    static String checked(String header, String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(header + " is longer than " + MOST_CHARACTERS + " characters");
        }
        if (text.chars().anyMatch(ActionText::breaksLines)) {
            throw new IllegalArgumentException(header + " holds a control character");
        }
        return text;
    }

    /// A channel variable: `name=value`. Asterisk splits several by commas, so a comma is refused in both.
    static String variable(String name, String value) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,79}")) {
            throw new IllegalArgumentException("not the name of a channel variable");
        }
        if (value.indexOf(',') >= 0) {
            throw new IllegalArgumentException("variable " + name + " holds a comma");
        }
        return checked("variable " + name, value);
    }

    /// Below 0x20, DEL, and what some decoders take for a line break (NEL, LS, PS).
    private static boolean breaksLines(int character) {
        return character < 0x20 || character == 0x7f || character == 0x85 || character == 0x2028 || character == 0x2029;
    }
}

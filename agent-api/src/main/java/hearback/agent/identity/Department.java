package hearback.agent.identity;

/// A handling department, by the name under which tickets are dispatched to it.
///
/// @param text 1 to 64 characters, not blank
public record Department(String text) {
    private static final int LONGEST = 64;

    public Department {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException("a department is named in 1 to 64 characters");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}

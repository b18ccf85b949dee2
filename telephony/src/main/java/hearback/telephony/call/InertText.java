package hearback.telephony.call;

/// Text a stranger sent (caller number, caller name, file name) made harmless to keep: control characters, line breaks,
/// bidirectional overrides and broken surrogates become U+FFFD, and it is cut at 80 characters. It may still hold
/// quotes, `&` or HTML: whoever shows it escapes for his own medium.
///
/// Source: faults.md case 26; a CallerIDNum is hostile input.
public record InertText(String text) {
    public static final int LIMIT = 80;
    public static final InertText NOTHING = new InertText("");

    public InertText {
        text = cleaned(text);
    }

    private static String cleaned(String raw) {
        StringBuilder kept = new StringBuilder(Math.min(raw.length(), LIMIT));
        raw.codePoints().limit(LIMIT).forEach(point -> kept.appendCodePoint(isHarmless(point) ? point : 0xFFFD));
        return kept.toString();
    }

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return text;
    }
}

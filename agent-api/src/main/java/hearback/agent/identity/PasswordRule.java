package hearback.agent.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a password must be: long, not the name, not one that everybody takes. No rule of letters and digits, and no end
/// of its life.
///
/// Source: NIST SP 800-63B-4 3.1.1.2 (length, no composition rules, a blocklist with the name of the account).
///
/// @param common passwords that many take, in small letters
public record PasswordRule(Set<String> common) {
    /// Code points.
    public static final int SHORTEST = 12;
    public static final int LONGEST = 128;
    /// Fewer different characters are a pattern: 121212121212.
    private static final int DIFFERENT = 4;
    /// What must be left of it without the name.
    private static final int BESIDE_NAME = 8;

    public PasswordRule {
        common = Set.copyOf(common);
    }

    /// What is wrong with a password.
    public enum Flaw {
        TOO_SHORT("is shorter than 12 characters"),
        TOO_LONG("is longer than 128 characters"),
        NO_TEXT("holds what is no character"),
        THE_NAME("is little else than the name"),
        COMMON("is one that many take, or one sign over and over");

        private final String sentence;

        Flaw(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }

    /// @param password in the normal form NFKC
    /// @param name of the account
    public Optional<Flaw> flaw(String password, String name) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            return Optional.of(Flaw.TOO_SHORT);
        }
        if (length > LONGEST) {
            return Optional.of(Flaw.TOO_LONG);
        }
        if (password.codePoints().anyMatch(PasswordRule::isNoCharacter)) {
            return Optional.of(Flaw.NO_TEXT);
        }
        String small = password.toLowerCase(Locale.ROOT);
        String rest = small.replace(name, "");
        if (!rest.equals(small) && rest.codePointCount(0, rest.length()) < BESIDE_NAME) {
            return Optional.of(Flaw.THE_NAME);
        }
        boolean isPattern = small.codePoints().distinct().count() < DIFFERENT;
        return isPattern || common.contains(small) ? Optional.of(Flaw.COMMON) : Optional.empty();
    }

    /// Half of a pair, or zero: it would not be the same again after encoding.
    private static boolean isNoCharacter(int codePoint) {
        return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
    }
}

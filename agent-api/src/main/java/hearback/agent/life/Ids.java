package hearback.agent.life;

import java.util.Locale;
import java.util.regex.Pattern;

/// Names of types and constants as texts and interfaces write them: lower case, with hyphens.
public final class Ids {
    private static final Pattern INNER_CAPITAL = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private Ids() {}

    /// `AtDepartment` is `at-department`.
    public static String of(Class<?> type) {
        return INNER_CAPITAL.matcher(type.getSimpleName()).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    /// `NO_COMPLAINT` is `no-complaint`.
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package hearback.agent.identity;

import java.util.Optional;
import java.util.regex.Pattern;

/// Who is asking: the name of his account or token, and his role.
///
/// @param name 1 to 64 of `a-z 0-9 . _ -`, beginning with a letter or digit
/// @param department he belongs to; whoever is at a handling department sees what went to it and nothing else. Tokens
///     that were issued before departments were known have none
public record AgentIdentity(String name, Role role, Optional<Department> department) {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    public AgentIdentity {
        requireName(name);
    }

    /// Of no department.
    public AgentIdentity(String name, Role role) {
        this(name, role, Optional.empty());
    }

    public boolean may(Permission permission) {
        return role.may(permission);
    }

    static boolean isName(String text) {
        return SHAPE.matcher(text).matches();
    }

    static void requireName(String text) {
        if (!isName(text)) {
            throw new IllegalArgumentException("a name is 1 to 64 of a-z 0-9 . _ -");
        }
    }
}

package hearback.agent.identity;

import java.util.regex.Pattern;

/// Who is asking: the name his token was issued under, and his role.
///
/// @param name 1 to 64 of `a-z 0-9 . _ -`, beginning with a letter or digit
public record AgentIdentity(String name, Role role) {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    public AgentIdentity {
        if (!SHAPE.matcher(name).matches()) {
            throw new IllegalArgumentException("a name is 1 to 64 of a-z 0-9 . _ -");
        }
    }

    public boolean may(Permission permission) {
        return role.may(permission);
    }
}

package hearback.agent.identity;

import java.util.Optional;
import java.util.regex.Pattern;

/// Who is asking: the name his token was issued under, and his role.
///
/// @param name 1 to 64 of `a-z 0-9 . _ -`, beginning with a letter or digit
/// @param department he belongs to; whoever is at a handling department sees what went to it and nothing else
public record AgentIdentity(String name, Role role, Optional<String> department) {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    public AgentIdentity {
        if (!SHAPE.matcher(name).matches()) {
            throw new IllegalArgumentException("a name is 1 to 64 of a-z 0-9 . _ -");
        }
        if (department.filter(text -> text.isBlank() || text.length() > 64).isPresent()) {
            throw new IllegalArgumentException("a department is named in 1 to 64 characters");
        }
    }

    /// Of no department.
    public AgentIdentity(String name, Role role) {
        this(name, role, Optional.empty());
    }

    public boolean may(Permission permission) {
        return role.may(permission);
    }
}

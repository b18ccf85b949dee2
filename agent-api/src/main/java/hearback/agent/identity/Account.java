package hearback.agent.identity;

import java.util.Optional;

/// Somebody who comes in by name and password. Accounts are never deleted, only no longer active: histories name them.
///
/// @param name as in [AgentIdentity]
/// @param displayName how people call him, 1 to 64 characters
/// @param department needed for the role [Role#DEPARTMENT], which sees nothing else
public record Account(String name, String displayName, Role role, Optional<Department> department, boolean isActive) {
    private static final int LONGEST = 64;

    public Account {
        if (displayName.isBlank()
                || displayName.length() > LONGEST
                || displayName.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a display name has 1 to 64 characters, none of them a control character");
        }
        if (role == Role.DEPARTMENT && department.isEmpty()) {
            throw new IllegalArgumentException("who is at a department must say at which");
        }
        AgentIdentity.requireName(name);
    }

    public AgentIdentity identity() {
        return new AgentIdentity(name, role, department);
    }
}

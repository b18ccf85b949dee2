package hearback.agent.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who sees which ticket (S3-03).
final class ScopeTest {
    private static final AgentIdentity NETWORK =
            new AgentIdentity("zhao", Role.DEPARTMENT, Optional.of(new Department("network")));

    @Test
    void a_department_sees_what_was_ever_dispatched_to_it() {
        assertThat(Scope.mayRead(NETWORK, Set.of("network"))).isTrue();
        assertThat(Scope.mayRead(NETWORK, Set.of("billing", "network"))).isTrue();
        assertThat(Scope.departmentOf(NETWORK)).contains("network");
    }

    @Test
    void a_department_sees_nothing_else() {
        assertThat(Scope.mayRead(NETWORK, Set.of())).isFalse();
        assertThat(Scope.mayRead(NETWORK, Set.of("billing"))).isFalse();
        assertThat(Scope.mayRead(NETWORK, Set.of("Network", "network "))).isFalse();
    }

    @Test
    void somebody_at_a_department_without_a_name_sees_nothing() {
        var old = new AgentIdentity("old-token", Role.DEPARTMENT);
        assertThat(Scope.mayRead(old, Set.of("network", ""))).isFalse();
        assertThat(Scope.departmentOf(old)).contains("");
    }

    @Test
    void everybody_else_sees_every_ticket_whatever_department_he_is_of() {
        for (Role role : EnumSet.complementOf(EnumSet.of(Role.DEPARTMENT))) {
            for (var department : Set.of(Optional.<Department>empty(), Optional.of(new Department("network")))) {
                var who = new AgentIdentity("li", role, department);
                assertThat(Scope.mayRead(who, Set.of())).as(role.name()).isTrue();
                assertThat(Scope.mayRead(who, Set.of("billing"))).isTrue();
                assertThat(Scope.departmentOf(who)).isEmpty();
            }
        }
    }

    @Test
    void an_account_of_a_department_names_it() {
        assertThatThrownBy(() -> new Account("li", "Li", Role.DEPARTMENT, Optional.empty(), true))
                .hasMessageContaining("at which");
        assertThatThrownBy(() -> new Department(" ")).hasMessageContaining("1 to 64");
        assertThatThrownBy(() -> new Department("x".repeat(65))).hasMessageContaining("1 to 64");
        assertThatThrownBy(() -> new Account("Li", "Li", Role.AGENT, Optional.empty(), true))
                .hasMessageContaining("a name");
        assertThatThrownBy(() -> new Account("li", "L\ni", Role.AGENT, Optional.empty(), true))
                .hasMessageContaining("display name");
    }
}

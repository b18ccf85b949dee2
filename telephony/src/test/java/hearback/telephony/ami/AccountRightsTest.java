package hearback.telephony.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountRightsTest {
    private static final Set<String> RIGHT =
            Set.of("originate", "hangup", "coreshowchannels", "corestatus", "showdialplan", "ping", "queuestatus");

    @Test
    void the_shipped_account_has_what_it_needs_and_no_more() {
        assertThat(AccountRights.problems("hearback", RIGHT)).isEmpty();
    }

    @Test
    void what_it_may_not_do_is_named_with_the_right_it_lacks() {
        Set<String> actions = new HashSet<>(RIGHT);
        actions.remove("originate");

        assertThat(AccountRights.problems("hearback", actions))
                .singleElement()
                .asString()
                .contains("hearback", "Originate", "add originate to its `write`", "manager.conf");
    }

    @Test
    void what_it_must_not_have_is_named() {
        Set<String> actions = new HashSet<>(RIGHT);
        actions.addAll(Set.of("command", "updateconfig", "moduleload"));

        assertThat(AccountRights.problems("hearback", actions))
                .hasSize(3)
                .allMatch(problem -> problem.contains("take it out"))
                .anyMatch(problem -> problem.contains("the right system"))
                .anyMatch(problem -> problem.contains("the right command"))
                .anyMatch(problem -> problem.contains("the right config"));
    }
}

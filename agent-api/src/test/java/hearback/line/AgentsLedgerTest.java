package hearback.line;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the checker of [AgentsFirstStormTest] asks of the agents: it accepts a sound story, and finds each of the
/// mistakes put into it.
class AgentsLedgerTest {
    private static final Instant CUSTOMER_RUNG = Instant.parse("2026-11-23T01:00:00Z");
    private static final String CUSTOMER = "13840000002";

    private final List<Callees.Rung> agents = new ArrayList<>(List.of(agent(CUSTOMER, -10), agent(CUSTOMER, -1)));
    private String firstCameTo = "LINE_FAILED AGENT_ABSENT";

    @Test
    void an_agent_rung_in_vain_and_one_who_answers_before_the_customer_is_rung_are_accepted() {
        assertThatCode(this::judge).doesNotThrowAnyException();
    }

    @Test
    void two_agents_rung_for_one_attempt_are_found() {
        agents.add(agent(CUSTOMER, -2));

        isFound();
    }

    @Test
    void an_agent_rung_for_an_attempt_that_says_it_was_not_sent_is_found() {
        firstCameTo = "LINE_FAILED TAKEN_BACK";

        isFound();
    }

    @Test
    void an_agent_rung_for_somebody_who_asked_for_nothing_is_found() {
        agents.add(agent("13840000022", -1));

        isFound();
    }

    @Test
    void a_customer_who_was_rung_before_any_agent_is_found() {
        agents.clear();
        agents.add(agent(CUSTOMER, 1));

        isFound();
    }

    private void isFound() {
        assertThatThrownBy(this::judge).isInstanceOf(AssertionError.class);
    }

    private void judge() {
        JsonNode callback = Api.tree("""
                {"number":"+86%s","attempts":[{"came to":"%s"},{"came to":"NOT_REACHED BUSY"}]}
                """.formatted(CUSTOMER, firstCameTo));
        var customer = new Callees.Rung(CUSTOMER, "4001", CUSTOMER_RUNG, Optional.empty());
        var ledger = new NodesLedger(1, RungFirst.AGENT, Map.of(CUSTOMER, "id"), List.of(callback), List.of(customer));
        new AgentsLedger(ledger, agents).holds();
    }

    /// @param seconds after the customer was rung
    private static Callees.Rung agent(String customer, long seconds) {
        return new Callees.Rung("13800110015", customer, CUSTOMER_RUNG.plusSeconds(seconds), Optional.empty());
    }
}

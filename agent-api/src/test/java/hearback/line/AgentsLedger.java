package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What the agents saw who were rung before the customers, beside what stands in the database and what the customers
/// saw. Shares nothing with the engine.
///
/// @param rung every call that reached an agent; it shows the number of the customer whom it is about
record AgentsLedger(NodesLedger ledger, List<Callees.Rung> rung) {
    /// What says that nothing was sent to the server.
    private static final Set<String> NOT_SENT = Set.of("LINE_FAILED TAKEN_BACK", "LINE_FAILED NOT_SENT");

    /// No attempt rang two agents, and no customer was rung before one.
    void holds() {
        noAttemptRangTwoAgents();
        nobodyWasRungBeforeAnAgent();
    }

    private void noAttemptRangTwoAgents() {
        Map<String, Long> calls =
                rung.stream().collect(Collectors.groupingBy(Callees.Rung::caller, Collectors.counting()));
        assertThat(ledger.asked().keySet())
                .as("customers for whom agents were rung; seed %d", ledger.seed())
                .containsAll(calls.keySet());
        for (JsonNode callback : ledger.callbacks()) {
            assertThat(calls.getOrDefault(NodesLedger.number(callback), 0L))
                    .as("agents rung for %s; seed %d", callback, ledger.seed())
                    .isLessThanOrEqualTo(NodesLedger.attempts(callback)
                            .filter(attempt -> !NOT_SENT.contains(NodesLedger.cameTo(attempt)))
                            .count());
        }
    }

    private void nobodyWasRungBeforeAnAgent() {
        for (Callees.Rung customer : ledger.rung()) {
            assertThat(rung)
                    .as("agents rung before %s; seed %d", customer, ledger.seed())
                    .anyMatch(agent -> agent.caller().equals(customer.number())
                            && agent.at().isBefore(customer.at()));
        }
    }

    /// In a line, for whoever reads the output.
    String summary() {
        Set<String> customers = ledger.rung().stream().map(Callees.Rung::number).collect(Collectors.toSet());
        return "%d calls at the agents, %d of them for customers who were never rung"
                .formatted(
                        rung.size(),
                        rung.stream()
                                .filter(call -> !customers.contains(call.caller()))
                                .count());
    }

    /// All of it would fill pages.
    @Override
    public String toString() {
        return summary();
    }
}

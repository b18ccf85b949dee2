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

/// The checker of [NodesStormTest] is not blind: it accepts a sound story, and finds each of the mistakes put into it.
class NodesLedgerTest {
    private static final Instant STARTED = Instant.parse("2026-11-23T01:00:00Z");
    private static final String BUSY = "13840000002";
    private static final String ANSWERS = "13840000010";

    private final List<Callees.Rung> rung = new ArrayList<>(List.of(call(BUSY), call(ANSWERS)));
    private RungFirst rungFirst = RungFirst.CUSTOMER;
    private String busy = callback(BUSY, "PLANNED", "2026-11-23T04:00:02Z", taken(1), attempt(2, "NOT_REACHED BUSY"));
    private String answers = closed(ANSWERS, attempt(1, "REACHED"));

    @Test
    void a_story_as_the_rule_says_is_accepted() {
        assertThatCode(this::judge).doesNotThrowAnyException();
    }

    @Test
    void one_that_counts_as_dialled_and_rang_nobody_is_accepted() {
        rung.removeFirst();
        busy = callback(BUSY, "PLANNED", "2026-11-23T04:00:20Z", taken(1), attempt(2, "NEVER_KNOWN"));

        assertThatCode(this::judge).doesNotThrowAnyException();
    }

    @Test
    void an_attempt_whose_agent_did_not_answer_has_rung_no_customer() {
        rungFirst = RungFirst.AGENT;
        busy = callback(BUSY, "PLANNED", "2026-11-23T04:00:02Z", absent(1), attempt(2, "NOT_REACHED BUSY"));

        assertThatCode(this::judge).doesNotThrowAnyException();
    }

    @Test
    void an_absent_agent_is_found_where_customers_are_rung_first() {
        busy = callback(BUSY, "PLANNED", "2026-11-23T04:00:02Z", absent(1), attempt(2, "NOT_REACHED BUSY"));

        isFound();
    }

    @Test
    void a_call_of_an_attempt_that_says_its_agent_did_not_answer_is_found() {
        rungFirst = RungFirst.AGENT;
        busy = callback(BUSY, "PLANNED", "2026-11-23T04:00:02Z", absent(1));

        isFound();
    }

    @Test
    void a_customer_who_answered_and_had_no_agent_is_found_where_agents_are_rung_first() {
        rungFirst = RungFirst.AGENT;
        answers = callback(ANSWERS, "PLANNED", "2026-11-23T04:00:02Z", attempt(1, "LINE_FAILED NO_AGENT"));

        isFound();
    }

    @Test
    void a_second_call_of_one_number_is_found() {
        rung.add(call(BUSY));

        isFound();
    }

    @Test
    void a_call_that_nobody_asked_for_is_found() {
        rung.add(call("13840000022"));

        isFound();
    }

    @Test
    void a_callback_that_is_not_there_is_found() {
        answers = "";

        isFound();
    }

    @Test
    void a_call_of_an_attempt_that_says_it_was_never_sent_is_found() {
        busy = callback(BUSY, "PLANNED", "2026-11-23T04:00:02Z", taken(1));

        isFound();
    }

    @Test
    void an_outcome_without_a_call_is_found() {
        rung.removeFirst();

        isFound();
    }

    @Test
    void a_customer_who_was_rung_by_no_attempt_and_never_will_be_is_found() {
        rung.removeFirst();
        busy = callback(BUSY, "PLANNED", "2026-11-23T04:00:02Z");

        isFound();
    }

    @Test
    void two_attempts_that_may_both_have_rung_are_found() {
        busy = callback(
                BUSY, "PLANNED", "2026-11-23T04:00:02Z", attempt(1, "NEVER_KNOWN"), attempt(2, "NOT_REACHED BUSY"));

        isFound();
    }

    @Test
    void an_outcome_that_the_customer_did_not_give_is_found() {
        busy = callback(BUSY, "PLANNED", "2026-11-23T04:00:02Z", attempt(1, "NOT_REACHED REJECTED"));

        isFound();
    }

    @Test
    void a_next_time_within_the_gap_is_found() {
        busy = callback(BUSY, "PLANNED", "2026-11-23T03:59:59Z", attempt(1, "NOT_REACHED BUSY"));

        isFound();
    }

    @Test
    void one_that_was_reached_and_is_still_planned_is_found() {
        answers = callback(ANSWERS, "PLANNED", "2026-11-23T04:00:02Z", attempt(1, "REACHED"));

        isFound();
    }

    @Test
    void an_attempt_on_which_nobody_works_is_found() {
        busy = callback(
                BUSY,
                "PLANNED",
                "2026-11-23T04:00:02Z",
                attempt(1, "NOT_REACHED BUSY").replace("SETTLED", "UNKNOWN"));

        isFound();
    }

    private void isFound() {
        assertThatThrownBy(this::judge).isInstanceOf(AssertionError.class);
    }

    private void judge() {
        List<JsonNode> rows = List.of(busy, answers).stream()
                .filter(row -> !row.isEmpty())
                .map(row -> Api.tree(row.replace('\'', '"')))
                .toList();
        new NodesLedger(1, rungFirst, Map.of(BUSY, "id-" + BUSY, ANSWERS, "id-" + ANSWERS), rows, rung).holds();
    }

    private static Callees.Rung call(String number) {
        return new Callees.Rung(number, "4001", STARTED.plusSeconds(1), Optional.of(STARTED.plusSeconds(2)));
    }

    private static String taken(int ordinal) {
        return attempt(ordinal, "LINE_FAILED TAKEN_BACK");
    }

    private static String absent(int ordinal) {
        return attempt(ordinal, "LINE_FAILED AGENT_ABSENT");
    }

    private static String attempt(int ordinal, String cameTo) {
        return "{'ordinal':%d,'state':'SETTLED','started':'%s','ended':'%s','came to':'%s'}"
                .formatted(ordinal, STARTED, STARTED.plusSeconds(2), cameTo);
    }

    private static String callback(String number, String state, String due, String... attempts) {
        return "{'id':'id-%s','number':'+86%s','state':'%s','due':'%s','closed':null,'attempts':[%s]}"
                .formatted(number, number, state, due, String.join(",", attempts));
    }

    private static String closed(String number, String... attempts) {
        return "{'id':'id-%s','number':'+86%s','state':'CLOSED','due':null,'closed':'REACHED','attempts':[%s]}"
                .formatted(number, number, String.join(",", attempts));
    }
}

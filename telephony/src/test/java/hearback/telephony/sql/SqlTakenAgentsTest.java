package hearback.telephony.sql;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.flow.TakenAgents.Taken;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlTakenAgentsTest {
    private static final ServerName MAIN = new ServerName("main");

    @RegisterExtension
    private static final PlanTables TABLES = new PlanTables();

    @BeforeEach
    void empty() {
        TABLES.database().ask("truncate telephony.callback, telephony.attempt, telephony.attempt_live, telephony.call");
    }

    @Test
    void an_attempt_is_in_the_air_until_its_customer_is_with_an_agent_and_a_survey_needs_none() {
        attempt(1, "RELEASED", "main", "REPLY");
        call(1, "main", "now()");
        attempt(2, "RELEASED", "main", "REPLY");
        call(2, "main", "null");
        attempt(3, "COMMITTED", "main", "PROMISED");
        attempt(4, "RELEASED", "other", "REPLY");
        attempt(5, "RELEASED", "main", "SURVEY");

        assertThat(taken()).isEqualTo(new Taken(2, 0, 1));
    }

    @Test
    void callers_of_the_hotline_without_an_agent_come_first() {
        inbound("main-1.1", "4001", "null", true);
        inbound("main-1.2", "4001", "now()", true);
        inbound("main-1.3", "4001", "null", false);
        inbound("main-1.4", "4009", "null", true);

        assertThat(taken()).isEqualTo(new Taken(0, 1));
    }

    private static Taken taken() {
        return new SqlTakenAgents(TABLES.database().pool()).at(MAIN, Set.of("4001"));
    }

    private static AttemptId id(int number) {
        return AttemptId.of(new CallbackId(new UUID(0, number)), 1);
    }

    private static void attempt(int number, String state, String server, String reason) {
        TABLES.database().ask("""
                insert into telephony.callback (id, subject, number, reason, not_before, rule, created_at)
                values ('%s', 'ticket:1', '+86138001380%02d', '%s', now(), '', now())
                """.formatted(new UUID(0, number), number, reason));
        TABLES.database().ask("""
                insert into telephony.attempt_live (number, attempt, callback, ordinal, server, fence, started_at, state, released_at)
                values ('+86138001380%02d', '%s', '%s', 1, '%s', 1, now(), '%s', now())
                """.formatted(number, id(number), new UUID(0, number), server, state));
    }

    private static void call(int number, String server, String answered) {
        row(server + "-" + id(number).channelId(), server, "OUTBOUND", "", answered, true);
    }

    private static void inbound(String id, String hotline, String answered, boolean live) {
        row(id, "main", "INBOUND", hotline, answered, live);
    }

    private static void row(String id, String server, String direction, String hotline, String answered, boolean live) {
        TABLES.database().ask("""
                insert into telephony.call (id, server, direction, hotline, customer_raw, started_at, answered_at, live, incomplete)
                values ('%s', '%s', '%s', '%s', '', now(), %s, %s, false)
                """.formatted(id, server, direction, hotline, answered, live));
    }
}

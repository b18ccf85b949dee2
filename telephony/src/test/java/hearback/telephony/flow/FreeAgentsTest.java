package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.InertText;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.queue.Member;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.ScriptedDialer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FreeAgentsTest {
    private static final ServerName MAIN = new ServerName("main");
    private static final QueueName HOTLINE = new QueueName("hotline");
    private static final AgentId ONE = new AgentId("1001");
    private static final AgentId TWO = new AgentId("1002");
    private static final PhoneNumber.Known NUMBER = new PhoneNumber.Known("+8613800138000");
    private static final AttemptId ATTEMPT = AttemptId.ofAgentFirst(new CallbackId(new UUID(3, 1)), 1);

    private final HandCrankedTime time = new HandCrankedTime(Instant.parse("2026-11-23T01:00:00Z"));
    private final LiveBoard board = new LiveBoard();
    private TakenAgents.Taken others = new TakenAgents.Taken(0, 0);
    private final FreeAgents agents =
            new FreeAgents(new AgentRoom.Place(MAIN, HOTLINE, Set.of("4001")), board, (_, _) -> others, time);

    @Test
    void each_in_turn_and_none_twice_before_the_board_can_have_shown_that_he_rings() {
        member(ONE, new Member.State.Ready());
        member(TWO, new Member.State.Ready());

        assertThat(agents.take()).hasValue(ONE);
        assertThat(agents.take()).hasValue(TWO);
        assertThat(agents.take()).isEmpty();
        time.turn(FreeAgents.SHOWN_WITHIN);
        assertThat(agents.take()).hasValue(ONE);
    }

    @Test
    void who_was_rung_longest_ago_comes_first_however_the_board_names_them() {
        member(ONE, new Member.State.Ready());
        assertThat(agents.take()).hasValue(ONE);
        time.turn(FreeAgents.SHOWN_WITHIN);
        member(TWO, new Member.State.Ready());

        assertThat(agents.take()).hasValue(TWO);
    }

    @Test
    void nobody_who_is_talking_on_a_pause_away_in_another_queue_or_at_another_server() {
        member(ONE, new Member.State.OnCall());
        member(TWO, new Member.State.Paused(InertText.NOTHING));
        member(new AgentId("1003"), new Member.State.Away());
        member(new AgentId("1004"), new Member.State.Ringing());
        board.memberChanged(
                new Member(MAIN, new QueueName("orders"), ONE, InertText.NOTHING, new Member.State.Ready()));
        board.memberChanged(
                new Member(new ServerName("other"), HOTLINE, ONE, InertText.NOTHING, new Member.State.Ready()));

        assertThat(agents.more()).isZero();
        assertThat(agents.take()).isEmpty();
    }

    @Test
    void as_many_may_be_begun_as_are_free_beside_waiting_callers_and_those_that_were_begun() {
        for (int agent = 1001; agent <= 1005; agent++) {
            member(new AgentId(String.valueOf(agent)), new Member.State.Ready());
        }
        others = new TakenAgents.Taken(4, 1, 2);

        // Two of the four in the air have their agent already: he is not free any more, and not counted twice.
        assertThat(agents.more()).isEqualTo(2);
        assertThat(agents.take()).isPresent();
        assertThat(agents.more()).isEqualTo(1);
    }

    @Test
    void the_one_whose_turn_it_is_is_rung_and_without_one_nothing_is_sent() {
        var rung = new ArrayList<AgentId>();
        var customers = new ScriptedDialer();
        var dialer = new AgentFirst(
                _ -> agents.take(),
                (_, _, agent) -> {
                    rung.add(agent);
                    return new Dialer.Sent.Queued();
                },
                customers);
        member(ONE, new Member.State.Ready());

        assertThat(dialer.dial(ATTEMPT, NUMBER)).isEqualTo(new Dialer.Sent.Queued());
        assertThat(dialer.dial(ATTEMPT, NUMBER)).isEqualTo(new Dialer.Sent.NoAgent());
        assertThat(rung).containsExactly(ONE);
        assertThat(customers.dialled()).isEmpty();
    }

    @Test
    void a_survey_rings_the_customer_alone() {
        var customers = new ScriptedDialer();
        var dialer = new AgentFirst(_ -> agents.take(), (_, _, _) -> new Dialer.Sent.NotKnown(), customers);

        assertThat(dialer.survey(ATTEMPT, NUMBER)).isEqualTo(new Dialer.Sent.Queued());
        assertThat(customers.dialled()).isEqualTo(List.of(new ScriptedDialer.Dialled(ATTEMPT, NUMBER, true)));
        assertThat(agents.take()).isEqualTo(Optional.empty());
    }

    private void member(AgentId agent, Member.State state) {
        board.memberChanged(new Member(MAIN, HOTLINE, agent, InertText.NOTHING, state));
    }
}

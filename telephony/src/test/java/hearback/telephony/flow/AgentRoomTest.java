package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.InertText;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.DialLevel;
import hearback.telephony.queue.Member;
import hearback.telephony.testing.HandCrankedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgentRoomTest {
    private static final ServerName MAIN = new ServerName("main");
    private static final QueueName HOTLINE = new QueueName("hotline");

    private final LiveBoard board = new LiveBoard();
    private TakenAgents.Taken taken = new TakenAgents.Taken(0, 0);

    @Test
    void as_many_as_there_are_free_agents_in_the_queue_of_callbacks() {
        member(MAIN, HOTLINE, "1001", new Member.State.Ready());
        member(MAIN, HOTLINE, "1002", new Member.State.Ready());
        member(MAIN, HOTLINE, "1003", new Member.State.Paused(InertText.NOTHING));
        member(MAIN, HOTLINE, "1004", new Member.State.OnCall());
        member(MAIN, HOTLINE, "1005", new Member.State.Ringing());
        member(MAIN, HOTLINE, "1006", new Member.State.Away());
        member(MAIN, new QueueName("orders"), "1007", new Member.State.Ready());
        member(new ServerName("other"), HOTLINE, "1008", new Member.State.Ready());

        assertThat(room()).isEqualTo(2);
    }

    @Test
    void none_when_the_last_agent_has_gone() {
        member(MAIN, HOTLINE, "1001", new Member.State.Ready());
        member(MAIN, HOTLINE, "1001", new Member.State.Away());

        assertThat(room()).isZero();
    }

    @Test
    void who_waits_comes_first_and_who_is_in_the_air_has_his_agent() {
        for (int agent = 1001; agent <= 1005; agent++) {
            member(MAIN, HOTLINE, String.valueOf(agent), new Member.State.Ready());
        }
        taken = new TakenAgents.Taken(1, 2);

        assertThat(room()).isEqualTo(2);
    }

    @Test
    void none_while_more_are_in_the_air_than_agents_are_left() {
        member(MAIN, HOTLINE, "1001", new Member.State.Ready());
        taken = new TakenAgents.Taken(3, 0);

        assertThat(room()).isZero();
    }

    private int room() {
        return new AgentRoom(
                        new AgentRoom.Place(MAIN, HOTLINE, Set.of("4001")),
                        new DialLevel(1, 3),
                        Duration.ofDays(1),
                        board,
                        (_, _) -> taken,
                        new NobodyAnswered(),
                        new HandCrankedTime(Instant.parse("2026-11-23T02:00:00Z")))
                .more();
    }

    private void member(ServerName server, QueueName queue, String agent, Member.State state) {
        board.memberChanged(new Member(server, queue, new AgentId(agent), InertText.NOTHING, state));
    }

    private static final class NobodyAnswered implements AgentWaits {
        @Override
        public void answered(AttemptId attempt, Instant at) {}

        @Override
        public void agentCame(AttemptId attempt, Instant at) {}

        @Override
        public void over(AttemptId attempt, Instant at) {}

        @Override
        public void machine(AttemptId attempt) {}

        @Override
        public DialLevel.Answered since(Instant then, Duration patience, Instant now) {
            return new DialLevel.Answered(0, 0);
        }
    }
}

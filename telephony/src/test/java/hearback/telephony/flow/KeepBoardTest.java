package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.InertText;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.queue.Member;
import hearback.telephony.testing.HandCrankedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeepBoardTest {
    private static final ServerName OURS = new ServerName("main");
    private static final ServerName THEIRS = new ServerName("second");

    private final HandCrankedTime time = new HandCrankedTime(Instant.parse("2026-11-23T02:00:00Z"));
    private final Set<ServerName> heard = new HashSet<>(Set.of(OURS));
    private final LiveBoard board = new LiveBoard();
    private final KeepBoard keep = new KeepBoard(board, () -> heard, time);

    @Test
    void what_a_dead_node_said_fades() {
        keep.told(THEIRS, List.of(onCall(THEIRS, "1001")));
        rounds(Duration.ofSeconds(10));
        assertThat(states(THEIRS)).containsExactly("OnCall");

        rounds(Duration.ofSeconds(2));

        assertThat(states(THEIRS)).containsExactly("Away");
    }

    @Test
    void what_is_said_again_and_again_stays() {
        for (int round = 0; round < 10; round++) {
            keep.told(THEIRS, List.of(onCall(THEIRS, "1001")));
            rounds(Duration.ofSeconds(5));
        }

        assertThat(states(THEIRS)).containsExactly("OnCall");
    }

    @Test
    void changes_alone_keep_nobody_from_fading() {
        keep.told(THEIRS, List.of(onCall(THEIRS, "1001")));
        for (int round = 0; round < 4; round++) {
            rounds(Duration.ofSeconds(5));
            keep.told(onCall(THEIRS, "1002"));
        }

        assertThat(states(THEIRS)).contains("Away");
    }

    @Test
    void members_of_a_server_that_is_heard_here_never_fade() {
        board.memberChanged(onCall(OURS, "1001"));

        rounds(Duration.ofHours(1));

        assertThat(states(OURS)).containsExactly("OnCall");
    }

    @Test
    void members_of_a_server_to_which_the_connection_is_lost_fade_unless_it_is_soon_back() {
        board.memberChanged(onCall(OURS, "1001"));
        rounds(Duration.ofSeconds(2));
        heard.clear();
        rounds(Duration.ofSeconds(9));
        heard.add(OURS);
        rounds(Duration.ofSeconds(2));
        assertThat(states(OURS)).containsExactly("OnCall");

        heard.clear();
        rounds(Duration.ofSeconds(12));

        assertThat(states(OURS)).containsExactly("Away");
    }

    @Test
    void who_is_missing_when_another_node_names_all_has_left() {
        keep.told(THEIRS, List.of(onCall(THEIRS, "1001"), onCall(THEIRS, "1002")));

        keep.told(THEIRS, List.of(onCall(THEIRS, "1002")));

        assertThat(states(THEIRS)).containsExactly("Away", "OnCall");
    }

    @Test
    void another_node_is_not_believed_about_a_server_that_is_heard_here() {
        board.memberChanged(onCall(OURS, "1001"));

        keep.told(OURS, List.of());
        keep.told(new Member(
                OURS, new QueueName("hotline"), new AgentId("1001"), InertText.NOTHING, new Member.State.Ready()));

        assertThat(states(OURS)).containsExactly("OnCall");
    }

    @Test
    void watchers_are_told_once_that_somebody_faded() {
        List<Member> told = new ArrayList<>();
        keep.told(THEIRS, List.of(onCall(THEIRS, "1001")));
        board.watch(new Board.Watcher() {
            @Override
            public void callChanged(CallRecord call, PhoneNumber customer) {}

            @Override
            public void memberChanged(Member member) {
                told.add(member);
            }
        });

        rounds(Duration.ofMinutes(1));

        assertThat(told).hasSize(1);
    }

    @Test
    void a_node_passes_on_only_what_it_hears_itself() {
        board.memberChanged(onCall(OURS, "1001"));
        keep.told(THEIRS, List.of(onCall(THEIRS, "2001")));

        assertThat(keep.firstHand()).containsOnlyKeys(OURS);
        assertThat(keep.firstHand().get(OURS)).extracting(Member::agent).containsExactly(new AgentId("1001"));
    }

    private void rounds(Duration length) {
        for (long second = 0; second < length.toSeconds(); second++) {
            var _ = time.turn(Duration.ofSeconds(1));
            var _ = keep.runOnce();
        }
    }

    private List<String> states(ServerName server) {
        return board.membersAt(server).stream()
                .map(member -> member.state().getClass().getSimpleName())
                .toList();
    }

    private static Member onCall(ServerName server, String agent) {
        return new Member(
                server, new QueueName("hotline"), new AgentId(agent), InertText.NOTHING, new Member.State.OnCall());
    }
}

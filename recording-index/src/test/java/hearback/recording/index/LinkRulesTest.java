package hearback.recording.index;

import static hearback.recording.testing.RecordedCalls.CALL;
import static hearback.recording.testing.RecordedCalls.CUSTOMER;
import static hearback.recording.testing.RecordedCalls.START;
import static hearback.recording.testing.RecordedCalls.abandoned;
import static hearback.recording.testing.RecordedCalls.answered;
import static hearback.recording.testing.RecordedCalls.file;
import static hearback.recording.testing.RecordedCalls.live;
import static org.assertj.core.api.Assertions.assertThat;

import hearback.recording.index.LinkRules.Links;
import hearback.recording.index.Recording.State.Gap;
import hearback.recording.index.Recording.State.Waiting;
import hearback.recording.index.Recording.State.Writing;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.LegId;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.SoundFile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkRulesTest {
    private static final Instant NOW = START.plusSeconds(66);
    private static final String A = "/spool/a.wav";
    private static final String B = "/spool/b.wav";
    private static final LegId AGENT = new LegId(new ServerName("main"), "1772413205.3");

    @Test
    void a_live_call_that_is_recorded_has_a_recording_being_written() {
        var links = links(live(file(A, 6)));

        assertThat(links.fresh()).singleElement().satisfies(recording -> {
            assertThat(recording.state()).isEqualTo(new Writing());
            assertThat(recording.call()).isEqualTo(CALL);
            assertThat(recording.leg()).contains(CUSTOMER);
            assertThat(recording.since()).isEqualTo(START.plusSeconds(6));
        });
    }

    @Test
    void the_end_of_the_call_ends_a_recording_whose_stop_was_lost() {
        var writing = links(live(file(A, 6))).fresh();

        var links = LinkRules.links(answered(file(A, 6)), writing, NOW);

        assertThat(links.fresh()).isEmpty();
        assertThat(links.moved())
                .singleElement()
                .extracting(Moved::next)
                .isEqualTo(new Waiting(NOW, NOW, Optional.empty()));
    }

    @Test
    void a_recording_first_heard_of_after_the_end_is_looked_for_at_once() {
        assertThat(links(answered(file(A, 6))).fresh())
                .singleElement()
                .extracting(Recording::state)
                .isEqualTo(new Waiting(NOW, NOW, Optional.empty()));
    }

    @Test
    void a_pause_goes_on_in_the_same_file_and_is_one_recording() {
        assertThat(links(answered(file(A, 6), file(A, 30))).fresh())
                .singleElement()
                .satisfies(recording -> assertThat(recording.since()).isEqualTo(START.plusSeconds(6)));
    }

    @Test
    void two_legs_that_say_the_same_file_are_one_recording() {
        assertThat(links(answered(file(A, 6), file(AGENT, A, 7))).fresh()).hasSize(1);
    }

    @Test
    void a_transfer_that_begins_another_file_has_two_recordings() {
        assertThat(links(answered(file(A, 6), file(B, 40))).fresh())
                .extracting(recording -> recording.file().orElseThrow().path())
                .containsExactly(A, B);
    }

    @Test
    void an_answered_call_without_any_recording_is_a_gap() {
        assertThat(links(answered()).fresh()).singleElement().satisfies(recording -> {
            assertThat(recording.state()).isInstanceOfSatisfying(Gap.class, gap -> {
                assertThat(gap.reason()).isEqualTo(GapReason.NEVER_STARTED);
                assertThat(gap.nextLook()).isEmpty();
            });
            assertThat(recording.since()).isEqualTo(START.plusSeconds(5));
        });
    }

    @Test
    void a_call_nobody_answered_needs_none() {
        assertThat(links(abandoned())).isEqualTo(new Links(List.of(), List.of(), List.of()));
    }

    @Test
    void a_call_nobody_answered_keeps_the_one_it_has() {
        assertThat(links(abandoned(file(A, 2))).fresh()).hasSize(1);
    }

    @Test
    void a_live_call_without_recording_is_no_gap_yet() {
        assertThat(links(live())).isEqualTo(new Links(List.of(), List.of(), List.of()));
    }

    @Test
    void a_gap_is_withdrawn_when_the_recording_is_heard_of_late() {
        var gap = links(answered()).fresh();

        var links = LinkRules.links(answered(file(A, 6)), gap, NOW);

        assertThat(links.withdrawn()).isEqualTo(gap);
        assertThat(links.fresh()).hasSize(1);
    }

    @Test
    void the_same_call_again_changes_nothing() {
        for (CallRecord call : List.of(live(file(A, 6)), answered(), answered(file(A, 6), file(B, 9)), abandoned())) {
            var known = links(call).fresh();

            assertThat(LinkRules.links(call, known, NOW.plusSeconds(9)))
                    .isEqualTo(new Links(List.of(), List.of(), List.of()));
        }
    }

    @Test
    void the_name_of_a_recording_depends_on_call_and_file_alone() {
        var id = RecordingId.of(CALL, new SoundFile(A));

        assertThat(id).isEqualTo(RecordingId.of(CALL, new SoundFile(A)));
        assertThat(id).isNotEqualTo(RecordingId.of(CALL, new SoundFile(B)));
        assertThat(id).isNotEqualTo(RecordingId.ofNone(CALL));
        assertThat(id).hasToString("6ce19137-10de-3133-ba57-731e146d03db");
    }

    private static Links links(CallRecord call) {
        return LinkRules.links(call, List.of(), NOW);
    }
}

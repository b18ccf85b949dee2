package hearback.recording.sql;

import static hearback.recording.testing.RecordedCalls.CALL;
import static hearback.recording.testing.RecordedCalls.CUSTOMER;
import static hearback.recording.testing.RecordedCalls.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.recording.flow.RecordingStore;
import hearback.recording.flow.RecordingStore.Standing;
import hearback.recording.index.GapReason;
import hearback.recording.index.HeaderFlaw;
import hearback.recording.index.Moved;
import hearback.recording.index.Recording;
import hearback.recording.index.Recording.Change;
import hearback.recording.index.Recording.Seen;
import hearback.recording.index.Recording.State;
import hearback.recording.index.RecordingId;
import hearback.recording.index.Sha256;
import hearback.recording.index.Sighting;
import hearback.recording.index.Sound;
import hearback.recording.index.SoundFormat;
import hearback.telephony.call.CallId;
import hearback.telephony.call.SoundFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// What every store of recordings must do.
abstract class RecordingStoreContract {
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Sighting SIGHTING = new Sighting(24_044, START.plusSeconds(64));
    private static final State.Ready READY = new State.Ready(
            SIGHTING,
            new Sha256("ab".repeat(32)),
            new Sound(SoundFormat.PCM, 8_000, 1, Duration.ofNanos(1_500_001_000), 44, 24_000, HeaderFlaw.UNFINISHED));

    /// An empty store.
    abstract RecordingStore store();

    @Test
    void every_state_comes_back_as_it_was_kept() {
        var store = store();
        var due = Optional.of(START.plusSeconds(70));
        var states = List.<State>of(
                new State.Writing(),
                new State.Waiting(START, START.plusSeconds(2), Optional.empty()),
                new State.Waiting(START, START.plusNanos(2_000), Optional.of(new Seen(SIGHTING, START))),
                READY,
                new State.Changed(READY, Change.OTHER_SOUND, START.plusSeconds(100)),
                new State.Gap(GapReason.MISSING, "the file has not appeared", START, due, Optional.empty()),
                new State.Gap(GapReason.BROKEN, "not a WAV file", START, Optional.empty(), Optional.of(SIGHTING)));
        for (int i = 0; i < states.size(); i++) {
            var kept = recording("/r/" + i, 0, states.get(i));

            assertThat(store.add(kept)).isTrue();

            assertThat(store.find(kept.id())).contains(kept);
        }
    }

    @Test
    void every_state_can_follow_on_every_other() {
        var store = store();
        var states = List.<State>of(
                new State.Writing(),
                new State.Waiting(START, START.plusSeconds(2), Optional.of(new Seen(SIGHTING, START))),
                READY,
                new State.Changed(READY, Change.GONE, START),
                new State.Gap(GapReason.LOST, "never", START, Optional.empty(), Optional.empty()));
        store.add(recording("/r/a", 0, states.getFirst()));
        for (State before : states) {
            for (State after : states) {
                var now = theOnly(store);
                assertThat(store.replace(now, before)).isTrue();
                assertThat(store.replace(theOnly(store), after)).isTrue();
                assertThat(theOnly(store).state()).isEqualTo(after);
            }
        }
    }

    @Test
    void the_gap_of_a_call_without_recording_has_no_file() {
        var store = store();
        var gap = new Recording(
                RecordingId.ofNone(CALL),
                CALL,
                Optional.empty(),
                Optional.empty(),
                START,
                new State.Gap(GapReason.NEVER_STARTED, "never", START, Optional.empty(), Optional.empty()),
                0);

        store.add(gap);

        assertThat(store.ofCall(CALL)).containsExactly(gap);
    }

    @Test
    void a_recording_that_is_known_stays_as_it_is() {
        var store = store();
        store.add(recording("/r/a", 0, new State.Writing()));

        assertThat(store.add(recording("/r/a", 9, READY))).isFalse();

        assertThat(theOnly(store).state()).isEqualTo(new State.Writing());
    }

    @Test
    void who_knows_an_old_revision_changes_nothing() {
        var store = store();
        store.add(recording("/r/a", 0, new State.Writing()));
        var old = theOnly(store);
        assertThat(store.replace(old, READY)).isTrue();

        assertThat(store.replace(old, new State.Writing())).isFalse();
        assertThat(store.withdraw(old)).isFalse();

        assertThat(theOnly(store).state()).isEqualTo(READY);
        assertThat(store.withdraw(theOnly(store))).isTrue();
        assertThat(store.ofCall(CALL)).isEmpty();
        assertThat(store.replace(old, READY)).isFalse();
    }

    @Test
    void many_are_replaced_at_once_but_for_those_that_somebody_was_quicker_with() {
        var store = store();
        for (int i = 0; i < 70; i++) {
            store.add(recording("/r/" + i, i, new State.Waiting(START, START, Optional.empty())));
        }
        var known = store.ofCall(CALL);
        assertThat(store.replace(known.get(3), new State.Writing())).isTrue();
        assertThat(store.withdraw(known.get(5))).isTrue();

        var replaced = store.replaceAll(
                known.stream().map(one -> new Moved(one, READY)).toList());

        assertThat(replaced)
                .hasSize(68)
                .doesNotContain(known.get(3).id(), known.get(5).id());
        assertThat(store.ofCall(CALL)).hasSize(69).allSatisfy(now -> {
            boolean overtaken = now.id().equals(known.get(3).id());
            assertThat(now.state()).isEqualTo(overtaken ? new State.Writing() : READY);
            assertThat(now.revision()).isEqualTo(1);
        });
        assertThat(store.replaceAll(List.of())).isEmpty();
    }

    @Test
    void when_one_of_many_can_never_be_kept_that_is_said_and_none_is_replaced() {
        var store = store();
        store.add(recording("/r/a", 1, new State.Writing()));
        store.add(recording("/r/b", 2, new State.Writing()));
        var known = store.ofCall(CALL);
        var never = new State.Gap(GapReason.BROKEN, "a NUL \0 in it", START, Optional.empty(), Optional.empty());

        assertThatThrownBy(
                        () -> store.replaceAll(List.of(new Moved(known.get(0), READY), new Moved(known.get(1), never))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.replace(known.get(1), never)).isInstanceOf(IllegalStateException.class);

        assertThat(store.ofCall(CALL)).isEqualTo(known);
    }

    @Test
    void two_who_replace_the_same_at_once_in_other_orders_do_not_wait_for_each_other_crosswise()
            throws InterruptedException, ExecutionException {
        var store = store();
        for (int i = 0; i < 60; i++) {
            store.add(recording("/r/" + i, i, new State.Writing()));
        }
        var moves =
                store.ofCall(CALL).stream().map(one -> new Moved(one, READY)).toList();
        var replaced = new ArrayList<RecordingId>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(List.<Callable<Set<RecordingId>>>of(
                    () -> store.replaceAll(moves), () -> store.replaceAll(moves.reversed())))) {
                replaced.addAll(answer.get());
            }
        }

        assertThat(replaced).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void what_was_claimed_is_found_again_by_the_end_of_its_lease() {
        var store = store();
        store.add(recording("/r/a", 0, new State.Waiting(START, START, Optional.empty())));
        store.add(recording("/r/b", 1, new State.Waiting(START, START.plusSeconds(1), Optional.empty())));
        var claimed = store.claimDue(START, LEASE, 9);
        store.claimDue(START.plusSeconds(1), LEASE, 9);

        assertThat(store.leasedUntil(START.plus(LEASE))).isEqualTo(claimed);
        assertThat(store.leasedUntil(START)).isEmpty();
    }

    @Test
    void recordings_of_a_call_come_in_order_and_without_those_of_others() {
        var store = store();
        var second = recording("/r/b", 20, new State.Writing());
        var first = recording("/r/c", 10, new State.Writing());
        store.add(second);
        store.add(first);
        store.add(new Recording(
                RecordingId.ofNone(new CallId("main-9.9")),
                new CallId("main-9.9"),
                Optional.empty(),
                Optional.empty(),
                START,
                new State.Writing(),
                0));

        assertThat(store.ofCall(CALL)).containsExactly(first, second);
        assertThat(store.ofCall(new CallId("main-1.1"))).isEmpty();
    }

    @Test
    void a_list_is_walked_by_its_cursor_without_hole_or_double() {
        var store = store();
        for (int i = 0; i < 25; i++) {
            store.add(recording("/r/" + i, i / 3, new State.Writing()));
        }
        var seen = new ArrayList<Recording>();
        Optional<RecordingId> cursor = Optional.empty();
        for (var page = store.list(cursor, 7); !page.isEmpty(); page = store.list(cursor, 7)) {
            assertThat(page).hasSizeLessThanOrEqualTo(7);
            seen.addAll(page);
            cursor = Optional.of(page.getLast().id());
        }

        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
        assertThat(seen).extracting(Recording::since).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(store.list(Optional.of(RecordingId.ofNone(CALL)), 7)).isEmpty();
    }

    @Test
    void due_is_what_waits_and_gaps_that_are_looked_for() {
        var store = store();
        var waiting = recording("/r/a", 0, new State.Waiting(START, START.plusSeconds(5), Optional.empty()));
        var gap = recording(
                "/r/b",
                0,
                new State.Gap(GapReason.MISSING, "absent", START, Optional.of(START.plusSeconds(6)), Optional.empty()));
        store.add(waiting);
        store.add(gap);
        store.add(recording("/r/c", 0, new State.Writing()));
        store.add(recording("/r/d", 0, READY));
        store.add(recording(
                "/r/e", 0, new State.Gap(GapReason.LOST, "never", START, Optional.empty(), Optional.empty())));

        assertThat(store.claimDue(START.plusSeconds(4), LEASE, 9)).isEmpty();
        assertThat(ids(store.claimDue(START.plusSeconds(5), LEASE, 9))).containsExactly(waiting.id());
        assertThat(ids(store.claimDue(START.plusSeconds(6), LEASE, 9))).containsExactly(gap.id());
        assertThat(store.standings())
                .isEqualTo(Map.of(Standing.WRITING, 1L, Standing.WAITING, 1L, Standing.GAP_LOOKED_FOR, 1L));
    }

    @Test
    void what_is_claimed_is_due_again_after_the_lease() {
        var store = store();
        store.add(recording("/r/a", 0, new State.Waiting(START, START, Optional.empty())));
        var first = store.claimDue(START, LEASE, 9).getFirst();

        assertThat(store.claimDue(START.plus(LEASE).minusSeconds(1), LEASE, 9)).isEmpty();
        var second = store.claimDue(START.plus(LEASE), LEASE, 9).getFirst();

        assertThat(store.replace(first, READY)).isFalse();
        assertThat(store.replace(second, READY)).isTrue();
    }

    @Test
    void a_claim_takes_the_longest_due_first() {
        var store = store();
        for (int i = 0; i < 10; i++) {
            store.add(recording("/r/" + i, i, new State.Waiting(START, START.plusSeconds(10 - i), Optional.empty())));
        }

        assertThat(store.claimDue(START.plusSeconds(60), LEASE, 3))
                .extracting(Recording::since)
                .containsExactlyInAnyOrder(START.plusSeconds(7), START.plusSeconds(8), START.plusSeconds(9));
    }

    @Test
    void two_who_claim_at_once_share() throws InterruptedException, ExecutionException {
        var store = store();
        for (int i = 0; i < 60; i++) {
            store.add(recording("/r/" + i, 0, new State.Waiting(START, START, Optional.empty())));
        }
        var claimed = new ArrayList<RecordingId>();
        try (var claimers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<Recording>> claim = () -> store.claimDue(START, LEASE, 15);
            for (var answer : claimers.invokeAll(List.of(claim, claim, claim, claim))) {
                claimed.addAll(ids(answer.get()));
            }
        }
        claimed.addAll(ids(store.claimDue(START, LEASE, 60)));

        assertThat(claimed).hasSize(60).doesNotHaveDuplicates();
    }

    private static Recording theOnly(RecordingStore store) {
        return store.ofCall(CALL).getFirst();
    }

    private static List<RecordingId> ids(List<Recording> recordings) {
        return recordings.stream().map(Recording::id).toList();
    }

    private static Recording recording(String path, int second, State state) {
        var file = new SoundFile(path);
        Instant since = START.plusSeconds(second);
        return new Recording(
                RecordingId.of(CALL, file), CALL, Optional.of(CUSTOMER), Optional.of(file), since, state, 0);
    }
}

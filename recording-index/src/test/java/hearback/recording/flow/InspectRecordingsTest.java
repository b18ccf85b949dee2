package hearback.recording.flow;

import static hearback.recording.testing.RecordedCalls.CALL;
import static hearback.recording.testing.RecordedCalls.CUSTOMER;
import static hearback.recording.testing.RecordedCalls.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.recording.index.GapReason;
import hearback.recording.index.HeaderFlaw;
import hearback.recording.index.Look;
import hearback.recording.index.LookRule;
import hearback.recording.index.Moved;
import hearback.recording.index.Recording;
import hearback.recording.index.Recording.Seen;
import hearback.recording.index.Recording.State;
import hearback.recording.index.RecordingId;
import hearback.recording.index.Sha256;
import hearback.recording.index.Sighting;
import hearback.recording.index.Sound;
import hearback.recording.index.SoundFormat;
import hearback.recording.index.WavReading;
import hearback.recording.testing.InMemoryRecordingStore;
import hearback.telephony.call.SoundFile;
import hearback.telephony.flow.StoreUnavailable;
import hearback.telephony.testing.HandCrankedTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Many recordings in one round, and a store that goes away in the middle of it.
class InspectRecordingsTest {
    private static final Sighting SIGHTING = new Sighting(1_644, START);
    private static final Sha256 HASH = new Sha256("ab".repeat(32));
    private static final Sound SOUND =
            new Sound(SoundFormat.PCM, 8_000, 1, Duration.ofMillis(100), 44, 1_600, HeaderFlaw.NONE);

    private final HandCrankedTime time = new HandCrankedTime(START.plusSeconds(70));
    private final TroubledStore store = new TroubledStore();
    private final SameFile files = new SameFile();
    private final LookRule rule = new LookRule(Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofHours(24));
    private final InspectRecordings inspect = new InspectRecordings(store, files, rule, time);

    @Test
    void many_that_are_due_are_read_in_few_rounds_with_one_commit_each() {
        add(150);

        assertThat(inspect.runOnce()).isEqualTo(64);
        assertThat(inspect.runOnce()).isEqualTo(64);
        assertThat(inspect.runOnce()).isEqualTo(22);
        assertThat(inspect.runOnce()).isZero();

        assertThat(ready()).isEqualTo(150);
        assertThat(store.commits).isEqualTo(3);
    }

    @Test
    void what_was_read_is_written_down_when_the_store_is_back_and_not_read_again() {
        add(5);
        store.awayFor = 2;
        assertThatThrownBy(inspect::runOnce).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(inspect::runOnce).isInstanceOf(StoreUnavailable.class);
        assertThat(ready()).isZero();

        assertThat(inspect.runOnce()).isZero();

        assertThat(ready()).isEqualTo(5);
        assertThat(files.read).isEqualTo(5);
    }

    @Test
    void what_was_written_down_without_an_answer_is_left_at_that() {
        add(5);
        store.answerLost = true;
        assertThatThrownBy(inspect::runOnce).isInstanceOf(StoreUnavailable.class);
        assertThat(ready()).isEqualTo(5);

        assertThat(inspect.runOnce()).isZero();

        assertThat(ready()).isEqualTo(5);
    }

    @Test
    void a_claim_whose_answer_got_lost_is_worked_on_as_soon_as_the_store_is_back() {
        add(5);
        store.claimLost = true;
        assertThatThrownBy(inspect::runOnce).isInstanceOf(StoreUnavailable.class);
        time.turn(Duration.ofSeconds(1));

        assertThat(inspect.runOnce()).isEqualTo(5);

        assertThat(ready()).isEqualTo(5);
    }

    @Test
    void one_that_can_never_be_kept_holds_up_none_of_the_others_and_is_looked_at_again_after_its_lease() {
        add(5);
        store.never = Optional.of(path(2));

        assertThat(inspect.runOnce()).isEqualTo(5);
        assertThat(ready()).isEqualTo(4);
        assertThat(inspect.runOnce()).isZero();

        store.never = Optional.empty();
        time.turn(Duration.ofMinutes(2));
        assertThat(inspect.runOnce()).isEqualTo(1);
        assertThat(ready()).isEqualTo(5);
    }

    @Test
    void a_file_that_breaks_our_reading_is_a_gap_and_holds_up_none_of_the_others() {
        add(5);
        files.breaks = Optional.of(path(0));

        inspect.runOnce();

        assertThat(ready()).isEqualTo(4);
        assertThat(store.ofCall(CALL).getFirst().state())
                .isInstanceOfSatisfying(
                        State.Gap.class, gap -> assertThat(gap.reason()).isEqualTo(GapReason.BROKEN));
    }

    @Test
    void a_round_of_large_files_is_written_down_before_its_lease_ends_and_the_rest_is_for_the_next() {
        add(10);
        files.takes = Duration.ofSeconds(12);

        inspect.runOnce();

        assertThat(ready()).isEqualTo(3);
        assertThat(store.commits).isEqualTo(1);
        assertThat(inspect.runOnce()).isEqualTo(7);
        assertThat(ready()).isEqualTo(6);
    }

    @Test
    void a_folder_that_goes_away_in_the_middle_costs_nothing_of_what_was_read_before() {
        add(5);
        files.awayAt = 3;

        assertThatThrownBy(inspect::runOnce).isInstanceOf(FolderAway.class);
        assertThat(ready()).isEqualTo(3);

        files.awayAt = Integer.MAX_VALUE;
        time.turn(Duration.ofSeconds(2));
        assertThat(inspect.runOnce()).isEqualTo(2);
        assertThat(ready()).isEqualTo(5);
    }

    /// Recordings that have been seen at rest and only have to be read, the one after the other.
    private void add(int many) {
        Instant longAgo = START.plusSeconds(60);
        for (int i = 0; i < many; i++) {
            var file = path(i);
            store.add(new Recording(
                    RecordingId.of(CALL, file),
                    CALL,
                    Optional.of(CUSTOMER),
                    Optional.of(file),
                    START.plusSeconds(i),
                    new State.Waiting(START, longAgo.plusMillis(i), Optional.of(new Seen(SIGHTING, longAgo))),
                    0));
        }
    }

    private static SoundFile path(int number) {
        return new SoundFile("/r/" + number + ".wav");
    }

    private long ready() {
        return store.ofCall(CALL).stream()
                .filter(one -> one.state() instanceof State.Ready)
                .count();
    }

    /// Fails as a database does: before the commit, after it, or for one row.
    private static final class TroubledStore extends InMemoryRecordingStore {
        private int awayFor;
        private boolean answerLost;
        private boolean claimLost;
        private Optional<SoundFile> never = Optional.empty();
        private int commits;

        @Override
        public synchronized List<Recording> claimDue(Instant now, Duration lease, int limit) {
            var claimed = super.claimDue(now, lease, limit);
            if (claimLost) {
                claimLost = false;
                throw away();
            }
            return claimed;
        }

        @Override
        public synchronized boolean replace(Recording known, State next) {
            if (never.equals(known.file())) {
                throw new IllegalStateException("can never be kept");
            }
            return super.replace(known, next);
        }

        @Override
        public synchronized Set<RecordingId> replaceAll(List<Moved> moves) {
            if (awayFor > 0) {
                awayFor--;
                throw away();
            }
            if (moves.stream().anyMatch(moved -> never.equals(moved.known().file()))) {
                throw new IllegalStateException("can never be kept");
            }
            commits++;
            var replaced = super.replaceAll(moves);
            if (answerLost) {
                answerLost = false;
                throw away();
            }
            return replaced;
        }

        private static StoreUnavailable away() {
            return new StoreUnavailable("away", new IllegalStateException("connection lost"));
        }
    }

    /// Every file is there, at rest, and sounds the same.
    private final class SameFile implements RecordingFiles {
        private Optional<SoundFile> breaks = Optional.empty();
        private Duration takes = Duration.ZERO;
        private int awayAt = Integer.MAX_VALUE;
        private int read;

        @Override
        public Look look(SoundFile file) {
            if (read >= awayAt) {
                throw new FolderAway("not mounted");
            }
            return new Look.Present(SIGHTING);
        }

        @Override
        public Inspection inspect(SoundFile file, Sighting sighting) {
            read++;
            time.turn(takes);
            if (breaks.filter(file::equals).isPresent()) {
                throw new IllegalArgumentException("ours");
            }
            return new Inspection.Read(HASH, new WavReading.Heard(SOUND));
        }

        @Override
        public Path path(SoundFile file) {
            return Path.of(file.path());
        }
    }
}

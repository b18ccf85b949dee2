package hearback.recording.flow;

import static hearback.recording.testing.RecordedCalls.CALL;
import static hearback.recording.testing.RecordedCalls.CUSTOMER;
import static hearback.recording.testing.RecordedCalls.START;
import static hearback.recording.testing.RecordedCalls.answered;
import static hearback.recording.testing.RecordedCalls.file;
import static hearback.recording.testing.RecordedCalls.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.recording.disk.DiskRecordingFiles;
import hearback.recording.index.GapReason;
import hearback.recording.index.HeaderFlaw;
import hearback.recording.index.LookRule;
import hearback.recording.index.Recording;
import hearback.recording.index.Recording.Change;
import hearback.recording.index.Recording.State;
import hearback.recording.testing.InMemoryRecordingStore;
import hearback.recording.testing.ToldFacts;
import hearback.recording.testing.Wav;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallRecord.RecordedFile;
import hearback.telephony.testing.HandCrankedTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the facts of a call to the sound of its recording, with a real folder and a time that a test turns.
class RecordingFlowTest {
    private static final String SERVER = "/var/spool/asterisk/monitor";
    private static final RecordedFile FILE = file(SERVER + "/1772413200.2.wav", 6);

    @TempDir
    Path folder;

    private final HandCrankedTime time = new HandCrankedTime(START.plusSeconds(70));
    private final InMemoryRecordingStore store = new InMemoryRecordingStore();
    private final ToldFacts facts = new ToldFacts();
    private InspectRecordings inspect;
    private Recordings recordings;

    @BeforeEach
    void build() {
        var files = new DiskRecordingFiles(Path.of(SERVER), folder);
        var rule = new LookRule(Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofHours(24));
        facts.follow("recordings", new LinkRecordings(store, time));
        inspect = new InspectRecordings(store, files, rule, time);
        recordings = new ServeRecordings(store, files, time);
    }

    @Nested
    class ACallThatIsRecorded {
        @Test
        void has_a_recording_that_is_pending_while_it_lives_and_is_heard_when_it_is_over() throws IOException {
            begins();
            write(Wav.unfinished(500));
            pass(Duration.ofMinutes(3));
            assertThat(state()).isEqualTo(new State.Writing());
            assertThat(recordings.open(theOne().id())).isInstanceOf(Opening.Shut.class);

            write(Wav.ofMillis(59_000));
            ends(answered(FILE));
            pass(Duration.ofSeconds(1));
            assertThat(state()).isInstanceOf(State.Waiting.class);
            pass(Duration.ofSeconds(2));

            assertThat(recordings.open(theOne().id())).isInstanceOfSatisfying(Opening.Opened.class, opened -> {
                var audio = opened.audio();
                assertThat(audio.ready().sound().length()).isEqualTo(Duration.ofSeconds(59));
                assertThat(audio.size()).isEqualTo(Wav.HEADER + 59_000 * 16);
                assertThat(audio.path()).isEqualTo(folder.resolve("1772413200.2.wav"));
            });
        }

        @Test
        void is_linked_once_however_often_it_is_told() throws IOException {
            write(Wav.ofMillis(100));
            for (int i = 0; i < 3; i++) {
                ends(answered(FILE));
                begins();
                ends(answered(FILE));
                pass(Duration.ofSeconds(3));
            }

            assertThat(recordings.ofCall(CALL)).hasSize(1);
            assertThat(state()).isInstanceOf(State.Ready.class);
        }

        @Test
        void is_a_gap_while_its_file_is_missing_and_ready_when_that_comes_two_hours_late() throws IOException {
            ends(answered(FILE));
            pass(Duration.ofHours(2));
            assertThat(gap()).isEqualTo(GapReason.MISSING);

            write(Wav.ofMillis(100));
            pass(Duration.ofMinutes(6));

            assertThat(state()).isInstanceOf(State.Ready.class);
        }

        @Test
        void is_lost_when_its_file_does_not_come_within_a_day() throws IOException {
            ends(answered(FILE));
            pass(Duration.ofHours(25));
            assertThat(gap()).isEqualTo(GapReason.LOST);

            write(Wav.ofMillis(100));
            pass(Duration.ofHours(25));

            assertThat(gap()).isEqualTo(GapReason.LOST);
        }

        @Test
        void is_an_empty_gap_when_only_a_header_was_written() throws IOException {
            write(Wav.headerOnly());
            ends(answered(FILE));
            pass(Duration.ofSeconds(3));

            assertThat(gap()).isEqualTo(GapReason.EMPTY);
        }

        @Test
        void is_a_broken_gap_when_the_file_is_no_sound_and_ready_when_a_good_one_takes_its_place() throws IOException {
            Files.writeString(path(), "this is no sound");
            ends(answered(FILE));
            pass(Duration.ofSeconds(3));
            assertThat(gap()).isEqualTo(GapReason.BROKEN);

            write(Wav.ofMillis(100));
            pass(Duration.ofMinutes(2));

            assertThat(state()).isInstanceOf(State.Ready.class);
        }

        @Test
        void is_ready_and_flagged_when_the_server_died_over_it() throws IOException {
            write(Wav.unfinished(700));
            ends(answered(FILE));
            pass(Duration.ofSeconds(3));

            assertThat(state()).isInstanceOfSatisfying(State.Ready.class, ready -> {
                assertThat(ready.sound().flaw()).isEqualTo(HeaderFlaw.UNFINISHED);
                assertThat(ready.sound().length()).isEqualTo(Duration.ofMillis(700));
            });
        }

        @Test
        void is_read_only_when_it_no_longer_grows() throws IOException {
            ends(answered(FILE));
            for (int i = 1; i <= 10; i++) {
                write(Wav.ofMillis(100 * i));
                pass(Duration.ofSeconds(1));
                assertThat(state()).isInstanceOf(State.Waiting.class);
            }
            pass(Duration.ofSeconds(4));

            assertThat(state())
                    .isInstanceOfSatisfying(
                            State.Ready.class,
                            ready -> assertThat(ready.sound().length()).isEqualTo(Duration.ofSeconds(1)));
        }

        @Test
        void is_a_gap_outside_when_the_server_names_a_place_that_is_not_its_recording_folder() {
            ends(answered(file("/etc/passwd", 6)));
            pass(Duration.ofSeconds(1));

            assertThat(gap()).isEqualTo(GapReason.OUTSIDE);
            assertThat(recordings.open(theOne().id())).isInstanceOf(Opening.Shut.class);
        }

        @Test
        void concludes_nothing_from_a_folder_that_is_not_mounted() throws IOException {
            ends(answered(FILE));
            Files.delete(folder);
            for (int minute = 0; minute < 10; minute++) {
                time.turn(Duration.ofMinutes(1));
                assertThatThrownBy(inspect::runOnce).isInstanceOf(FolderAway.class);
            }
            assertThat(state()).isInstanceOf(State.Waiting.class);

            Files.createDirectory(folder);
            write(Wav.ofMillis(100));
            pass(Duration.ofSeconds(6));

            assertThat(state()).isInstanceOf(State.Ready.class);
        }
    }

    @Nested
    class ACallWithoutRecording {
        @Test
        void is_a_gap_when_it_was_answered() {
            ends(answered());

            assertThat(gap()).isEqualTo(GapReason.NEVER_STARTED);
            pass(Duration.ofHours(1));
            assertThat(recordings.open(theOne().id())).isInstanceOf(Opening.Shut.class);
        }

        @Test
        void has_its_gap_withdrawn_when_the_recording_is_heard_of_after_the_end() throws IOException {
            write(Wav.ofMillis(100));
            ends(answered());

            facts.tell(new CallFact.RecordingBegan(FILE.since(), CUSTOMER, FILE.file()), answered(FILE));
            pass(Duration.ofSeconds(3));

            assertThat(theOne().state()).isInstanceOf(State.Ready.class);
        }
    }

    @Nested
    class AReadyRecordingWhoseFile {
        @BeforeEach
        void is_ready() throws IOException {
            write(Wav.ofMillis(100));
            ends(answered(FILE));
            pass(Duration.ofSeconds(3));
            assertThat(state()).isInstanceOf(State.Ready.class);
        }

        @Test
        void is_replaced_is_marked_and_not_served() throws IOException {
            write(Wav.ofMillis(200));

            assertThat(recordings.open(theOne().id())).isInstanceOf(Opening.Shut.class);

            assertThat(change()).isEqualTo(Change.TOUCHED);
            assertThat(recordings.verify(theOne().id()).map(Recording::state))
                    .hasValueSatisfying(state -> assertThat(state).isInstanceOf(State.Changed.class));
            assertThat(change()).isEqualTo(Change.OTHER_SOUND);
        }

        @Test
        void is_deleted_is_marked_and_served_again_when_it_is_back() throws IOException {
            var bytes = Files.readAllBytes(path());
            var modified = Files.getLastModifiedTime(path());
            Files.delete(path());
            assertThat(recordings.open(theOne().id())).isInstanceOf(Opening.Shut.class);
            assertThat(change()).isEqualTo(Change.GONE);

            Files.write(path(), bytes);
            Files.setLastModifiedTime(path(), modified);

            assertThat(recordings.open(theOne().id())).isInstanceOf(Opening.Opened.class);
            assertThat(state()).isInstanceOf(State.Ready.class);
        }

        @Test
        void only_got_another_date_is_ready_again_once_its_bytes_are_verified() throws IOException {
            Files.setLastModifiedTime(path(), FileTime.from(START.plusSeconds(9_999)));
            assertThat(recordings.open(theOne().id())).isInstanceOf(Opening.Shut.class);
            assertThat(change()).isEqualTo(Change.TOUCHED);
            assertThat(recordings.open(theOne().id())).isInstanceOf(Opening.Shut.class);

            recordings.verify(theOne().id());

            assertThat(recordings.open(theOne().id())).isInstanceOf(Opening.Opened.class);
        }

        @Test
        void was_forged_with_its_size_and_date_kept_is_found_by_verifying() throws IOException {
            var modified = Files.getLastModifiedTime(path());
            var bytes = Files.readAllBytes(path());
            bytes[100] ^= 1;
            Files.write(path(), bytes);
            Files.setLastModifiedTime(path(), modified);

            recordings.verify(theOne().id());

            assertThat(change()).isEqualTo(Change.OTHER_SOUND);
            assertThat(recordings.open(theOne().id())).isInstanceOf(Opening.Shut.class);
        }

        @Test
        void became_a_link_is_marked_and_not_served() throws IOException {
            var elsewhere = Files.move(path(), folder.resolve("elsewhere.wav"));
            Files.createSymbolicLink(path(), elsewhere);

            assertThat(recordings.open(theOne().id())).isInstanceOf(Opening.Shut.class);
            assertThat(change()).isEqualTo(Change.TOUCHED);
        }
    }

    @Test
    void a_recording_nobody_knows_is_unknown() {
        var id = hearback.recording.index.RecordingId.ofNone(CALL);

        assertThat(recordings.open(id)).isEqualTo(new Opening.Unknown());
        assertThat(recordings.verify(id)).isEmpty();
        assertThat(recordings.find(id)).isEmpty();
        assertThat(recordings.list(Optional.empty(), 10)).isEmpty();
    }

    private void begins() {
        facts.tell(new CallFact.RecordingBegan(FILE.since(), CUSTOMER, FILE.file()), live(FILE));
    }

    private void ends(CallRecord call) {
        facts.tell(new CallFact.Ended(START.plusSeconds(66)), call);
    }

    /// In steps of a second while that is a short time, of a minute when it is long.
    private void pass(Duration duration) {
        var step = duration.compareTo(Duration.ofMinutes(10)) < 0 ? Duration.ofSeconds(1) : Duration.ofMinutes(1);
        for (var passed = Duration.ZERO; passed.compareTo(duration) <= 0; passed = passed.plus(step)) {
            while (inspect.runOnce() > 0) {
                // until nothing is due
            }
            if (passed.compareTo(duration) < 0) {
                time.turn(step);
            }
        }
    }

    private void write(byte[] bytes) throws IOException {
        Files.write(path(), bytes);
    }

    private Path path() {
        return folder.resolve("1772413200.2.wav");
    }

    private Recording theOne() {
        assertThat(recordings.ofCall(CALL)).hasSize(1);
        return recordings.ofCall(CALL).getFirst();
    }

    private State state() {
        return theOne().state();
    }

    private GapReason gap() {
        assertThat(state()).isInstanceOf(State.Gap.class);
        return ((State.Gap) state()).reason();
    }

    private Change change() {
        assertThat(state()).isInstanceOf(State.Changed.class);
        return ((State.Changed) state()).how();
    }
}

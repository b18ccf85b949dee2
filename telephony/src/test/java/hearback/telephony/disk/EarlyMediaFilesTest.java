package hearback.telephony.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.telephony.callback.Announcement;
import hearback.telephony.callback.AnnouncementClass;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.EarlyMedia;
import hearback.telephony.sound.AnnouncementRecogniser;
import hearback.telephony.testing.EarlyMediaContract;
import hearback.telephony.testing.Speech;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyMediaFilesTest extends EarlyMediaContract {
    private static final String CHANNEL = "hb00000000000000070000000000000001";
    private static final short[] OFF = Speech.of(1, 4);
    private static final short[] EMPTY = Speech.of(2, 4);

    @TempDir
    Path references;

    @TempDir
    Path recordings;

    private EarlyMedia early = EarlyMedia.NOT_HEARD;

    @BeforeEach
    void begin() throws IOException {
        Files.write(references.resolve("switched-off.wav"), Speech.wav(Speech.of(5, 4)));
        Files.write(references.resolve("switched-off-2.wav"), Speech.wav(OFF));
        Files.write(references.resolve("empty-number.wav"), Speech.wav(EMPTY));
        Files.writeString(references.resolve("README"), "where they come from");
        early = new EarlyMediaFiles(recordings, new AnnouncementRecogniser(ReferenceFolder.read(references)));
    }

    @Override
    protected EarlyMedia early() {
        return early;
    }

    @Override
    protected void hear(AttemptId attempt, AnnouncementClass said) throws IOException {
        Files.write(
                recordings.resolve(attempt.channelId() + "-early.wav"),
                Speech.wav(said == AnnouncementClass.EMPTY_NUMBER ? EMPTY : OFF));
    }

    @Test
    void what_was_recorded_is_recognised() throws IOException {
        record(Speech.wav(OFF));

        assertThat(early.announced(ATTEMPT)).isEqualTo(sure(AnnouncementClass.SWITCHED_OFF));
    }

    @Test
    void a_file_that_is_not_closed_yet_is_read_as_far_as_it_goes() throws IOException {
        record(Speech.wav(EMPTY, Speech.RATE, 0));

        assertThat(early.announced(ATTEMPT)).isEqualTo(sure(AnnouncementClass.EMPTY_NUMBER));
    }

    @Test
    void a_file_that_says_to_hold_more_than_it_does_is_read_to_its_end() throws IOException {
        record(Speech.wav(EMPTY, Speech.RATE, Integer.MAX_VALUE));

        assertThat(early.announced(ATTEMPT)).isEqualTo(sure(AnnouncementClass.EMPTY_NUMBER));
    }

    @Test
    void where_nothing_was_heard_nothing_is_known() throws IOException {
        assertThat(early.announced(ATTEMPT)).isEmpty();
        record(Speech.wav(new short[0]));
        assertThat(early.announced(ATTEMPT)).isEmpty();
    }

    @Test
    void another_kind_of_file_is_not_read() throws IOException {
        record("RIFF".getBytes(StandardCharsets.US_ASCII));
        assertThat(early.announced(ATTEMPT)).isEmpty();
        record(Speech.wav(OFF, 16_000, 2 * OFF.length));
        assertThat(early.announced(ATTEMPT)).isEmpty();
        record(new byte[100]);
        assertThat(early.announced(ATTEMPT)).isEmpty();
    }

    @Test
    void the_file_is_deleted_and_the_recording_of_the_call_is_not() throws IOException {
        record(Speech.wav(OFF));
        Path call = Files.write(recordings.resolve(CHANNEL + ".wav"), Speech.wav(OFF));

        early.forget(ATTEMPT);

        assertThat(file()).doesNotExist();
        assertThat(call).exists();
    }

    @Test
    void what_is_not_named_after_an_attempt_is_none_of_ours() throws IOException {
        Files.write(recordings.resolve("1795410553.12-early.wav"), Speech.wav(OFF));
        Files.write(recordings.resolve("-early.wav"), Speech.wav(OFF));
        Files.write(recordings.resolve(CHANNEL + ".wav"), Speech.wav(OFF));

        assertThat(early.kept()).isEmpty();
    }

    @Test
    void where_nobody_can_look_nothing_is_kept() throws IOException {
        Files.delete(recordings);

        assertThat(early.kept()).isEmpty();
    }

    @Test
    void a_link_is_not_followed() throws IOException {
        Files.createSymbolicLink(file(), references.resolve("switched-off.wav"));

        assertThat(early.announced(ATTEMPT)).isEmpty();
    }

    @Test
    void a_reference_of_no_use_is_named() throws IOException {
        isRefused("busy.wav", Speech.wav(Speech.tone(450, 0.35, 0.35, 5)), "busy.wav: less than");
        isRefused("busy.wav", Speech.wav(OFF, 44_100, 2 * OFF.length), "busy.wav: is not PCM");
        isRefused("buzy.wav", Speech.wav(OFF), "buzy.wav: is not named after");
        isRefused("answering-machine.wav", Speech.wav(OFF), "answering-machine.wav: is not named after");
        assertThatThrownBy(() -> ReferenceFolder.read(recordings)).hasMessageContaining("no .wav file in");
        assertThatThrownBy(() -> ReferenceFolder.read(recordings.resolve("none")))
                .hasMessageContaining("cannot read");
    }

    private void isRefused(String name, byte[] content, String words) throws IOException {
        Path file = Files.write(references.resolve(name), content);
        assertThatThrownBy(() -> ReferenceFolder.read(references))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("announcements.references: " + words);
        Files.delete(file);
    }

    private void record(byte[] content) throws IOException {
        Files.write(file(), content);
    }

    private Path file() {
        return recordings.resolve(CHANNEL + "-early.wav");
    }

    private static Optional<Announcement> sure(AnnouncementClass said) {
        return Optional.of(new Announcement(said, Announcement.Source.SOUND, 1));
    }
}

package hearback.recording.index;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.recording.testing.Wav;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WavFactsTest {
    @Nested
    class AFileThatIsWhole {
        @Test
        void says_its_length_rate_and_channels() {
            assertThat(heard(Wav.ofMillis(1_500)))
                    .isEqualTo(new Sound(
                            SoundFormat.PCM, 8_000, 1, Duration.ofMillis(1_500), 44, 24_000, HeaderFlaw.NONE));
        }

        @Test
        void may_have_two_channels_and_another_rate() {
            var wav = Wav.riff(
                    Wav.chunk("fmt ", Wav.format(1, 2, 16_000, 64_000, 4, 16)), Wav.chunk("data", new byte[64_000]));

            var sound = heard(wav);

            assertThat(sound.channels()).isEqualTo(2);
            assertThat(sound.sampleRate()).isEqualTo(16_000);
            assertThat(sound.length()).isEqualTo(Duration.ofSeconds(1));
        }

        @Test
        void may_have_notes_before_and_behind_its_sound() {
            var wav = Wav.riff(
                    Wav.chunk("LIST", new byte[7]),
                    Wav.chunk("fmt ", Wav.format(1, 1, 8_000, 16_000, 2, 16)),
                    Wav.chunk("data", new byte[16_000]),
                    Wav.chunk("LIST", new byte[400]));

            assertThat(heard(wav).length()).isEqualTo(Duration.ofSeconds(1));
            assertThat(heard(wav).flaw()).isEqualTo(HeaderFlaw.NONE);
        }

        @Test
        void may_hold_telephone_samples_of_one_byte() {
            var ulaw = Wav.riff(
                    Wav.chunk("fmt ", Wav.format(7, 1, 8_000, 8_000, 1, 8)), Wav.chunk("data", new byte[4_000]));

            assertThat(heard(ulaw).format()).isEqualTo(SoundFormat.ULAW);
            assertThat(heard(ulaw).length()).isEqualTo(Duration.ofMillis(500));
        }

        @Test
        void in_gsm_blocks_is_known_and_marked_as_not_for_browsers() {
            var sound = heard(Wav.gsm(25));

            assertThat(sound.length()).isEqualTo(Duration.ofSeconds(1));
            assertThat(sound.format()).isEqualTo(SoundFormat.GSM);
            assertThat(sound.format().isPlayedByBrowsers()).isFalse();
        }

        @Test
        void counts_whole_microseconds() {
            var odd = Wav.riff(
                    Wav.chunk("fmt ", Wav.format(1, 1, 48_000, 96_000, 2, 16)), Wav.chunk("data", new byte[2]));

            assertThat(heard(odd).length()).isEqualTo(Duration.ofNanos(20_000));
        }
    }

    @Nested
    class AFileWhoseHeaderIsWrong {
        @Test
        void is_measured_by_its_own_length_when_the_server_died_before_it_wrote_one() {
            var sound = heard(Wav.unfinished(2_000));

            assertThat(sound.length()).isEqualTo(Duration.ofSeconds(2));
            assertThat(sound.flaw()).isEqualTo(HeaderFlaw.UNFINISHED);
        }

        @Test
        void is_measured_by_what_is_there_when_its_end_is_gone() {
            var sound = heard(Wav.cutShort(2_000, 44 + 16_000));

            assertThat(sound.length()).isEqualTo(Duration.ofSeconds(1));
            assertThat(sound.flaw()).isEqualTo(HeaderFlaw.CUT_SHORT);
        }

        @Test
        void is_measured_by_its_own_length_when_the_header_was_written_half_way() {
            var wav = Wav.ofMillis(2_000);
            System.arraycopy(Wav.header(16_000), 0, wav, 0, 44);

            assertThat(heard(wav).length()).isEqualTo(Duration.ofSeconds(2));
            assertThat(heard(wav).flaw()).isEqualTo(HeaderFlaw.UNFINISHED);
        }

        @Test
        void may_be_longer_than_a_header_can_count() {
            long fiveGiB = 5L << 30;
            var source = new Endless(Wav.header((int) (fiveGiB - 44)), fiveGiB);

            assertThat(WavFacts.read(source)).isInstanceOfSatisfying(WavReading.Heard.class, heard -> {
                assertThat(heard.sound().flaw()).isEqualTo(HeaderFlaw.UNFINISHED);
                assertThat(heard.sound().dataLength()).isEqualTo(fiveGiB - 44);
                assertThat(heard.sound().length()).isEqualTo(Duration.ofSeconds(335_544, 317_250_000));
            });
            assertThat(source.asked.get()).isLessThan(1_000);
        }
    }

    @Nested
    class AFileWithoutSound {
        @Test
        void is_one_of_44_bytes() {
            assertThat(read(Wav.headerOnly())).isEqualTo(new WavReading.NoSound());
        }

        @Test
        void is_one_of_44_bytes_whose_lengths_were_never_written() {
            assertThat(read(Wav.unfinished(0))).isEqualTo(new WavReading.NoSound());
        }

        @Test
        void is_one_of_no_bytes() {
            assertThat(read(new byte[0])).isEqualTo(new WavReading.NoSound());
        }

        @Test
        void is_one_with_half_a_sample() {
            assertThat(read(Arrays.copyOf(Wav.ofMillis(100), 45))).isEqualTo(new WavReading.NoSound());
        }
    }

    @Nested
    class AFileThatCannotBePlayed {
        @Test
        void is_one_of_another_kind() {
            assertThat(read("ID3 this is no wave file at all".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                    .isEqualTo(new WavReading.NotUsable("not a WAV file"));
        }

        @Test
        void is_one_that_ends_in_its_header() {
            for (int bytes = 1; bytes < 44; bytes++) {
                assertThat(read(Arrays.copyOf(Wav.ofMillis(100), bytes)))
                        .as("%s bytes", bytes)
                        .isInstanceOf(WavReading.NotUsable.class);
            }
        }

        @Test
        void is_one_whose_format_contradicts_itself() {
            for (byte[] format : new byte[][] {
                Wav.format(1, 1, 0, 0, 2, 16),
                Wav.format(1, 0, 8_000, 16_000, 2, 16),
                Wav.format(1, 1, 8_000, 16_000, 0, 16),
                Wav.format(1, 1, 8_000, 16_000, 2, 0),
                Wav.format(1, 3, 8_000, 16_000, 2, 16),
                Wav.format(0x55, 1, 8_000, 16_000, 2, 16),
                Wav.format(1, 1, -1, 16_000, 2, 16),
            }) {
                assertThat(read(Wav.riff(Wav.chunk("fmt ", format), Wav.chunk("data", new byte[100]))))
                        .isInstanceOf(WavReading.NotUsable.class);
            }
        }

        @Test
        void is_one_with_sound_before_its_format() {
            assertThat(read(Wav.riff(Wav.chunk("data", new byte[100]))))
                    .isEqualTo(new WavReading.NotUsable("no format before the sound"));
        }

        @Test
        void is_one_of_empty_chunks_without_end() {
            var source = new Endless(Wav.riff(), Long.MAX_VALUE);

            assertThat(WavFacts.read(source)).isInstanceOf(WavReading.NotUsable.class);
            assertThat(source.asked.get()).isLessThan(1_000);
        }
    }

    @Property(tries = 5_000)
    void whatever_the_bytes_are_there_is_an_answer_that_fits_them(@ForAll @Size(max = 300) byte[] bytes) {
        judge(bytes);
    }

    @Property(tries = 5_000)
    void whatever_becomes_of_a_good_file_there_is_an_answer_that_fits_it(
            @ForAll("goodFiles") byte[] good,
            @ForAll @IntRange(min = 0, max = 99) int at,
            @ForAll @Size(max = 8) byte[] change,
            @ForAll @IntRange(min = 0, max = 200) int length) {
        var bytes = Arrays.copyOf(good, length);
        for (int i = 0; i < change.length && at + i < bytes.length; i++) {
            bytes[at + i] = change[i];
        }
        judge(bytes);
    }

    @Provide
    Arbitrary<byte[]> goodFiles() {
        return Arbitraries.of(Wav.ofMillis(5), Wav.gsm(2), Wav.unfinished(5), Wav.headerOnly());
    }

    private static void judge(byte[] bytes) {
        var source = new Endless(bytes, bytes.length);
        if (WavFacts.read(source) instanceof WavReading.Heard(Sound sound)) {
            assertThat(sound.dataFrom() + sound.dataLength()).isLessThanOrEqualTo(bytes.length);
            assertThat(sound.dataLength()).isPositive();
            assertThat(sound.length()).isPositive();
        }
        assertThat(source.asked.get()).isLessThan(1_000);
    }

    private static Sound heard(byte[] bytes) {
        assertThat(read(bytes)).isInstanceOf(WavReading.Heard.class);
        return ((WavReading.Heard) read(bytes)).sound();
    }

    private static WavReading read(byte[] bytes) {
        return WavFacts.read(new Endless(bytes, bytes.length));
    }

    /// Some bytes, and zeros behind them; counts what is asked of it.
    private static final class Endless implements ByteSource {
        private final byte[] head;
        private final long length;
        private final AtomicLong asked = new AtomicLong();

        Endless(byte[] head, long length) {
            this.head = head;
            this.length = length;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public byte[] read(long from, int count) {
            asked.addAndGet(count);
            if (from >= length) {
                return new byte[0];
            }
            var bytes = new byte[(int) Math.min(count, length - from)];
            for (int i = 0; i < bytes.length && from + i < head.length; i++) {
                bytes[i] = head[(int) from + i];
            }
            return bytes;
        }
    }
}

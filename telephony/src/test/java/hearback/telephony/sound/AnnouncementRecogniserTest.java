package hearback.telephony.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.telephony.callback.Announcement;
import hearback.telephony.callback.AnnouncementClass;
import hearback.telephony.testing.Speech;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementRecogniserTest {
    private static final short[] OFF = Speech.of(1, 5);
    private static final short[] EMPTY = Speech.of(2, 5);
    private static final short[] BUSY = Speech.of(3, 4);

    private final AnnouncementRecogniser recogniser = new AnnouncementRecogniser(List.of(
            reference(AnnouncementClass.SWITCHED_OFF, OFF),
            reference(AnnouncementClass.EMPTY_NUMBER, EMPTY),
            reference(AnnouncementClass.BUSY, BUSY)));

    @Test
    void each_is_known_again() {
        assertThat(heard(OFF)).isEqualTo(sure(AnnouncementClass.SWITCHED_OFF, 1));
        assertThat(heard(EMPTY)).isEqualTo(sure(AnnouncementClass.EMPTY_NUMBER, 1));
        assertThat(heard(BUSY)).isEqualTo(sure(AnnouncementClass.BUSY, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.3, 3})
    void how_loud_it_is_does_not_matter(double louder) {
        isSurely(AnnouncementClass.SWITCHED_OFF, Speech.inNoise(OFF, louder, 30, 7));
    }

    @ParameterizedTest
    @ValueSource(doubles = {30, 20, 15})
    void noise_does_not_hide_it(double noiseBelow) {
        isSurely(AnnouncementClass.EMPTY_NUMBER, Speech.inNoise(EMPTY, 1, noiseBelow, 8));
    }

    @Test
    void it_is_known_wherever_the_hearing_begins() {
        short[] later = Speech.and(new short[Speech.RATE * 2 + 77], OFF);
        short[] inTheMiddle = Speech.and(Speech.part(OFF, 2.01, 5), Speech.part(OFF, 0, 2));

        isSurely(AnnouncementClass.SWITCHED_OFF, later);
        isSurely(AnnouncementClass.SWITCHED_OFF, inTheMiddle);
    }

    @Test
    void it_is_known_when_it_was_cut_off() {
        isSurely(AnnouncementClass.SWITCHED_OFF, Speech.part(OFF, 0, 3));
        isSurely(AnnouncementClass.SWITCHED_OFF, Speech.part(OFF, 2.5, 5));
    }

    @Test
    void ringing_before_it_does_not_hide_it() {
        isSurely(AnnouncementClass.SWITCHED_OFF, Speech.and(Speech.tone(450, 1, 4, 10), OFF));
    }

    @Test
    void no_other_announcement_is_taken_for_one() {
        assertThat(LongStream.range(100, 160).mapToObj(seed -> heard(Speech.of(seed, 5))))
                .allSatisfy(heard -> assertThat(heard.orElseThrow().said()).isEqualTo(AnnouncementClass.UNRECOGNISED));
    }

    @Test
    void the_words_with_which_several_begin_are_none_of_them() {
        short[] hello = Speech.of(9, 2.6);
        var alike = new AnnouncementRecogniser(List.of(
                reference(AnnouncementClass.SWITCHED_OFF, Speech.and(hello, Speech.of(10, 3))),
                reference(AnnouncementClass.EMPTY_NUMBER, Speech.and(hello, Speech.of(11, 3)))));

        assertThat(alike.hear(Spectrogram.of(hello)).orElseThrow().said()).isEqualTo(AnnouncementClass.UNRECOGNISED);
        assertThat(alike.hear(Spectrogram.of(Speech.and(hello, Speech.of(11, 3)))))
                .isEqualTo(sure(AnnouncementClass.EMPTY_NUMBER, 1));
        assertThat(alike.hear(Spectrogram.of(Speech.and(hello, Speech.of(12, 3))))
                        .orElseThrow()
                        .isSure())
                .isFalse();
    }

    @Test
    void two_sounds_of_one_class_do_not_stand_in_each_others_way() {
        var twice = new AnnouncementRecogniser(List.of(
                reference(AnnouncementClass.SWITCHED_OFF, OFF),
                reference(AnnouncementClass.SWITCHED_OFF, Speech.inNoise(OFF, 1, 25, 3))));

        assertThat(twice.hear(Spectrogram.of(OFF))).isEqualTo(sure(AnnouncementClass.SWITCHED_OFF, 1));
    }

    @Test
    void silence_noise_and_tones_say_nothing() {
        assertThat(heard(new short[0])).isEmpty();
        assertThat(heard(new short[Speech.RATE * 5])).isEmpty();
        assertThat(heard(Speech.part(OFF, 0, 0.9))).isEmpty();
        assertThat(heard(Speech.tone(450, 1, 4, 20))).isEmpty();
        assertThat(heard(Speech.tone(450, 0.35, 0.35, 10))).isEmpty();
        assertThat(heard(Speech.inNoise(Speech.tone(450, 0.7, 0.7, 10), 1, 30, 5)))
                .isEmpty();
    }

    @Test
    void a_reference_says_something() {
        assertThatThrownBy(() -> reference(AnnouncementClass.BUSY, Speech.tone(450, 0.35, 0.35, 5)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> reference(AnnouncementClass.BUSY, Speech.of(4, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void isSurely(AnnouncementClass said, short[] samples) {
        assertThat(heard(samples)).hasValueSatisfying(heard -> {
            assertThat(heard.said()).isEqualTo(said);
            assertThat(heard.isSure()).isTrue();
        });
    }

    private Optional<Announcement> heard(short[] samples) {
        return recogniser.hear(Spectrogram.of(samples));
    }

    private static Optional<Announcement> sure(AnnouncementClass said, double confidence) {
        return Optional.of(new Announcement(said, Announcement.Source.SOUND, confidence));
    }

    private static Reference reference(AnnouncementClass said, short[] samples) {
        return new Reference(said, Spectrogram.of(samples));
    }
}

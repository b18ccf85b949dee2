package hearback.telephony.disk;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.CallSignal;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.SurveyAnswer;
import hearback.telephony.flow.LineJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lines as a real Asterisk 22.10.1 wrote them with the shipped cel_custom.conf; numbers invented.
class CelFileTest {
    private static final Instant START = Instant.parse("2026-11-23T05:09:00Z");

    @TempDir
    Path folder;

    @Test
    void a_call_that_lived_and_died_unheard_is_told_in_order() throws IOException {
        LineJournal.Told told = read(
                START,
                line("CHAN_START", 1, "", "", ""),
                line("ANSWER", 2, "", "", ""),
                line("APP_START", 3, "MixMonitor", "/var/spool/x/1.wav", ""),
                line("APP_START", 4, "Queue", "hotline,,,,60", ""),
                line("BRIDGE_ENTER", 5, "Queue", "hotline", "{\\\"bridge_id\\\":\\\"b-1\\\"}"),
                line("HANGUP", 9, "", "", "{\\\"hangupcause\\\":16}"));

        assertThat(told.whole()).isTrue();
        assertThat(told.signals())
                .extracting(signal -> signal.getClass().getSimpleName())
                .containsExactly("LegSeen", "LegChanged", "RecordingBegan", "JoinedQueue", "EnteredBridge", "HungUp");
        assertThat(told.signals().getFirst().at())
                .isEqualTo(START.plusSeconds(1).plusNanos(123_456_000));
        assertThat(told.signals().getLast())
                .isInstanceOfSatisfying(
                        CallSignal.HungUp.class,
                        hangup -> assertThat(hangup.cause().q850()).isEqualTo(16));
    }

    @Test
    void the_answers_to_a_survey_are_told_and_no_other_event_of_the_dialplan() throws IOException {
        LineJournal.Told told = read(
                START,
                line(
                        "APP_START",
                        1,
                        "UserEvent",
                        "HearbackSurvey,Question: satisfaction,Answer: 3,Repeats: 1,Timeouts: 0",
                        ""),
                line(
                        "APP_START",
                        2,
                        "UserEvent",
                        "HearbackSurvey,Question: timeliness,Answer: ,Repeats: 2,Timeouts: 3",
                        ""),
                line("APP_START", 3, "UserEvent", "HearbackSurvey,Question: satisfaction,Answer: 13,Repeats: 0", ""),
                line("APP_START", 4, "UserEvent", "Other,Question: satisfaction,Answer: 3", ""),
                line("APP_END", 5, "UserEvent", "HearbackSurvey,Question: x,Answer: 3,Repeats: 0,Timeouts: 0", ""));

        assertThat(told.whole()).isTrue();
        assertThat(told.signals())
                .extracting(signal -> ((CallSignal.SurveyAnswered) signal).answer())
                .containsExactly(
                        new SurveyAnswer("satisfaction", Optional.of(3), 1, 0),
                        new SurveyAnswer("timeliness", Optional.empty(), 2, 3));
    }

    @Test
    void what_is_heard_before_any_answer_is_no_recording_of_a_call() throws IOException {
        LineJournal.Told told = read(START, line("APP_START", 1, "MixMonitor", "/var/spool/x/hb01-early.wav", ""));

        assertThat(told.whole()).isTrue();
        assertThat(told.signals()).isEmpty();
    }

    @Test
    void what_was_written_before_is_left_out() throws IOException {
        LineJournal.Told told =
                read(START.plusSeconds(50), line("CHAN_START", 1, "", "", ""), line("CHAN_START", 60, "", "", ""));

        assertThat(told.signals()).hasSize(1);
        assertThat(told.whole()).isTrue();
    }

    @Test
    void a_line_that_was_cut_is_left_out_and_said() throws IOException {
        LineJournal.Told told = read(START, line("CHAN_START", 1, "", "", ""), "{\"eventtype\":\"HANG");

        assertThat(told.signals()).hasSize(1);
        assertThat(told.whole()).isFalse();
    }

    @Test
    void a_file_larger_than_a_block_is_read_to_the_moment_asked_for() throws IOException {
        String[] lines = new String[20_000];
        for (int one = 0; one < lines.length; one++) {
            lines[one] = line("CHAN_START", one, "", "", "");
        }

        LineJournal.Told told = read(START.plusSeconds(10_000), lines);

        assertThat(told.signals()).hasSize(10_000);
        assertThat(told.whole()).isTrue();
    }

    @Test
    void a_file_that_is_not_there_is_said() {
        LineJournal.Told told = new CelFile(new ServerName("main"), folder.resolve("none")).since(START);

        assertThat(told.signals()).isEmpty();
        assertThat(told.whole()).isFalse();
    }

    private LineJournal.Told read(Instant from, String... lines) throws IOException {
        Path file = folder.resolve("cel.json");
        Files.write(file, List.of(lines));
        return new CelFile(new ServerName("main"), file).since(from);
    }

    private static String line(String type, int second, String application, String arguments, String extra) {
        return """
                {"eventtype":"%s","eventtime":%d.123456,"uniqueid":"1795410553.10","linkedid":"1795410553.10",\
                "channame":"PJSIP/trunk-0000000a","num":"13800138012","name":"","exten":"4001","context":"from-trunk",\
                "appname":"%s","appdata":"%s","peer":"","eventextra":"%s"}""".formatted(type, START.getEpochSecond() + second, application, arguments, extra);
    }
}

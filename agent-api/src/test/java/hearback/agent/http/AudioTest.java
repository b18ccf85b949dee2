package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.identity.Role;
import hearback.agent.testing.Desk;
import hearback.agent.testing.Sample;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class AudioTest extends AtOneDesk {
    private static final String HASH = "ab".repeat(32);
    private static final byte[] SOUND = new byte[300_000];

    private static String path = "";

    @BeforeAll
    static void start() throws Exception {
        for (int i = 0; i < SOUND.length; i++) {
            SOUND[i] = (byte) (i * 31);
        }
        Path file = Files.write(folder.resolve("main-13800005678.wav"), SOUND);
        path = "/api/v1/recordings/" + desk.neighbours.put(Sample.callId(1), file, SOUND.length, HASH) + "/audio";
    }

    private static Desk.Answer play(String... headers) {
        HttpRequest.Builder request = desk.request(Role.QUALITY, path);
        return desk.send(headers.length == 0 ? request : request.headers(headers));
    }

    @Test
    void the_whole_sound_comes_as_it_lies_on_the_disk() {
        var answer = play();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).isEqualTo(SOUND);
        assertThat(answer.header("Content-Type")).isEqualTo("audio/wav");
        assertThat(answer.header("Content-Length")).isEqualTo("300000");
        assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(answer.header("ETag")).isEqualTo("\"" + HASH + "\"");
    }

    @Test
    void a_range_is_just_that_range() {
        var answer = play("Range", "bytes=1000-1999");
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.response().body()).isEqualTo(Arrays.copyOfRange(SOUND, 1000, 2000));
        assertThat(answer.header("Content-Range")).isEqualTo("bytes 1000-1999/300000");
        assertThat(answer.header("Content-Length")).isEqualTo("1000");
        assertThat(play("Range", "bytes=-5").response().body()).isEqualTo(Arrays.copyOfRange(SOUND, 299_995, 300_000));
    }

    @Test
    void a_range_beyond_the_end_is_refused_with_the_length() {
        var answer = play("Range", "bytes=300000-");
        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.header("Content-Range")).isEqualTo("bytes */300000");
        assertThat(answer.header("Content-Type")).isEqualTo(Problems.MEDIA_TYPE);
    }

    @Test
    void a_thousand_ranges_cost_no_more_than_the_whole() {
        var answer = play("Range", "bytes=" + "0-1,".repeat(999) + "0-1");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).hasSize(SOUND.length);
    }

    @Test
    void if_range_gives_the_part_of_the_same_file_and_the_whole_of_another() {
        assertThat(play("Range", "bytes=0-9", "If-Range", "\"" + HASH + "\"").status())
                .isEqualTo(206);
        assertThat(play("Range", "bytes=0-9", "If-Range", "\"other\"").status()).isEqualTo(200);
        assertThat(play("Range", "bytes=0-9", "If-Range", "Mon, 23 Nov 2026 04:00:00 GMT")
                        .status())
                .isEqualTo(200);
        assertThat(play("If-None-Match", "\"" + HASH + "\"").status()).isEqualTo(304);
    }

    @Test
    void head_says_the_length_and_is_not_hearing() {
        long before = desk.database.count("select count(*) from agent.audit where what = 'RECORDING_PLAYED'");
        var answer = desk.send(desk.request(Role.QUALITY, path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Length")).isEqualTo("300000");
        assertThat(desk.database.count("select count(*) from agent.audit where what = 'RECORDING_PLAYED'"))
                .isEqualTo(before);
    }

    @Test
    void who_heard_what_is_written_down_and_who_was_refused_too() {
        play("Range", "bytes=7-8");
        assertThat(desk.database.count("select count(*) from agent.audit where what = 'RECORDING_PLAYED'"
                        + " and who = 'quality' and role = 'QUALITY' and detail = 'bytes 7-8'"))
                .isEqualTo(1);
        assertThat(desk.get(Role.AGENT, path).status()).isEqualTo(403);
        assertThat(desk.database.count(
                        "select count(*) from agent.audit where what = 'REFUSED' and subject = 'playRecording'"))
                .isEqualTo(1);
    }

    @Test
    void no_path_of_a_file_is_ever_said_and_none_is_ever_taken() {
        assertThat(desk.get(Role.ADMINISTRATOR, "/api/v1/recordings").text())
                .contains(HASH)
                .doesNotContain("13800005678", ".wav", folder.toString());
        for (String hostile : new String[] {
            "..%2f..%2fetc%2fpasswd", "%2fetc%2fpasswd", "a%00b", "%5c%5cserver%5cshare", "．．／etc", "x".repeat(3000)
        }) {
            var answer = desk.get(
                    Role.QUALITY,
                    "/api/v1/recordings/"
                            + java.net.URLEncoder.encode(hostile, java.nio.charset.StandardCharsets.UTF_8)
                                    .replace("%25", "%")
                            + "/audio");
            assertThat(answer.status()).as(hostile).isIn(400, 404);
        }
    }

    @Test
    void an_unknown_recording_is_not_found() {
        assertThat(desk.get(Role.QUALITY, "/api/v1/recordings/00000000-0000-0000-0000-000000000000/audio")
                        .status())
                .isEqualTo(404);
    }
}

package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.identity.Role;
import hearback.agent.testing.Desk;
import hearback.agent.testing.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gate of the bank (b.7; S3-61, S3-62, S3-54): what is heard again is the recording, where there is one.
final class RecheckTest {
    private static final String ORDER =
            "{'department':'network','responsible':'wang','second':'li','expedited':false," + "'instruction':'look'}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Desk desk;

    private String number = "";

    @BeforeEach
    void start() {
        desk = new Desk(folder, "postal-bank");
        number = desk.tickets
                .link(Sample.incoming(1, Sample.MEI))
                .ticket()
                .opening()
                .number()
                .text();
        taken(
                Role.AGENT,
                "described",
                "{'fields':{'content':'a fee','contact':'by day','complainant-name':'a customer',"
                        + "'demand':'it back','place':'the branch'}}");
        taken(Role.AGENT, "weighed", "{'circumstances':[],'amount':'50000.01'}");
        taken(Role.AGENT, "submitted", "{}");
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    private Desk.Answer step(Role role, String kind, String body) {
        return desk.post(role, "/api/v1/tickets/" + number + "/steps/" + kind, body.replace('\'', '"'));
    }

    private void taken(Role role, String kind, String body) {
        var answer = step(role, kind, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    @Test
    void the_recording_is_heard_and_no_other_and_not_left_out() throws IOException {
        var file = Files.write(folder.resolve("sound.wav"), new byte[100]);
        var mine = desk.neighbours.put(Sample.callId(1), file, 100, "ab".repeat(32));
        var another = desk.neighbours.put(Sample.callId(2), file, 100, "cd".repeat(32));

        var closed = step(Role.DISPATCHER, "dispatched", ORDER);
        assertThat(closed.status()).isEqualTo(409);
        assertThat(closed.json().getString("code")).isEqualTo("gate-closed");
        assertThat(closed.json().getJsonObject("values").getString("trigger")).isEqualTo("amount");

        var leftOut = step(Role.QUALITY, "rechecked", "{'note':'read'}");
        assertThat(leftOut.status()).isEqualTo(422);
        assertThat(leftOut.field()).isEqualTo("recording");
        assertThat(step(Role.QUALITY, "rechecked", "{'recording':'" + another + "','note':'heard'}")
                        .status())
                .isEqualTo(422);
        taken(Role.QUALITY, "rechecked", "{'recording':'" + mine + "','note':'heard'}");
        taken(Role.DISPATCHER, "dispatched", ORDER);
    }

    @Test
    void where_nothing_was_recorded_the_written_record_serves() {
        taken(Role.DISPATCHER, "rechecked", "{'note':'read to the customer'}");
        taken(Role.DISPATCHER, "dispatched", ORDER);
    }
}

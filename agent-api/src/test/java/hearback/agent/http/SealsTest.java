package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hearback.agent.flow.OpenTickets;
import hearback.agent.identity.Role;
import hearback.agent.testing.Listener;
import hearback.agent.testing.Sample;
import hearback.agent.ticket.Ticket;
import hearback.recording.index.RecordingId;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallResult;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// S3-03: a complainant who is hidden is hidden wherever he shows: in calls he made, in callbacks and in the calls by
/// which he was rung.
final class SealsTest extends AtOneDesk {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String NUMBER = "+8613500007001";
    private static final PhoneNumber.Known CUSTOMER = new PhoneNumber.Known(NUMBER);

    @Test
    void who_is_hidden_is_hidden_in_calls_callbacks_and_live() {
        var call = Sample.inbound(7001, Optional.of(CallResult.ABANDONED));
        desk.neighbours.put(call, CUSTOMER);
        Ticket ticket = desk.tickets.link(Sample.incoming(7001, CUSTOMER)).ticket();
        AttemptId attempt = new AttemptId(UUID.fromString("00000000-0000-4000-8000-000000007001"));
        CallbackPlan plan = plan(ticket, attempt);
        desk.neighbours.callbacks.put(plan);
        var rung = Sample.outbound(7002, attempt, CallResult.NOT_REACHED);
        desk.neighbours.put(rung, CUSTOMER);
        String callback = "/api/v1/callbacks/" + plan.request().id();
        List<String> places = List.of("/api/v1/calls", path(call.id()), path(rung.id()), "/api/v1/callbacks", callback);
        assertThat(places).allSatisfy(place -> assertThat(seen(place)).as(place).contains(NUMBER));
        var before = Listener.saying(desk, desk.token(Role.SUPERVISOR));
        assertThat(before.heard("snapshot").toString()).contains(NUMBER);
        before.leave();

        seal(ticket);

        assertThat(places)
                .allSatisfy(place ->
                        assertThat(seen(place)).as(place).doesNotContain(NUMBER).contains("135****7001"));
        var after = Listener.saying(desk, desk.token(Role.SUPERVISOR));
        await().atMost(SOON)
                .until(() -> !after.heard("ticket").isEmpty()
                        && !after.heard("callback").isEmpty());
        desk.neighbours.put(call, CUSTOMER);
        desk.neighbours.put(rung, CUSTOMER);
        await().atMost(SOON).until(() -> after.heard("call").size() == 2);
        assertThat(after.heard("snapshot").toString() + after.heard("call") + after.heard("callback"))
                .doesNotContain(NUMBER)
                .contains("135****7001");
        after.leave();
    }

    /// A voice tells more than a number.
    @Test
    void who_is_hidden_is_heard_by_those_alone_who_broke_the_seal_and_who_was_refused_is_written_down()
            throws IOException {
        var customer = new PhoneNumber.Known("+8613500007011");
        Ticket ticket = desk.tickets.link(Sample.incoming(7011, customer)).ticket();
        AttemptId attempt = new AttemptId(UUID.fromString("00000000-0000-4000-8000-000000007011"));
        desk.neighbours.callbacks.put(plan(ticket, attempt));
        var sound = Files.write(folder.resolve("sealed.wav"), new byte[100]);
        var came = desk.neighbours.put(Sample.callId(7011), sound, 100, "a1".repeat(32));
        var rung = desk.neighbours.put(
                Sample.outbound(7012, attempt, CallResult.ANSWERED).id(), sound, 100, "a2".repeat(32));
        var foreign = desk.neighbours.put(Sample.callId(7013), sound, 100, "a3".repeat(32));
        assertThat(heard(Role.QUALITY, came)).isEqualTo(200);

        seal(ticket);
        for (Role role : List.of(Role.QUALITY, Role.DISPATCHER, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR)) {
            assertThat(heard(role, came)).as(role.name()).isEqualTo(403);
            assertThat(heard(role, rung)).as(role.name()).isEqualTo(403);
            assertThat(heard(role, foreign)).as(role.name()).isEqualTo(200);
        }
        var refused = desk.get(Role.QUALITY, audio(came));
        assertThat(refused.json().getString("code")).isEqualTo("complainant-sealed");
        assertThat(refused.json().getString("detail")).startsWith("the complainant is hidden");
        assertThat(desk.send(desk.request(Role.QUALITY, audio(came))
                                .method("HEAD", HttpRequest.BodyPublishers.noBody()))
                        .status())
                .isEqualTo(403);
        assertThat(desk.database.count("select count(*) from agent.audit where what = 'REFUSED' and who = 'auditor'"
                        + " and subject = 'recording:" + came + "' and detail = 'sealed complainant'"))
                .isEqualTo(1);
        assertThat(desk.database.count("select count(*) from agent.audit where what = 'RECORDING_PLAYED'"
                        + " and who <> 'quality' and subject in ('recording:" + came + "', 'recording:" + rung + "')"))
                .isZero();

        String broken = "/api/v1/tickets/" + ticket.opening().number().text() + "/steps/seal-broken";
        assertThat(desk.post(Role.SUPERVISOR, broken, "{\"reason\":\"the recheck\"}")
                        .status())
                .isEqualTo(201);
        assertThat(heard(Role.SUPERVISOR, came)).isEqualTo(200);
        assertThat(heard(Role.SUPERVISOR, rung)).isEqualTo(200);
        assertThat(heard(Role.ADMINISTRATOR, came)).as("somebody else broke it").isEqualTo(403);
    }

    private static String audio(RecordingId recording) {
        return "/api/v1/recordings/" + recording + "/audio";
    }

    private static int heard(Role role, RecordingId recording) {
        return desk.get(role, audio(recording)).status();
    }

    private static void seal(Ticket ticket) {
        String sealed = "/api/v1/tickets/" + ticket.opening().number().text() + "/steps/identity-sealed";
        assertThat(desk.post(Role.AGENT, sealed, "{\"reason\":\"he asked for it\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void for_whom_we_ring_is_hidden_live_until_it_is_known() {
        var seals = new LiveSeals();
        AttemptId attempt = new AttemptId(UUID.fromString("00000000-0000-4000-8000-000000007003"));
        var rung = Sample.outbound(7003, attempt, CallResult.NOT_REACHED);
        assertThat(seals.hides(rung)).isTrue();
        assertThat(seals.hides(Sample.inbound(7004, Optional.empty()))).isFalse();
        Ticket ticket = desk.tickets
                .link(Sample.incoming(7003, new PhoneNumber.Known("+8613500007003")))
                .ticket();
        seals.learn(plan(ticket, attempt), false);
        assertThat(seals.hides(rung)).isFalse();
        seals.learn(plan(ticket, attempt), true);
        assertThat(seals.hides(rung)).isTrue();
    }

    private static CallbackPlan plan(Ticket ticket, AttemptId attempt) {
        CallbackId callback = new CallbackId(attempt.value());
        return new CallbackPlan(
                new CallbackRequest(
                        callback, OpenTickets.subjectOf(ticket), CUSTOMER, CallbackReason.REPLY, Sample.NOON),
                Optional.empty(),
                Sample.NOON,
                new CallbackState.Dialling(),
                List.of(new Attempt(
                        attempt,
                        callback,
                        1,
                        CUSTOMER,
                        Sample.MAIN,
                        1,
                        Sample.NOON,
                        new AttemptState.Released(Sample.NOON))),
                Optional.empty());
    }

    private static String seen(String path) {
        return desk.get(Role.SUPERVISOR, path).text();
    }

    private static String path(CallId call) {
        return "/api/v1/calls/" + call.text();
    }
}

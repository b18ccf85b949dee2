package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hearback.app.Hearback;
import hearback.config.SettingsFile;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A complaint from a real call to the file, worked on over HTTP by people of every role, with a return, an
/// extension, a dissatisfied customer and a second dispatch; what each limit came to is read as an auditor reads it.
@Tag("line")
@SuppressWarnings("NullAway.Init")
class WholeComplaintTest {
    private static final String CALLER = "13800138021";
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final String ANSWER = "{'order':%d,'parts':{'cause':'a cable was cut','process':'spliced, final',"
            + "'result':'restored','customer-attitude':'content'}}";
    private static final String TOLD = "{'way':'spoken','what':'it is restored'}";

    /// The call comes when Asterisk's clock says it does; everything after it on the days that follow.
    private final MovableTime time = MovableTime.showing(InstantSource.system().instant());
    private final AtomicInteger keys = new AtomicInteger();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private Pbx pbx;
    private Hearback service;
    private Api administrator;
    private Api agent;
    private Api dispatcher;
    private Api repair;
    private Api network;
    private Api supervisor;
    private Api followUp;
    private Api auditor;
    private String ticket = "";
    private LocalDate dayOfCall = LocalDate.EPOCH;

    private void start(String profile) {
        pbx = Pbx.start(folder);
        Map<String, String> environment = ServiceSettings.of(profile, pbx, folder);
        service = Hearback.start(new SettingsFile(environment).read(), time, new SecureRandom());
        administrator = ServiceSettings.api(environment);
        administrator.until(
                20, "/api/v1/lines", lines -> lines.at("/lines/0/connected").asBoolean());
        agent = ServiceSettings.apiOf(environment, "lin", "AGENT", "");
        dispatcher = ServiceSettings.apiOf(environment, "zhao", "DISPATCHER", "");
        repair = ServiceSettings.apiOf(environment, "feng", "DEPARTMENT", "repair");
        network = ServiceSettings.apiOf(environment, "wang", "DEPARTMENT", "network");
        supervisor = ServiceSettings.apiOf(environment, "sun", "SUPERVISOR", "");
        followUp = ServiceSettings.apiOf(environment, "wu", "FOLLOW_UP", "");
        auditor = ServiceSettings.apiOf(environment, "zheng", "AUDITOR", "");
    }

    @AfterEach
    void stop() {
        try {
            service.stop();
        } finally {
            pbx.close();
        }
    }

    @Test
    void telecom_from_the_call_to_the_file() {
        start("telecom");
        called();
        taken(
                agent,
                "described",
                "{'fields':{'content':'no internet since yesterday','contact':'the number he rang from'}}");
        taken(agent, "classified", "{'taxonomy':'problem','leaf':'repair-again'}");
        taken(agent, "progress-told", "{'what':'it will be looked into'}");
        at(1, "10:00");
        taken(agent, "submitted", "{}");
        assertThat(repair.status("/api/v1/tickets/" + ticket))
                .as("it went to no department yet")
                .isEqualTo(404);
        at(1, "10:30");
        taken(dispatcher, "dispatched", order("repair", "feng"));
        assertThat(network.status("/api/v1/tickets/" + ticket)).isEqualTo(404);
        taken(repair, "order-refused", "{'order':1,'reason':'the fault is in the network'}");
        at(1, "11:00");
        taken(dispatcher, "dispatched", order("network", "wang"));
        taken(network, "order-taken", "{'order':2}");
        at(1, "16:00");
        taken(network, "progress-told", "{'what':'the cable is being looked for'}");
        taken(network, "answered", ANSWER.formatted(2));
        at(2, "09:00");
        Instant later = instant(3, "18:00");
        String granted = "{'clock':'handling','order':2,'until':'%s'}".formatted(later);
        taken(dispatcher, "answer-returned", "{'order':2,'reason':'not the cause he means'}");
        taken(
                network,
                "extension-asked",
                ("{'clock':'handling','order':2,'until':'%s','progress':'parts ordered',"
                                + "'reason':'none in store','consent':false}")
                        .formatted(later));
        refused(network, "extension-granted", granted, 403);
        taken(supervisor, "extension-granted", granted);
        at(3, "10:30");
        taken(network, "answered", ANSWER.formatted(2));
        refused(agent, "result-told", TOLD, 409);
        taken(dispatcher, "answer-approved", "{'order':2}");
        refused(agent, "result-told", TOLD, 409);
        at(3, "14:50");
        taken(network, "result-told", TOLD);
        at(4, "10:00");
        taken(
                followUp,
                "followed-up",
                "{'answers':{'timeliness':'average','satisfaction':'dissatisfied'},'opinion':'',"
                        + "'why':'cut off again','wantsContact':true}");
        assertThat(stage()).isEqualTo("objected");
        taken(followUp, "second-dispatch-decided", "{'needed':true,'why':'really not solved'}");
        taken(dispatcher, "dispatched", order("network", "wang"));
        at(4, "15:00");
        taken(network, "answered", ANSWER.formatted(3));
        taken(dispatcher, "answer-approved", "{'order':3}");
        taken(network, "result-told", TOLD);
        at(5, "10:00");
        taken(
                followUp,
                "followed-up",
                "{'answers':{'timeliness':'average','satisfaction':'satisfied'},'opinion':'','wantsContact':false}");
        assertThat(stage()).isEqualTo("closed");
        taken(
                dispatcher,
                "archived",
                "{'cause':'cable','responsible':'the contractor was told','measures':'inspection'}");
        assertThat(stage()).isEqualTo("archived");
        refused(agent, "informed", "{'what':'he says thanks'}", 409);

        JsonNode firstReply = clock("first-reply", 0);
        Instant accepted = Instant.parse(firstReply.path("startedAt").asText());
        assertThat(firstReply.path("rule").asText()).isEqualTo("S0-31");
        assertThat(Instant.parse(firstReply.path("due").asText())).isEqualTo(accepted.plus(Duration.ofHours(24)));
        assertThat(firstReply.path("verdict").asText()).isEqualTo("MET");
        assertThat(firstReply.path("endedBy").asText()).isEqualTo("progress-told");
        assertThat(clock("dispatch", 0).path("verdict").asText()).isEqualTo("MET");
        assertThat(clock("handling", 1).path("verdict").asText()).isEqualTo("ENDED");
        JsonNode handling = clock("handling", 2);
        assertThat(handling.path("due").asText())
                .as("extended, not moved by the return")
                .isEqualTo(later.toString());
        assertThat(handling.path("why").asText()).contains("extended on").contains("24 h");
        assertThat(handling.path("verdict").asText()).isEqualTo("MET");
        // b.1: half past ten and two hours, without noon.
        JsonNode finalReply = clock("final-reply", 2);
        assertThat(near(finalReply.path("due"), 3, "15:00")).isTrue();
        assertThat(finalReply.path("why").asText()).contains("12:00-14:30");
        assertThat(finalReply.path("verdict").asText()).isEqualTo("MET");
        assertThat(near(clock("follow-up", 0).path("due"), 6, "14:50")).isTrue();
        assertThat(auditor.get("/api/v1/tickets/" + ticket + "/clocks").path("clocks"))
                .allSatisfy(clock -> assertThat(clock.path("verdict").asText()).isIn("MET", "ENDED"));
        everyStepSaysWho();
    }

    @Test
    void gas_from_the_call_to_the_file() {
        start("gas");
        called();
        taken(
                agent,
                "described",
                "{'fields':{'content':'the meter runs too fast','complainant-name':'a customer','contact':'by day',"
                        + "'demand':'a new one'}}");
        taken(agent, "submitted", "{}");
        taken(dispatcher, "dispatched", order("repair", "feng"));
        taken(repair, "order-taken", "{'order':1}");
        taken(repair, "judged-valid", "{'order':1}");
        at(2, "15:00");
        taken(repair, "answered", ANSWER.formatted(1));
        Instant later = instant(6, "18:00");
        taken(dispatcher, "answer-returned", "{'order':1,'reason':'no word of the meter'}");
        at(3, "10:00");
        taken(
                repair,
                "extension-asked",
                ("{'clock':'valid','order':0,'until':'%s','progress':'meter ordered',"
                                + "'reason':'none in store','consent':true}")
                        .formatted(later));
        taken(supervisor, "extension-granted", "{'clock':'valid','order':0,'until':'%s'}".formatted(later));
        at(5, "10:00");
        taken(repair, "answered", ANSWER.formatted(1));
        taken(dispatcher, "answer-approved", "{'order':1}");
        refused(agent, "result-told", TOLD, 409);
        taken(supervisor, "approved", "{'act':'solution','note':'agreed'}");
        taken(agent, "result-told", TOLD);
        at(7, "09:00");
        taken(dispatcher, "follow-up-instructed", "{'note':'reviewed'}");
        at(8, "10:00");
        taken(
                followUp,
                "followed-up",
                "{'answers':{'timeliness':'satisfied','satisfaction':'dissatisfied'},'opinion':'','why':'it leaks',"
                        + "'wantsContact':true}");
        taken(followUp, "second-dispatch-decided", "{'needed':true,'why':'it leaks'}");
        taken(dispatcher, "dispatched", order("repair", "feng"));
        at(8, "15:00");
        taken(repair, "answered", ANSWER.formatted(2));
        taken(dispatcher, "answer-approved", "{'order':2}");
        taken(supervisor, "approved", "{'act':'solution','note':'agreed'}");
        taken(agent, "result-told", TOLD);
        at(9, "09:00");
        taken(dispatcher, "follow-up-instructed", "{'note':'reviewed'}");
        taken(
                followUp,
                "followed-up",
                "{'answers':{'timeliness':'satisfied','satisfaction':'satisfied'},'opinion':'','wantsContact':false}");
        taken(dispatcher, "archived", "{'cause':'old meter','responsible':'none','measures':'all of that year'}");
        assertThat(stage()).isEqualTo("archived");

        JsonNode valid = clock("valid", 0);
        assertThat(valid.path("rule").asText()).isEqualTo("S1-31");
        assertThat(valid.path("due").asText()).isEqualTo(later.toString());
        assertThat(valid.path("why").asText()).contains("3 natural days").contains("extended on");
        assertThat(valid.path("verdict").asText()).isEqualTo("MET");
        JsonNode forward = clock("forward", 0);
        assertThat(forward.path("due").asText())
                .isEqualTo(instant(1, "00:00").minusMillis(1).toString());
        assertThat(forward.path("endedBy").asText()).isEqualTo("dispatched");
        // S1-36: two natural days from the instruction, not from the reply.
        JsonNode asked = clock("follow-up", 0);
        assertThat(asked.path("startedBy").asText()).isEqualTo("follow-up-instructed");
        assertThat(asked.path("due").asText())
                .isEqualTo(instant(10, "00:00").minusMillis(1).toString());
        assertThat(asked.path("verdict").asText()).isEqualTo("MET");
        everyStepSaysWho();
    }

    private void called() {
        pbx.call(CALLER, 6_000).join();
        JsonNode tickets = administrator.until(
                30,
                "/api/v1/tickets",
                found -> found.at("/items/0/calls/0/result").asText().equals("ANSWERED"));
        assertThat(tickets.path("items")).hasSize(1);
        ticket = tickets.at("/items/0/number").asText();
        dayOfCall = LocalDate.ofInstant(
                Instant.parse(tickets.at("/items/0/openedAt").asText()), SHANGHAI);
        assertThat(stage()).isEqualTo("accepted");
    }

    private String stage() {
        return administrator.get("/api/v1/tickets/" + ticket).at("/life/stage").asText();
    }

    private void taken(Api who, String kind, String body) {
        HttpResponse<String> answer = propose(who, kind, body);
        assertThat(answer.statusCode()).as("%s: %s", kind, answer.body()).isEqualTo(201);
    }

    private void refused(Api who, String kind, String body, int status) {
        HttpResponse<String> answer = propose(who, kind, body);
        assertThat(answer.statusCode()).as("%s: %s", kind, answer.body()).isEqualTo(status);
        assertThat(Api.tree(answer.body()).path("code").asText()).isNotEmpty();
        assertThat(Api.tree(answer.body()).path("detail").asText()).isNotEmpty();
    }

    private HttpResponse<String> propose(Api who, String kind, String body) {
        return who.post(
                "/api/v1/tickets/" + ticket + "/steps/" + kind,
                "step " + keys.incrementAndGet(),
                body.replace('\'', '"'));
    }

    private static String order(String department, String responsible) {
        return new StringJoiner(",", "{", "}")
                .add("'department':'" + department + "'")
                .add("'responsible':'" + responsible + "'")
                .add("'second':'another'")
                .add("'expedited':false")
                .add("'instruction':'look into it'")
                .toString();
    }

    /// The clock of this name and order; of several the first.
    private JsonNode clock(String name, int order) {
        for (JsonNode clock :
                auditor.get("/api/v1/tickets/" + ticket + "/clocks").path("clocks")) {
            if (clock.path("clock").asText().equals(name) && clock.path("order").asInt() == order) {
                return clock;
            }
        }
        throw new AssertionError("no clock " + name);
    }

    private void everyStepSaysWho() {
        JsonNode steps = auditor.get("/api/v1/tickets/" + ticket).path("steps");
        assertThat(steps).hasSizeGreaterThan(25);
        int ordinal = 0;
        for (JsonNode step : steps) {
            ordinal++;
            assertThat(step.path("ordinal").asInt()).isEqualTo(ordinal);
            assertThat(step.path("who").asText()).isNotBlank();
            assertThat(step.path("name").asText()).isNotBlank();
        }
        assertThat(steps.toString()).doesNotContain("13800138021");
    }

    /// @param day after the call
    private void at(int day, String shanghai) {
        time.jumpTo(instant(day, shanghai));
    }

    private Instant instant(int day, String shanghai) {
        return dayOfCall
                .plusDays(day)
                .atTime(LocalTime.parse(shanghai))
                .atZone(SHANGHAI)
                .toInstant();
    }

    /// The service's clock runs on while people work.
    private boolean near(JsonNode at, int day, String shanghai) {
        Duration off = Duration.between(instant(day, shanghai), Instant.parse(at.asText()));
        return !off.isNegative() && off.compareTo(Duration.ofSeconds(20)) < 0;
    }
}

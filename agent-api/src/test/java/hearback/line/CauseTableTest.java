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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Every row of the table of causes (faults.md 2.6) on a real Asterisk, SIPp being the network: what it comes to, whose
/// failure it is, when he is tried next (case 41).
@Tag("line")
class CauseTableTest {
    /// Monday 08:10 in Shanghai: three hours later it is not yet noon.
    private static final Instant MONDAY = Instant.parse("2030-03-04T00:10:00Z");

    private static final Instant TUESDAY = Instant.parse("2030-03-05T00:10:00Z");

    /// Written by hand from faults.md 2.6.
    ///
    /// A row: the number's last three digits (`deploy/sipp/coded-customer.xml`); cause and SIP status as Asterisk
    /// 22 gives them; what it comes to when the far end said nothing before, rang (180), or was heard (183 and
    /// sound); whose failure; when next, and after a slash when next after ringing, where that differs: three hours
    /// lie between two rings whoever failed.
    ///
    /// What Asterisk does not let through: 020 is a trunk's 480 with `Reason: Q.850;cause=20`, and the 20 is not
    /// passed on. 401 and 407 end the call, because the trunk has no password. Our own time-out is 19 and 480
    /// whatever came before it. Whoever was answered has no SIP status, and his cause is 16 or none, by chance.
    private static final String TABLE = """
            404   1 404  NUMBER_UNKNOWN   NUMBER_UNKNOWN   NUMBER_UNKNOWN   CUSTOMER  3-hours
            485   1 485  NUMBER_UNKNOWN   NUMBER_UNKNOWN   NUMBER_UNKNOWN   CUSTOMER  3-hours
            604   1 604  NUMBER_UNKNOWN   NUMBER_UNKNOWN   NUMBER_UNKNOWN   CUSTOMER  3-hours
            486  17 486  BUSY             BUSY             BUSY             CUSTOMER  3-hours
            600  17 600  BUSY             BUSY             BUSY             CUSTOMER  3-hours
            408  18 408  NO_ANSWER        NO_ANSWER        NO_ANSWER        CUSTOMER  3-hours
            480  19 480  SWITCHED_OFF     NO_ANSWER        SWITCHED_OFF     CUSTOMER  3-hours
            483  19 483  SWITCHED_OFF     NO_ANSWER        SWITCHED_OFF     CUSTOMER  3-hours
            020  19 480  SWITCHED_OFF     NO_ANSWER        SWITCHED_OFF     CUSTOMER  3-hours
            603  21 603  REJECTED         REJECTED         REJECTED         CUSTOMER  3-hours
            410  22 410  NUMBER_CHANGED   NUMBER_CHANGED   NUMBER_CHANGED   CUSTOMER  NUMBER_CHANGED
            401  21 401  TRUNK_REFUSED    FAILED_WHILE_RINGING TRUNK_REFUSED    OURS      10-minutes/3-hours
            403  21 403  TRUNK_REFUSED    FAILED_WHILE_RINGING TRUNK_REFUSED    OURS      10-minutes/3-hours
            407  21 407  TRUNK_REFUSED    FAILED_WHILE_RINGING TRUNK_REFUSED    OURS      10-minutes/3-hours
            484  28 484  NUMBER_MALFORMED FAILED_WHILE_RINGING NUMBER_MALFORMED OURS      10-minutes/3-hours
            502  27 502  TRUNK_CONGESTED  FAILED_WHILE_RINGING TRUNK_CONGESTED  OURS      10-minutes/3-hours
            503  34 503  TRUNK_CONGESTED  FAILED_WHILE_RINGING TRUNK_CONGESTED  OURS      10-minutes/3-hours
            500  38 500  TRUNK_CONGESTED  FAILED_WHILE_RINGING TRUNK_CONGESTED  OURS      10-minutes/3-hours
            504 102 504  TRUNK_CONGESTED  FAILED_WHILE_RINGING TRUNK_CONGESTED  OURS      10-minutes/3-hours
            488  58 488  MEDIA_REFUSED    FAILED_WHILE_RINGING MEDIA_REFUSED    OURS      10-minutes/3-hours
            606  58 606  MEDIA_REFUSED    FAILED_WHILE_RINGING MEDIA_REFUSED    OURS      10-minutes/3-hours
            487 127 487  CUT_OFF          CUT_OFF          CUT_OFF          OURS      3-hours
            100  19 480  NEVER_RANG       NO_ANSWER        NO_ANSWER        CUSTOMER  3-hours
            000  19 480  NEVER_RANG       -                -                CUSTOMER  3-hours
            199   -   0  NO_AGENT         NO_AGENT         NO_AGENT         OURS      3-hours
            200   -   -  REACHED          REACHED          REACHED          NOBODY    REACHED
            """;

    /// The digit before the last three: nothing, 180, 183.
    private static final List<String> BEFORE = List.of("7", "8", "9");

    private static final int RANG = 1;

    private static final List<String> UNKNOWN = List.of("404", "485", "604");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final MovableTime time = MovableTime.showing(MONDAY);
    private final Map<String, String> callbacks = new LinkedHashMap<>();
    private CodedCustomers customers;
    private Pbx pbx;
    private Hearback service;
    private Api api;

    @BeforeEach
    void start() {
        customers = CodedCustomers.start(folder);
        // As many agents as are reached at once, and none so quick that he comes before the hasty have rung off.
        Map<String, String> network = new HashMap<>(customers.behindTheTrunk());
        network.put("HEARBACK_AGENTS", "6");
        pbx = Pbx.start(folder, network);
        Map<String, String> environment = ServiceSettings.forManyAtOnce(pbx, folder);
        service = Hearback.start(new SettingsFile(environment).read(), time, new SecureRandom());
        api = ServiceSettings.api(environment);
        api.until(20, "/api/v1/lines", lines -> lines.at("/lines/0/connected").asBoolean());
    }

    @AfterEach
    void stop() {
        try {
            service.stop();
        } finally {
            pbx.close();
            customers.close();
        }
    }

    @Test
    void each_row_comes_to_its_outcome_its_side_and_its_next_time() {
        List<Case> cases = interleaved();
        assertThat(cases).hasSize(76);
        cases.forEach(one -> callbacks.put(one.number(), ask(one.number())));

        SoftAssertions softly = new SoftAssertions();
        cases.forEach(one -> one.check(softly, firstIsOver(one.number())));
        cases.forEach(one -> softly.assertThat(customers.callsTo(one.number()))
                .as("calls to " + one)
                .isEqualTo(1));
        softly.assertAll();

        unknownOnAnotherDayToo(cases);
    }

    /// The first row's "stop after two equal results on different days". Everybody else is left in peace.
    private void unknownOnAnotherDayToo(List<Case> cases) {
        List<Case> unknown = cases.stream()
                .filter(one -> UNKNOWN.contains(one.row().ending()))
                .toList();
        assertThat(unknown).hasSize(9);
        cases.stream()
                .filter(one -> !unknown.contains(one))
                .forEach(one -> assertThat(api.post(
                                        "/api/v1/callbacks/" + callbacks.get(one.number()) + "/withdraw",
                                        "withdraw " + one.number(),
                                        "")
                                .statusCode())
                        .isEqualTo(200));

        time.jumpTo(TUESDAY);

        for (Case one : unknown) {
            JsonNode closed = api.until(
                    60,
                    "/api/v1/callbacks/" + callbacks.get(one.number()),
                    callback -> callback.path("state").asText().equals("CLOSED"));
            assertThat(closed.path("closeReason").asText()).as(one.toString()).isEqualTo("NUMBER_UNKNOWN");
            assertThat(closed.path("attempts")).as(one.toString()).hasSize(2);
        }
    }

    /// A device of ours that is not registered, a carrier that does not answer: Asterisk has nobody to send to,
    /// makes no channel and gives no cause. The table's cause 20 is never heard of.
    @Test
    void a_trunk_that_is_gone_costs_nobody_an_attempt() {
        customers.close();
        Awaitility.await("Asterisk knows that its trunk is gone")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    var _ = pbx.cli("pjsip qualify trunk");
                    return pbx.cli("pjsip show contacts").lines().anyMatch(one -> one.matches(".*trunk/.*Unavail.*"));
                });

        String number = "13800137486";
        callbacks.put(number, ask(number));

        new Case(Row.read("486 0 0 NO_CHANNEL - - OURS 10-minutes"), 0).check(firstIsOver(number));
        assertThat(customers.callsTo(number)).isZero();
    }

    /// Two of the others stand around each that tells of the trunk: five of those in a row would mean that it is
    /// down, and it would be tried once in 30 s only.
    private static List<Case> interleaved() {
        List<Case> ofTheTrunk = new ArrayList<>();
        List<Case> others = new ArrayList<>();
        for (String line : TABLE.lines().toList()) {
            Row row = Row.read(line);
            for (int before = 0; before < BEFORE.size(); before++) {
                if (!row.comesTo().get(before).equals("-")) {
                    (row.isOfTheTrunk() ? ofTheTrunk : others).add(new Case(row, before));
                }
            }
        }
        List<Case> all = new ArrayList<>();
        for (int one = 0; one < others.size(); one++) {
            all.add(others.get(one));
            if (one % 2 == 0 && one / 2 < ofTheTrunk.size()) {
                all.add(ofTheTrunk.get(one / 2));
            }
        }
        return all;
    }

    private JsonNode firstIsOver(String number) {
        return api.until(
                90,
                "/api/v1/callbacks/" + callbacks.get(number),
                callback -> callback.at("/attempts/0/state").asText().equals("SETTLED"));
    }

    private String ask(String number) {
        HttpResponse<String> answer = api.post(
                "/api/v1/callbacks", "ask-" + number, "{\"number\":\"%s\",\"reason\":\"REPLY\"}".formatted(number));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Api.tree(answer.body()).path("id").asText();
    }

    /// @param q850 "-" where Asterisk gives now this, now that
    /// @param comesTo after nothing, 180, 183; "-" where there is no such case
    private record Row(String ending, String q850, String sip, List<String> comesTo, String side, String next) {
        static Row read(String line) {
            String[] words = line.strip().split(" +");
            return new Row(words[0], words[1], words[2], List.of(words[3], words[4], words[5]), words[6], words[7]);
        }

        boolean isOfTheTrunk() {
            return comesTo.getFirst().startsWith("TRUNK_");
        }
    }

    private record Case(Row row, int before) {
        String number() {
            return "1380013" + BEFORE.get(before) + row.ending();
        }

        void check(JsonNode callback) {
            SoftAssertions softly = new SoftAssertions();
            check(softly, callback);
            softly.assertAll();
        }

        void check(SoftAssertions softly, JsonNode callback) {
            JsonNode attempt = callback.at("/attempts/0");
            softly.assertThat(callback.path("attempts"))
                    .as("attempts of %s", this)
                    .hasSize(1);
            softly.assertThat(attempt.path("outcome").asText())
                    .as("outcome of %s", this)
                    .isEqualTo(outcome());
            softly.assertThat(attempt.path("side").asText())
                    .as("side of %s", this)
                    .isEqualTo(row.side());
            if (!comesTo().equals("REACHED")) {
                softly.assertThat(attempt.path("detail").asText())
                        .as("detail of %s", this)
                        .isEqualTo(comesTo());
                softly.assertThat(attempt.at("/cause/sip").asText())
                        .as("SIP status of %s", this)
                        .isEqualTo(row.sip().replaceFirst("^0+(?=.)", ""));
            }
            if (!row.q850().equals("-")) {
                softly.assertThat(attempt.at("/cause/q850").asText())
                        .as("cause of %s", this)
                        .isEqualTo(row.q850());
            }
            checkNext(softly, callback);
        }

        private void checkNext(SoftAssertions softly, JsonNode callback) {
            Instant ended = Instant.parse(callback.at("/attempts/0/endedAt").asText());
            switch (next()) {
                case "3-hours" -> isDue(softly, callback, ended.plus(Duration.ofHours(3)));
                case "10-minutes" -> isDue(softly, callback, ended.plus(Duration.ofMinutes(10)));
                default ->
                    softly.assertThat(callback.path("closeReason").asText())
                            .as("end of %s", this)
                            .isEqualTo(next());
            }
        }

        private String next() {
            List<String> nexts = List.of(row.next().split("/"));
            return before == RANG ? nexts.getLast() : nexts.getFirst();
        }

        private void isDue(SoftAssertions softly, JsonNode callback, Instant at) {
            softly.assertThat(callback.path("dueAt").asText())
                    .as("next time of %s", this)
                    .isEqualTo(at.toString());
        }

        private String comesTo() {
            return row.comesTo().get(before);
        }

        private String outcome() {
            return switch (row.side()) {
                case "CUSTOMER" -> "NOT_REACHED";
                case "OURS" -> "LINE_FAILED";
                default -> "REACHED";
            };
        }

        @Override
        public String toString() {
            return row.ending() + " after " + List.of("nothing", "180", "183").get(before);
        }
    }
}

package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.identity.Role;
import hearback.agent.testing.Desk;
import hearback.agent.testing.Sample;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.BestTimes;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.Household;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists of callbacks, sent to a running desk. All tests share it, so each has numbers of its own.
final class CallbackImportTest extends AtOneDesk {
    private static final String PATH = "/api/v1/callbacks/import";
    private static final String MARK = "\uFEFF";

    private final int before = plans().size();

    @AfterEach
    void come_back() {
        desk.neighbours.callbacks.comeBack();
        desk.neighbours.callbacks.forbid("nothing");
    }

    @Test
    void each_row_of_a_good_file_is_a_callback_that_is_planned_and_audited() {
        String ticket = desk.tickets
                .link(Sample.incoming(700, Sample.MEI))
                .ticket()
                .opening()
                .number()
                .text();
        var report = report("""
                number,reason,ticket,notBefore,key
                138 0001 0001,REPLY,%s,,
                +8613800010002,PROMISED,,2026-11-24T09:00:00+08:00,second
                """.formatted(ticket));
        assertThat(report)
                .isEqualTo(
                        new JsonObject("{\"rows\":2,\"planned\":2,\"alreadyThere\":0,\"alreadyClosed\":0,\"refused\":0,"
                                + "\"refusals\":[]}"));
        assertThat(plan("+8613800010001").request().reason()).isEqualTo(CallbackReason.REPLY);
        assertThat(plan("+8613800010001").request().subject())
                .isNotEqualTo(plan("+8613800010002").request().subject());
        assertThat(plan("+8613800010002").request().notBefore()).isEqualTo(Instant.parse("2026-11-24T01:00:00Z"));
        assertThat(desk.get(Role.SUPERVISOR, "/api/v1/callbacks?ticket=" + ticket)
                        .json()
                        .getJsonArray("items"))
                .hasSize(1);
        for (String number : List.of("+8613800010001", "+8613800010002")) {
            assertThat(auditLines(plan(number))).isEqualTo(1);
        }
    }

    @Test
    void the_same_file_twice_asks_for_nothing_twice_however_its_numbers_and_times_are_written() {
        report("number,reason,notBefore\n13800020001,REPLY,\n13800020002,REPLY,2026-11-24T09:00:00+08:00\n");
        var again =
                report("notBefore,reason,number\n,REPLY,138-0002-0001\n2026-11-24T01:00:00Z,REPLY,+8613800020002\n");
        assertThat(again.getInteger("planned")).isZero();
        assertThat(again.getInteger("alreadyThere")).isEqualTo(2);
        assertThat(again.getInteger("alreadyClosed")).isZero();
        assertThat(plans()).hasSize(before + 2);
        assertThat(auditLines(plan("+8613800020001"))).isEqualTo(1);
    }

    @Test
    void a_row_names_the_customers_best_times_and_they_are_told() {
        var report = report("number,reason,bestTime\n13800021001,REPLY,\"18:00-20:00,08:00-09:00\"\n");

        assertThat(report.getInteger("planned")).isEqualTo(1);
        var planned = plan("+8613800021001").request();
        assertThat(planned.bestTimes()).isEqualTo(BestTimes.read("08:00-09:00, 18:00-20:00"));
        assertThat(desk.get(Role.SUPERVISOR, "/api/v1/callbacks/" + planned.id())
                        .json()
                        .getString("bestTime"))
                .isEqualTo("08:00-09:00, 18:00-20:00");
        assertThat(report("number,reason\n13800021001,REPLY\n").getInteger("planned"))
                .as("another wish")
                .isEqualTo(1);
    }

    @Test
    void rows_of_one_household_name_it_and_its_digits_are_masked_like_a_number() {
        var report = report("number,reason,household\n13800022001,REPLY,meter:00417\n13800022002,REPLY,meter:00417\n");

        assertThat(report.getInteger("planned")).isEqualTo(2);
        var planned = plan("+8613800022002").request();
        assertThat(planned.household()).isEqualTo(new Household("meter:00417"));
        assertThat(desk.get(Role.SUPERVISOR, "/api/v1/callbacks/" + planned.id())
                        .json()
                        .getString("household"))
                .startsWith("meter:");
        assertThat(report("number,reason,household\n13800022002,REPLY,meter:00418\n")
                        .getInteger("planned"))
                .as("another wish")
                .isEqualTo(1);
    }

    @Test
    void a_row_names_the_customers_other_numbers_and_each_is_checked() {
        var report = report("""
                number,reason,otherNumbers
                13800023001,REPLY,13800023002; 138 0002 3003
                13800023004,REPLY,13800023005;110
                13800023006,REPLY,13800023006
                """);

        assertThat(report.getInteger("planned")).isEqualTo(1);
        assertThat(report.getJsonArray("refusals").encode())
                .contains("otherNumbers/1", "is not a number that can be dialled")
                .contains("otherNumbers/0", "is the same number as one before it");
        var planned = plan("+8613800023001").request();
        assertThat(planned.otherNumbers())
                .extracting(PhoneNumber.Known::e164)
                .containsExactly("+8613800023002", "+8613800023003");
        var told =
                desk.get(Role.SUPERVISOR, "/api/v1/callbacks/" + planned.id()).json();
        assertThat(told.getJsonArray("otherCustomers")).hasSize(2);
        assertThat(told.getJsonObject("inTurn")).isEqualTo(told.getJsonObject("customer"));
        assertThat(report("number,reason\n13800023001,REPLY\n").getInteger("planned"))
                .as("another wish")
                .isEqualTo(1);
    }

    @Test
    void who_is_in_the_list_and_will_not_be_rung_is_counted() {
        report("number,reason\n13800030001,REPLY\n13800030002,REPLY\n");
        desk.post(
                Role.SUPERVISOR,
                "/api/v1/callbacks/" + plan("+8613800030001").request().id() + "/withdraw",
                "");
        var again = report("number,reason\n13800030001,REPLY\n13800030002,REPLY\n");
        assertThat(again.getInteger("alreadyThere")).isEqualTo(2);
        assertThat(again.getInteger("alreadyClosed")).isEqualTo(1);
        assertThat(report("number,reason,key\n13800030001,REPLY,december\n").getInteger("planned"))
                .isEqualTo(1);
    }

    @Test
    void equal_rows_are_one_and_another_wish_under_the_same_key_is_refused() {
        var report = report("""
                number,reason,key
                13800040001,REPLY,
                13800040001,REPLY,
                13800040001,FOLLOW_UP,
                13800040002,REPLY,mine
                13800040002,REPLY,mine
                13800040002,PROMISED,mine
                """);
        assertThat(report.getInteger("rows")).isEqualTo(6);
        assertThat(report.getInteger("planned")).isEqualTo(3);
        assertThat(report.getInteger("alreadyThere")).isEqualTo(2);
        var refused = only(report);
        assertThat(refused.getInteger("line")).isEqualTo(7);
        assertThat(refused.getInteger("status")).isEqualTo(422);
        assertThat(refused.getString("detail")).isEqualTo("key was used for another wish");
        assertThat(fault(refused).getString("field")).isEqualTo("key");
        assertThat(fault(refused).getString("value")).isEqualTo("mine");
    }

    @Test
    void a_rows_key_is_the_idempotency_key_of_a_single_wish() {
        String key = UUID.randomUUID().toString();
        String body = "{\"number\":\"13800050001\",\"reason\":\"REPLY\"}";
        var single = desk.post(Role.SUPERVISOR, "/api/v1/callbacks", body, "Idempotency-Key", key);
        assertThat(single.status()).isEqualTo(201);
        assertThat(report("number,reason,key\n13800050001,REPLY," + key + "\n").getInteger("alreadyThere"))
                .isEqualTo(1);
        assertThat(plans()).hasSize(before + 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                ",REPLY,,,                        | number    | is missing                                   | none",
                "13800060000,,,,                  | reason    | is missing                                   | none",
                "13800060000,reply,,,             | reason    | is none of the words the contract names      | reply",
                "110,REPLY,,,                     | number    | is not a number that can be dialled          | 110",
                "13800060000x,REPLY,,,            | number    | is not a number that can be dialled          | 13800060000x",
                "1.38E+10,REPLY,,,                | number    | is not a number that can be dialled          | 1.38E+10",
                "+8890000600000,REPLY,,,          | number    | may not be dialled                           | +8890000600000",
                "13800060000,REPLY,7,,            | ticket    | is not written as the contract says          | 7",
                "13800060000,REPLY,202601010001,, | ticket    | does not exist                               | 202601010001",
                "13800060000,REPLY,,soon,         | notBefore | is no RFC 3339 time                          | soon",
                "13800060000,REPLY,,2026-11-24 09:00, | notBefore | is no RFC 3339 time                      | 2026-11-24 09:00",
                "13800060000,REPLY,,2026-11-24T09:00:00, | notBefore | is no RFC 3339 time                   | 2026-11-24T09:00:00",
                "13800060000,REPLY,,1969-01-01T00:00:00Z, | notBefore | lies outside of what can be planned  | 1969-01-01T00:00:00Z",
                "13800060000,REPLY,,,,more        | row       | has more values than there are columns       | none",
                "13800060000,REPLY,,,\"a\tb\"     | key       | holds control characters                     | a\uFFFDb",
            })
    void a_bad_row_is_named_and_hinders_no_other(String row, String field, String reason, String value) {
        desk.neighbours.callbacks.forbid("+889");
        String good = Integer.toString(Math.abs(row.hashCode() % 100_000));
        var report = report("number,reason,ticket,notBefore,key\n"
                + "138001%05d,REPLY,,,\n".formatted(Integer.parseInt(good))
                + row + "\n"
                + "138002%05d,REPLY,,,\n".formatted(Integer.parseInt(good)));
        assertThat(report.getInteger("planned")).isEqualTo(2);
        assertThat(report.getInteger("refused")).isEqualTo(1);
        var refused = only(report);
        assertThat(refused.getInteger("line")).isEqualTo(3);
        assertThat(refused.getString("detail")).isEqualTo(field + " " + reason);
        assertThat(refused.getInteger("status")).isIn(400, 422);
        assertThat(fault(refused).getString("field")).isEqualTo(field);
        assertThat(fault(refused).getString("reason")).isEqualTo(reason);
        assertThat(fault(refused).getString("value")).isEqualTo(value);
        assertThat(plans()).hasSize(before + 2);
    }

    @Test
    void what_is_too_long_is_refused_and_shown_only_in_part() {
        var report = report("number,reason,key\n" + "1".repeat(41) + ",REPLY,\n13800070000,REPLY," + "k".repeat(201));
        assertThat(report.getInteger("refused")).isEqualTo(2);
        assertThat(refusal(report, 0).getString("detail")).isEqualTo("number is too large");
        assertThat(refusal(report, 1).getString("detail")).isEqualTo("key is too large");
        assertThat(fault(refusal(report, 1)).getString("value")).isEqualTo("k".repeat(80));
    }

    @Test
    void everything_that_is_wrong_with_the_shape_of_a_row_is_told_at_once() {
        var refused = only(report("number,reason,ticket\n,NONE,x\n"));
        assertThat(refused.getJsonArray("errors")).hasSize(3);
        assertThat(refused.getString("detail"))
                .contains("number is missing", "reason is none of the words", "ticket is not written");
    }

    @Test
    void a_formula_is_a_bad_value_and_comes_back_as_text() {
        var report = report("number,reason\n\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",REPLY\n@SUM(1),REPLY\n");
        assertThat(report.getInteger("refused")).isEqualTo(2);
        assertThat(fault(refusal(report, 0)).getString("value")).isEqualTo("=HYPERLINK(\"http://x\",\"y\")");
        assertThat(plans()).hasSize(before);
    }

    @Test
    void a_file_as_excel_writes_it_is_read() {
        var report = report(MARK + "number,reason,key\r\n"
                + "13800080001,REPLY,\"first, of \"\"all\"\"\"\r\n"
                + "13800080002,REPLY\r\n"
                + "\r\n"
                + " 13800080003 , REPLY ,\r\n"
                + ",,\r\n"
                + "13800080004,REPLY,,,");
        assertThat(report.getInteger("rows")).isEqualTo(4);
        assertThat(report.getInteger("planned")).as(report.encode()).isEqualTo(4);
        String first = "number,reason,key\n13800080001,REPLY,\"first, of \"\"all\"\"\"";
        assertThat(report(first).getInteger("alreadyThere")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                MARK,
                "number\n13800100001\n",
                "number,reason,subject\n13800100001,REPLY,\n",
                "13800100001,REPLY\n",
                "number;reason\n13800100001;REPLY\n",
                "number,reason\n13800100001,REPLY\n\"13800100002,REPLY\n",
            })
    void a_file_that_is_no_list_is_refused_as_a_whole(String file) {
        isProblem(send(Role.SUPERVISOR, file), 400);
        assertThat(plans()).hasSize(before);
    }

    @Test
    void a_file_that_is_not_utf_8_is_refused_as_a_whole() {
        byte[] file = "number,reason,key\n13800120001,REPLY,表\n".getBytes(Charset.forName("GB18030"));
        var answer = send(Role.SUPERVISOR, "text/csv", file);
        isProblem(answer, 400);
        assertThat(answer.field()).isEqualTo("body");
        assertThat(answer.json().getString("detail")).startsWith("body is not UTF-8 in line 2;");
        assertThat(plans()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"十一月名单 2", "[1]", "7", "true", "so \"\"called\"\"", "a\\b", "a,b", "{}"})
    void keys_are_texts_whatever_they_look_like(String key) {
        String file = "number,reason,key\n13800130001,REPLY,\"" + key + "\"\n";
        assertThat(report(file).getInteger("planned")).isEqualTo(1);
        assertThat(report(file).getInteger("alreadyThere")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "text/csv; charset=utf-8, 200",
        "text/csv; charset=\"UTF-8\"; header=present, 200",
        "Text/CSV, 200",
        "text/csv; charset=gbk, 415",
        "text/plain, 415",
        "application/json, 415",
    })
    void only_csv_in_utf_8_is_read(String type, int status) {
        var answer = send(Role.SUPERVISOR, type, "number,reason\n".getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }

    @Test
    void too_many_rows_are_refused_before_any_is_planned() {
        String rows = "13800140001,REPLY\n".repeat(CallbackList.MOST_ROWS);
        var answer = send(Role.SUPERVISOR, "number,reason\n" + rows + "13800140002,REPLY\n");
        isProblem(answer, 422);
        assertThat(answer.json().getString("detail")).isEqualTo("body has more than 10000 rows, which is the most");
        assertThat(plans()).hasSize(before);
    }

    @Test
    void thousands_of_rows_are_planned_and_the_second_time_found() {
        String file = IntStream.range(0, 2_000)
                .mapToObj("1390%07d,REPLY"::formatted)
                .collect(Collectors.joining("\n", "number,reason\n", ""));
        assertThat(report(file).getInteger("planned")).isEqualTo(2_000);
        assertThat(report(file).getInteger("alreadyThere")).isEqualTo(2_000);
    }

    @Test
    void a_file_may_be_larger_than_other_bodies_and_the_limit_is_named() {
        String blank = " ".repeat((int) Desk.BODY_LIMIT);
        assertThat(report("number,reason\n13800150001" + blank + ",REPLY").getInteger("planned"))
                .isEqualTo(1);
        var answer = send(Role.SUPERVISOR, "x".repeat((int) CallbackImport.MOST_BYTES + 1));
        isProblem(answer, 413);
        assertThat(answer.json().getString("detail")).isEqualTo("The body may hold at most 5242880 bytes.");
        var other = desk.post(Role.SUPERVISOR, "/api/v1/callbacks", "x".repeat((int) Desk.BODY_LIMIT + 1));
        isProblem(other, 413);
        assertThat(other.json().getString("detail")).isEqualTo("The body may hold at most 65536 bytes.");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SUPERVISOR", "ADMINISTRATOR"})
    void who_may_not_is_refused_before_the_file_is_looked_at(Role role) {
        isProblem(send(role, "number,reason\n13800160001,REPLY\n"), 403);
        isProblem(send(role, "nonsense"), 403);
        assertThat(plans()).hasSize(before);
    }

    @Test
    void when_the_database_goes_away_midway_the_file_is_sent_again_and_goes_on_where_it_was() {
        String file = IntStream.range(0, 40)
                .mapToObj("138001700%02d,REPLY"::formatted)
                .collect(Collectors.joining("\n", "number,reason\n", ""));
        desk.neighbours.callbacks.goAwayAfter(10);
        var answer = send(Role.SUPERVISOR, file);
        isProblem(answer, 503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(plans()).hasSize(before + 10);
        desk.neighbours.callbacks.comeBack();
        var again = report(file);
        assertThat(again.getInteger("planned")).isEqualTo(30);
        assertThat(again.getInteger("alreadyThere")).isEqualTo(10);
        assertThat(plans()).hasSize(before + 40);
        assertThat(plans().stream()
                        .filter(plan -> plan.request().number().e164().startsWith("+86138001700")))
                .allSatisfy(plan -> assertThat(auditLines(plan)).isEqualTo(1));
    }

    @Test
    void digits_are_hidden_from_roles_that_may_not_see_numbers() {
        var row = CallbackList.Row.of(2, List.of("number"), List.of("138-0018-0001 ext 1"));
        var refused = ImportReport.End.Refused.of(
                row, Problems.unusable("number", "is none").problem());
        var body = new ImportReport(List.of(refused)).body(Eyes.MASKED);
        assertThat(fault(only(body)).getString("value")).isEqualTo("***-****-**** ext *");
    }

    private static JsonObject report(String file) {
        var answer = send(Role.SUPERVISOR, file);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        return answer.json();
    }

    private static Desk.Answer send(Role role, String file) {
        return send(role, "text/csv", file.getBytes(StandardCharsets.UTF_8));
    }

    private static Desk.Answer send(Role role, String type, byte[] file) {
        return desk.send(desk.request(role, PATH)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(file)));
    }

    private static void isProblem(Desk.Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo(Problems.MEDIA_TYPE);
        assertThat(answer.text()).doesNotContain("1380", "Exception", "hearback.", "org.apache");
    }

    private static JsonObject refusal(JsonObject report, int place) {
        return report.getJsonArray("refusals").getJsonObject(place);
    }

    private static JsonObject only(JsonObject report) {
        assertThat(report.getJsonArray("refusals")).as(report.encode()).hasSize(1);
        return refusal(report, 0);
    }

    private static JsonObject fault(JsonObject refused) {
        return refused.getJsonArray("errors").getJsonObject(0);
    }

    private static List<CallbackPlan> plans() {
        return desk.neighbours.callbacks.list(Optional.empty(), Optional.empty(), Integer.MAX_VALUE);
    }

    private static CallbackPlan plan(String number) {
        return plans().stream()
                .filter(plan -> plan.request().number().e164().equals(number))
                .findFirst()
                .orElseThrow();
    }

    private static long auditLines(CallbackPlan plan) {
        return desk.database.count(
                "select count(*) from agent.audit where what = 'CALLBACK_ASKED' and subject = 'callback:"
                        + plan.request().id() + "'");
    }
}

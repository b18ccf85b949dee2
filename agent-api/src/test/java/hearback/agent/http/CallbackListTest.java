package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which rows a file has, on which lines, and when it is no list at all.
final class CallbackListTest {
    private static final String MARK = "\uFEFF";

    @Test
    void a_file_as_excel_writes_it_is_read() {
        var rows = rows(MARK + "number,reason,key\r\n"
                + "13800080001,REPLY,\"first, of \"\"all\"\"\"\r\n"
                + "13800080002,REPLY\r\n"
                + "\r\n"
                + " 13800080003 ,\u3000REPLY ,\r\n"
                + ",,\r\n"
                + "13800080004,REPLY,,,");
        assertThat(rows)
                .containsExactly(
                        row(2, Map.of("number", "13800080001", "reason", "REPLY", "key", "first, of \"all\"")),
                        row(3, Map.of("number", "13800080002", "reason", "REPLY")),
                        row(5, Map.of("number", "13800080003", "reason", "REPLY")),
                        row(7, Map.of("number", "13800080004", "reason", "REPLY")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void a_row_is_on_the_line_on_which_it_begins(String end) {
        String file = String.join(end, "", "number,reason", "\"138", "0009\",REPLY", "", "1,\"RE", "PLY\"", "2,REPLY");
        assertThat(rows(file).stream().map(CallbackList.Row::line)).containsExactly(3L, 6L, 8L);
        assertThat(rows(file + end)).isEqualTo(rows(file));
    }

    @Test
    void columns_come_in_any_order_and_those_that_need_not_be_there_need_not_be_there() {
        assertThat(rows("key,reason,number\nmine,REPLY,1\n"))
                .containsExactly(row(2, Map.of("number", "1", "reason", "REPLY", "key", "mine")));
    }

    @Test
    void a_row_with_more_values_than_columns_is_known_as_such() {
        assertThat(rows("number,reason\n1,REPLY,x\n2,REPLY,\n").stream().map(CallbackList.Row::isTooLong))
                .containsExactly(true, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "number                           | reason is missing",
                "reason,ticket                    | number is missing",
                "number,reason,subject,note       | subject is not known here; note is not known here",
                "number,reason,number             | number is there twice",
                "number,reason,                   | column 3 has no name",
                "number,reason,                ,x | column 3 has no name; x is not known here",
                "Number,reason                    | number is missing; Number is not known here",
                "13800100001,REPLY | number is missing; reason is missing; *********** is not known here; REPLY is not known here",
                "number;reason                    | body has no commas between its columns",
            })
    void other_columns_are_all_told_at_once_without_any_number(String header, String errors) {
        var problem = refused(header + "\n13800100001,REPLY\n");
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.errors().stream()
                        .map(error -> error.field() + " " + error.reason())
                        .collect(Collectors.joining("; ")))
                .isEqualTo(errors);
    }

    @Test
    void of_a_header_that_is_none_only_the_beginning_is_told() {
        assertThat(refused("x,".repeat(10_000)).errors()).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", MARK, "\r\n\r\n", ",,\n", "\"\""})
    void an_empty_file_is_told_how_it_begins(String file) {
        assertThat(refused(file).detail())
                .isEqualTo(
                        "body is empty; its first row names the columns number, reason, ticket, notBefore, bestTime, household, otherNumbers,"
                                + " key");
    }

    @Test
    void a_header_alone_is_a_list_of_nobody() {
        assertThat(rows("number,reason")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"13800110002,REPLY\n", "\"13800110002\"x,REPLY\n"})
    void where_quotes_do_not_match_the_line_is_named(String last) {
        assertThat(refused("number,reason\n13800110001,REPLY\n" + last).detail())
                .isEqualTo("body is no CSV: the quotes of the row in line 3 do not match");
    }

    @ParameterizedTest
    @CsvSource({"GB18030, 表", "ISO-8859-1, ä"})
    void where_it_is_not_utf_8_the_line_is_named(String charset, String value) {
        byte[] file = ("number,reason,key\n1,REPLY,\n2,REPLY," + value + "\n").getBytes(Charset.forName(charset));
        assertThat(refused(Buffer.buffer(file)).detail()).startsWith("body is not UTF-8 in line 3;");
    }

    @Test
    void utf_16_is_not_utf_8() {
        assertThat(refused(Buffer.buffer("number,reason".getBytes(StandardCharsets.UTF_16)))
                        .detail())
                .startsWith("body is not UTF-8 in line 1;");
    }

    @Test
    void there_is_a_most_of_rows() {
        String most = "number,reason\n" + "1,REPLY\n".repeat(CallbackList.MOST_ROWS);
        assertThat(rows(most + ",\n\n")).hasSize(CallbackList.MOST_ROWS);
        var problem = refused(most + "2,REPLY\n");
        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.detail()).isEqualTo("body has more than 10000 rows, which is the most");
    }

    private static CallbackList.Row row(long line, Map<String, String> values) {
        return new CallbackList.Row(line, values, false);
    }

    private static List<CallbackList.Row> rows(String file) {
        return CallbackList.read(Buffer.buffer(file)).rows();
    }

    private static Problem refused(String file) {
        return refused(Buffer.buffer(file));
    }

    private static Problem refused(Buffer file) {
        return catchThrowableOfType(Refusal.class, () -> CallbackList.read(file))
                .problem();
    }
}

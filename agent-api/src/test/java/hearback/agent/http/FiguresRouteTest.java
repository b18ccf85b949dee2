package hearback.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.identity.Role;
import hearback.agent.testing.Desk;
import hearback.agent.testing.Sample;
import hearback.telephony.call.PhoneNumber;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How an institution did, asked over HTTP; the formulas themselves are held by `FiguresTest`.
final class FiguresRouteTest extends AtOneDesk {
    @Test
    void the_tickets_of_the_days_are_counted_once_and_what_was_no_complaint_is_not() {
        String first = opened(1);
        String second = opened(2);
        opened(3);
        assertThat(close(first).status()).isEqualTo(200);
        JsonObject figures = asked("from=2026-11-01&until=2026-12-01").json();
        assertThat(figures.getJsonArray("profiles")).hasSize(1);
        JsonObject telecom = figures.getJsonArray("profiles").getJsonObject(0);
        assertThat(telecom.getString("profile")).isEqualTo("telecom/2");
        assertThat(telecom.getInteger("total"))
                .as("%s was closed as no complaint", first)
                .isEqualTo(2);
        assertThat(telecom.getInteger("valid")).isEqualTo(2);
        assertThat(telecom.getJsonObject("closing").getInteger("of")).isZero();
        assertThat(telecom.getJsonObject("closing").getInteger("among")).isEqualTo(2);
        assertThat(telecom.getJsonObject("satisfaction").getInteger("of"))
                .as("nobody was asked yet")
                .isZero();
        telecom.getJsonObject("leaves")
                .forEach(axis -> assertThat(((JsonObject) axis.getValue())
                                .stream()
                                        .mapToInt(leaf -> (int) leaf.getValue())
                                        .sum())
                        .as(axis.getKey())
                        .isEqualTo(2));
        String day = second.substring(0, 4) + "-" + second.substring(4, 6) + "-" + second.substring(6, 8);
        assertThat(asked("from=2026-11-01&until=" + day).json().getJsonArray("profiles"))
                .as("the last day is not counted itself")
                .isEmpty();
        assertThat(asked("from=2026-11-01&until=2026-12-01&hotline=4009").json().getJsonArray("profiles"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "until=2026-12-01, 400, from",
        "from=2026-11-31&until=2026-12-01, 400, from",
        "from=2026-11-01&until=2026-11-01, 422, until",
        "from=2024-11-01&until=2026-11-01, 422, until"
    })
    void what_is_no_stretch_of_days_is_named(String query, int status, String field) {
        var answer = asked(query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.field()).isEqualTo(field);
    }

    private static Desk.Answer asked(String query) {
        return desk.get(Role.QUALITY, "/api/v1/figures?" + query);
    }

    private static Desk.Answer close(String number) {
        return desk.post(Role.AGENT, "/api/v1/tickets/" + number + "/close", "{\"reason\":\"a wrong number\"}");
    }

    private static String opened(int n) {
        return desk.tickets
                .link(Sample.incoming(8000 + n, new PhoneNumber.Known("+86135000080" + (10 + n))))
                .ticket()
                .opening()
                .number()
                .text();
    }
}

package hearback.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;

/// Complaints that were answered, step by step, by people of every role.
final class Complaints {
    private final Api agent;
    private final Api dispatcher;
    private final Api network;
    private int keys;

    /// @param environment of a service, whose administrator lets these people in
    Complaints(Map<String, String> environment) {
        agent = ServiceSettings.apiOf(environment, "lin", "AGENT", "");
        dispatcher = ServiceSettings.apiOf(environment, "zhao", "DISPATCHER", "");
        network = ServiceSettings.apiOf(environment, "wang", "DEPARTMENT", "network");
    }

    Api dispatcher() {
        return dispatcher;
    }

    Api network() {
        return network;
    }

    /// One that was answered, and its customer was told.
    ///
    /// @return its ticket
    String told(String customer) {
        HttpResponse<String> opened = agent.post(
                "/api/v1/tickets",
                "ticket of " + customer,
                ("{'channel':'phone','hotline':'4001','customer':'%s','described':{'content':'no internet',"
                                + "'contact':'his own number'}}")
                        .formatted(customer)
                        .replace('\'', '"'));
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        String ticket = Api.tree(opened.body()).path("number").asText();
        taken(ticket, agent, "submitted", "{}");
        taken(ticket, dispatcher, "dispatched", order());
        taken(
                ticket,
                network,
                "answered",
                "{'order':1,'parts':{'cause':'a cable was cut','process':'spliced','result':'restored',"
                        + "'customer-attitude':'content'}}");
        taken(ticket, dispatcher, "answer-approved", "{'order':1}");
        taken(ticket, network, "result-told", "{'way':'spoken','what':'it is restored'}");
        return ticket;
    }

    void taken(String ticket, Api who, String kind, String body) {
        keys++;
        HttpResponse<String> answer =
                who.post(path(ticket) + "/steps/" + kind, "step " + keys, body.replace('\'', '"'));
        assertThat(answer.statusCode()).as("%s: %s", kind, answer.body()).isEqualTo(201);
    }

    static String path(String ticket) {
        return "/api/v1/tickets/" + ticket;
    }

    static String order() {
        return "{'department':'network','responsible':'wang','second':'another','expedited':false,"
                + "'instruction':'look into it'}";
    }
}

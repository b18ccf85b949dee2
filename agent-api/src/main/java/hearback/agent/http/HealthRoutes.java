package hearback.agent.http;

import hearback.agent.flow.StoreHealth;
import hearback.agent.flow.WriteHeads;
import hearback.agent.identity.Permission;
import hearback.telephony.flow.Board;
import hearback.telephony.flow.LineStates;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/// For machines that watch us: `/healthz` (the process lives), `/readyz` (the database answers; the body says how
/// Redis, the writing of audit heads and each line are), `/metrics`.
///
/// A line that is down does not make the process unready: tickets, recordings and callbacks are still served, and the
/// line may be another node's. Nor does a Redis that is down: it carries only what other nodes see live. Nor do audit
/// heads that cannot be written: no call waits for them.
final class HealthRoutes {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final StoreHealth store;
    private final WriteHeads heads;
    private final LineStates lines;
    private final Board board;
    private final MeterRegistry meters;

    HealthRoutes(StoreHealth store, WriteHeads heads, LineStates lines, Board board, MeterRegistry meters) {
        this.store = store;
        this.heads = heads;
        this.lines = lines;
        this.board = board;
        this.meters = meters;
    }

    void mount(Router router, Tokens tokens) {
        router.get("/healthz").handler(context -> answer(context, 200, new JsonObject().put("status", "up")));
        router.get("/readyz").handler(this::ready);
        router.get("/metrics").handler(tokens::require).handler(this::metrics);
    }

    private void ready(RoutingContext context) {
        boolean isUp = store.answers();
        JsonObject body = new JsonObject()
                .put("status", isUp ? "up" : "down")
                .put("database", isUp ? "up" : "down")
                .put("redis", redis())
                .put("auditHeads", auditHeads())
                .put(
                        "lines",
                        Json.array(
                                lines.lines(),
                                line -> new JsonObject()
                                        .put("server", line.server().text())
                                        .put("connected", line.connected())));
        answer(context, isUp ? 200 : 503, body);
    }

    private String redis() {
        return switch (board.sharing()) {
            case ALONE -> "off";
            case SHARED -> "up";
            case CUT_OFF -> "down";
        };
    }

    private String auditHeads() {
        return switch (heads.state()) {
            case UP -> "up";
            case FAILING -> "failing";
            case CONTRADICTED -> "contradicted";
        };
    }

    private void metrics(RoutingContext context) {
        if (!Tokens.identityOf(context).may(Permission.READ_METRICS)) {
            throw Problems.forbidden();
        }
        if (!(meters instanceof PrometheusMeterRegistry prometheus)) {
            throw Problems.notFound();
        }
        context.response().putHeader("Content-Type", PROMETHEUS).end(prometheus.scrape(PROMETHEUS));
    }

    private static void answer(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toBuffer());
    }
}

package hearback.agent.http;

import hearback.agent.flow.AuditLog;
import hearback.agent.flow.Webhooks;
import hearback.agent.identity.Permission;
import hearback.agent.json.Facts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// `/webhooks`: who is told of ticket steps.
final class WebhookRoutes {
    private static final int SECRET_BYTES = 32;

    private final Webhooks hooks;
    private final AuditLog audit;
    private final InstantSource time;
    private final RandomGenerator secrets;

    WebhookRoutes(Webhooks hooks, AuditLog audit, InstantSource time, RandomGenerator secrets) {
        this.hooks = hooks;
        this.audit = audit;
        this.time = time;
        this.secrets = secrets;
    }

    Map<String, Contract.Route> routes() {
        return Map.of(
                "listWebhooks", new Contract.Route(Permission.MANAGE_WEBHOOKS, this::list),
                "createWebhook", new Contract.Route(Permission.MANAGE_WEBHOOKS, this::create),
                "endWebhook", new Contract.Route(Permission.MANAGE_WEBHOOKS, this::end));
    }

    private void list(Asked asked) {
        asked.answer(new JsonObject().put("items", Json.array(hooks.all(), WebhookRoutes::body)));
    }

    private void create(Asked asked) {
        URI url = url(asked.body().getString("url"));
        Set<String> kinds = kinds(asked.body().getJsonArray("kinds", new JsonArray()));
        byte[] bytes = new byte[SECRET_BYTES];
        secrets.nextBytes(bytes);
        String secret = Base64.getEncoder().encodeToString(bytes);
        Instant now = time.instant();
        Webhooks.Hook hook = new Webhooks.Hook(
                UUID.randomUUID(), url.toString(), kinds, now, asked.who().name(), 0, now, Optional.empty());
        audit.append(now, asked.who(), AuditLog.Act.WEBHOOK_CREATED, "webhook:" + hook.id(), url.getHost());
        hooks.keep(hook, secret);
        asked.created(Contract.MOUNT + "/webhooks/" + hook.id(), body(hook).put("secret", "whsec_" + secret));
    }

    private void end(Asked asked) {
        UUID id = UUID.fromString(asked.path("id"));
        audit.append(time.instant(), asked.who(), AuditLog.Act.WEBHOOK_ENDED, "webhook:" + id, "");
        if (hooks.end(id, time.instant()).isEmpty()) {
            throw Problems.notFound();
        }
        asked.response().setStatusCode(204).end();
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text);
            boolean isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (isWeb && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null) {
                return url;
            }
        } catch (IllegalArgumentException _) {
            // Told below.
        }
        throw Problems.unusable("url", "is no address of the web: http or https, a host, no password, no fragment");
    }

    private static Set<String> kinds(JsonArray asked) {
        Set<String> kinds = new HashSet<>();
        for (Object kind : asked) {
            if (!(kind instanceof String text) || !Facts.all().containsKey(text)) {
                throw Problems.unusable("kinds", "names a kind of step that there is not");
            }
            kinds.add(text);
        }
        return kinds;
    }

    private static JsonObject body(Webhooks.Hook hook) {
        JsonObject body = new JsonObject()
                .put("id", hook.id().toString())
                .put("url", hook.url())
                .put("kinds", new JsonArray(hook.kinds().stream().sorted().toList()))
                .put("createdAt", Json.time(hook.createdAt()))
                .put("createdBy", hook.createdBy())
                .put("failures", hook.failures());
        if (hook.failures() > 0) {
            body.put("nextAt", Json.time(hook.nextAt()));
        }
        hook.lastError().ifPresent(error -> body.put("lastError", error));
        return body;
    }
}

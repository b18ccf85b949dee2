package hearback.agent.http;

import hearback.agent.flow.AuditLog;
import hearback.agent.flow.BearerToken;
import hearback.agent.flow.IssueToken;
import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.Department;
import hearback.agent.identity.Permission;
import hearback.agent.identity.Role;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// `/tokens`.
final class TokenRoutes {
    private final IssueToken tokens;
    private final AuditLog audit;
    private final InstantSource time;

    TokenRoutes(IssueToken tokens, AuditLog audit, InstantSource time) {
        this.tokens = tokens;
        this.audit = audit;
        this.time = time;
    }

    Map<String, Contract.Route> routes() {
        return Map.of(
                "issueToken", new Contract.Route(Permission.MANAGE_TOKENS, this::issue),
                "revokeToken", new Contract.Route(Permission.MANAGE_TOKENS, this::revoke));
    }

    private void issue(Asked asked) {
        AgentIdentity holder = new AgentIdentity(
                asked.body().getString("name"),
                Role.valueOf(asked.body().getString("role")),
                Optional.ofNullable(asked.body().getString("department")).map(TokenRoutes::department));
        if (holder.role() == Role.DEPARTMENT && holder.department().isEmpty()) {
            throw Problems.badField("department", "is missing: of which department?");
        }
        audit.append(
                time.instant(),
                asked.who(),
                AuditLog.Act.TOKEN_ISSUED,
                "token:" + holder.name(),
                holder.role().name());
        BearerToken token = tokens.issue(holder)
                .orElseThrow(() -> Problems.conflict("This name has a token, revoke it first; or it is an account's."));
        asked.created(Contract.MOUNT + "/tokens/" + holder.name(), body(holder).put("token", token.text()));
    }

    static Department department(String text) {
        try {
            return new Department(text);
        } catch (IllegalArgumentException _) {
            throw Problems.badField("department", "is not named in 1 to 64 characters");
        }
    }

    private static JsonObject body(AgentIdentity holder) {
        JsonObject body = new JsonObject()
                .put("name", holder.name())
                .put("role", holder.role().name());
        holder.department().ifPresent(department -> body.put("department", department.text()));
        return body;
    }

    private void revoke(Asked asked) {
        String name = asked.path("name");
        audit.append(time.instant(), asked.who(), AuditLog.Act.TOKEN_REVOKED, "token:" + name, "");
        if (!tokens.revoke(name)) {
            throw Problems.notFound();
        }
        asked.response().setStatusCode(204).end();
    }
}

package hearback.agent.http;

import hearback.agent.flow.AuditLog;
import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.Permission;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ValidatedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The contract file and the routes under it. Order of each request: who are you, may you, is it well formed, do it; so
/// that nobody without the right learns whether a thing exists.
final class Contract {
    static final String FILE = "openapi.yaml";
    static final String MOUNT = "/api/v1";

    private final Vertx vertx;
    private final OpenAPIContract contract;
    private final AuditLog audit;
    private final InstantSource time;

    private Contract(Vertx vertx, OpenAPIContract contract, AuditLog audit, InstantSource time) {
        this.vertx = vertx;
        this.contract = contract;
        this.audit = audit;
        this.time = time;
    }

    static Contract load(Vertx vertx, AuditLog audit, InstantSource time) {
        return new Contract(vertx, OpenAPIContract.from(vertx, readable()).await(), audit, time);
    }

    /// The file as vertx-openapi 5.0.10 takes it: it refuses media types it does not know, problem documents among
    /// them, so that they stand as plain JSON here (in memory; what is served is the file itself).
    static JsonObject readable() {
        try (InputStream in = Contract.class.getResourceAsStream("/" + FILE)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + FILE);
            }
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(Problems.MEDIA_TYPE, "application/json");
            Map<String, Object> parsed = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            return new JsonObject(parsed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws IllegalStateException when routes and contract do not name the same operations
    Router router(Map<String, Route> routes) {
        RouterBuilder builder = RouterBuilder.create(vertx, contract, RequestExtractor.withBodyHandler());
        RequestValidator validator = RequestValidator.create(vertx, contract);
        List<String> known = contract.operations().stream()
                .map(Operation::getOperationId)
                .filter(id -> !id.equals("getContract"))
                .sorted()
                .toList();
        if (!known.equals(routes.keySet().stream().sorted().toList())) {
            throw new IllegalStateException("the contract names " + known + ", the routes are " + routes.keySet());
        }
        route(builder, "getContract")
                .setDoSecurity(false)
                .setDoValidation(false)
                .addHandler(Contract::serve);
        routes.forEach((id, route) -> {
            OpenAPIRoute mounted = route(builder, id).setDoSecurity(false).setDoValidation(false);
            mounted.addHandler(context -> {
                AgentIdentity who = Tokens.identityOf(context);
                if (!who.may(route.permission())) {
                    audit.append(
                            time.instant(),
                            who,
                            AuditLog.Act.REFUSED,
                            id,
                            route.permission().name());
                    throw Problems.forbidden();
                }
                ValidatedRequest request = RequestExtractor.withBodyHandler()
                        .extractValidatableRequest(context, mounted.getOperation())
                        .compose(asked -> validator.validate(asked, id))
                        .await();
                route.action().answer(new Asked(context, request, who));
            });
        });
        return builder.createRouter();
    }

    /// The methods a path is known for; empty when it is not known at all.
    Optional<String> allowed(String path) {
        return Optional.ofNullable(contract.findPath(MOUNT + path))
                .map(found -> found.getOperations().stream()
                        .map(Operation::getHttpMethod)
                        .map(HttpMethod::name)
                        .sorted()
                        .collect(Collectors.joining(", ")));
    }

    private static OpenAPIRoute route(RouterBuilder builder, String id) {
        return Optional.ofNullable(builder.getRoute(id))
                .orElseThrow(() -> new IllegalStateException("the contract has no operation " + id));
    }

    private static void serve(RoutingContext context) {
        context.response().putHeader("Content-Type", "application/yaml").sendFile(FILE);
    }

    /// One operation of the contract.
    record Route(Permission permission, Action action) {}

    /// Answers, or throws.
    interface Action {
        void answer(Asked asked);
    }
}

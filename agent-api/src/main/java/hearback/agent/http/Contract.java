package hearback.agent.http;

import hearback.agent.flow.AuditLog;
import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.Permission;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.ValidatedRequest;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    /// Operations that need no token, as `POST /login`.
    private final Set<String> open = openOperations(readable());
    private final RequestValidator validator;
    private final AuditLog audit;
    private final InstantSource time;

    private Contract(Vertx vertx, OpenAPIContract contract, AuditLog audit, InstantSource time) {
        this.vertx = vertx;
        this.contract = contract;
        this.validator = RequestValidator.create(InPlace.of(vertx), RememberedSchemas.of(contract));
        this.audit = audit;
        this.time = time;
    }

    static Contract load(Vertx vertx, AuditLog audit, InstantSource time) {
        return new Contract(vertx, OpenAPIContract.from(vertx, readable()).await(), audit, time);
    }

    /// The file as vertx-openapi 5.0.10 takes it (in memory; what is served is the file itself). It refuses
    /// media types it does not know: problem documents stand as plain JSON here, and a list is no body,
    /// since its route reads it.
    static JsonObject readable() {
        try (InputStream in = Contract.class.getResourceAsStream("/" + FILE)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + FILE);
            }
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(Problems.MEDIA_TYPE, "application/json");
            Map<String, Object> parsed = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            JsonObject file = new JsonObject(parsed);
            operations(file)
                    .map(Map.Entry::getValue)
                    .filter(Contract::takesList)
                    .forEach(one -> one.remove("requestBody"));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Those that say `security: []`; none of them has a parameter in its path.
    private static Set<String> openOperations(JsonObject file) {
        return operations(file)
                .filter(operation ->
                        operation.getValue().getValue("security") instanceof JsonArray none && none.isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Each by its method and path.
    private static Stream<Map.Entry<String, JsonObject>> operations(JsonObject file) {
        return file.getJsonObject("paths").stream()
                .flatMap(path -> ((JsonObject) path.getValue())
                        .stream()
                                .filter(method -> method.getValue() instanceof JsonObject)
                                .map(method -> Map.entry(
                                        method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                        (JsonObject) method.getValue())));
    }

    private static boolean takesList(JsonObject operation) {
        return operation
                .getJsonObject("requestBody", new JsonObject())
                .getJsonObject("content", new JsonObject())
                .containsKey(CallbackList.MEDIA_TYPE);
    }

    /// @param path below [#MOUNT]
    boolean needsNoToken(HttpMethod method, String path) {
        return open.contains(method.name() + " " + path);
    }

    /// @param routes for whoever is known
    /// @param doors for whoever asks
    /// @throws IllegalStateException when routes and contract do not name the same operations
    Router router(Map<String, Route> routes, Map<String, OpenAction> doors) {
        RouterBuilder builder = RouterBuilder.create(vertx, contract, RequestExtractor.withBodyHandler());
        List<String> known = contract.operations().stream()
                .map(Operation::getOperationId)
                .filter(id -> !id.equals("getContract"))
                .sorted()
                .toList();
        List<String> served = Stream.concat(routes.keySet().stream(), doors.keySet().stream())
                .sorted()
                .toList();
        if (!known.equals(served)) {
            throw new IllegalStateException("the contract names " + known + ", the routes are " + served);
        }
        if (open.size() != doors.size() + 1) {
            throw new IllegalStateException(
                    "without a token " + open + " may be asked, but open are " + doors.keySet());
        }
        doors.forEach((id, door) -> {
            OpenAPIRoute mounted = route(builder, id).setDoSecurity(false).setDoValidation(false);
            mounted.addHandler(context -> door.answer(new Knock(context, validated(context, mounted, id))));
        });
        route(builder, "getContract")
                .setDoSecurity(false)
                .setDoValidation(false)
                .addHandler(Contract::serve);
        routes.forEach((id, route) -> {
            OpenAPIRoute mounted = route(builder, id).setDoSecurity(false).setDoValidation(false);
            mounted.addHandler(context -> {
                AgentIdentity who = Tokens.identityOf(context);
                Optional<Permission> missing = route.permission().filter(needed -> !who.may(needed));
                if (missing.isPresent()) {
                    audit.append(
                            time.instant(),
                            who,
                            AuditLog.Act.REFUSED,
                            id,
                            missing.get().name());
                    throw Problems.forbidden();
                }
                route.action().answer(new Asked(context, validated(context, mounted, id), who));
            });
        });
        return builder.createRouter();
    }

    private ValidatedRequest validated(RoutingContext context, OpenAPIRoute mounted, String id) {
        return RequestExtractor.withBodyHandler()
                .extractValidatableRequest(context, mounted.getOperation())
                .compose(asked -> validator.validate(asked, id))
                .await();
    }

    /// Holds what came another way, as a row of a list, against an operation's parameters and schema.
    ///
    /// @param headers by name, texts: written as JSON here, since vertx-openapi 5.0.10 reads them so where
    ///     it can and stumbles over `[1]` and `so "called"`
    /// @throws io.vertx.openapi.validation.ValidatorException as when it had been sent to that operation
    void check(String id, Map<String, String> headers, JsonObject body) {
        Map<String, RequestParameter> given = headers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        header -> new RequestParameterImpl(io.vertx.core.json.Json.encode(header.getValue()))));
        ValidatableRequest asIfSent = new ValidatableRequestImpl(
                Map.of(), given, Map.of(), Map.of(), new RequestParameterImpl(body.toBuffer()), "application/json");
        validator.validate(asIfSent, id).await();
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
    ///
    /// @param permission that is needed; empty: to be known is enough
    record Route(Optional<Permission> permission, Action action) {
        Route(Permission permission, Action action) {
            this(Optional.of(permission), action);
        }

        static Route forEverybody(Action action) {
            return new Route(Optional.empty(), action);
        }
    }

    /// A request that fits the contract, from nobody we know.
    record Knock(RoutingContext context, ValidatedRequest request) {
        JsonObject body() {
            return Optional.ofNullable(request.getBody().getJsonObject())
                    .orElseThrow(() -> Problems.badField("body", "is no JSON object"));
        }

        void answer(JsonObject body) {
            answer(body.toBuffer());
        }

        /// @param body JSON
        void answer(Buffer body) {
            context.response().putHeader("Content-Type", "application/json").end(body);
        }
    }

    /// Answers whoever asks, or throws.
    interface OpenAction {
        void answer(Knock knock);
    }

    /// Answers, or throws.
    interface Action {
        void answer(Asked asked);
    }
}

package hearback.agent.testing;

import hearback.agent.AgentApi;
import hearback.agent.flow.BearerToken;
import hearback.agent.flow.IssueToken;
import hearback.agent.flow.Profiles;
import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.Department;
import hearback.agent.identity.Role;
import hearback.agent.sql.SqlTicketStore;
import hearback.agent.sql.SqlTokenStore;
import hearback.config.AuditSettings;
import hearback.config.HttpSettings;
import hearback.config.ProfileSettings;
import hearback.config.Settings;
import hearback.config.SettingsFile;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The whole desk on a real port and a real PostgreSQL, over neighbours in memory; a token for each role.
public final class Desk implements AutoCloseable {
    public static final long BODY_LIMIT = 65_536;
    public static final long BACKLOG = 64 * 1_024;

    public final TestDatabase database = new TestDatabase();
    public final FakeNeighbours neighbours = new FakeNeighbours();
    public final Profiles profiles;
    public final SqlTicketStore tickets;
    public final IssueToken tokens =
            new IssueToken(new SqlTokenStore(database.pool()), InstantSource.fixed(Sample.NOON), new SecureRandom());
    private final Map<Role, BearerToken> tokenOf = new EnumMap<>(Role.class);
    private final AgentApi api;
    private final HttpClient client = HttpClient.newHttpClient();

    public Desk(Path folder) {
        this(folder, "telecom");
    }

    /// @param profile that all hotlines begin with
    public Desk(Path folder, String profile) {
        this(folder, profile, "", InstantSource.fixed(Sample.NOON));
    }

    /// @param settings as an operator writes them; those of identity and callbacks count
    public Desk(Path folder, String profile, String settings, InstantSource time) {
        Settings written = new SettingsFile(Map.of("AMI_SECRET", "invented")).parse(settings);
        profiles = AgentApi.openProfiles(
                database.pool(), new ProfileSettings(profile, Optional.empty()), List.of(), List.of(), time);
        tickets = new SqlTicketStore(database.pool(), profiles);
        api = new AgentApi(
                database.vertx(),
                database.pool(),
                new HttpSettings("127.0.0.1", 0, BODY_LIMIT, BACKLOG, folder.resolve("admin-token")),
                new AuditSettings(folder.resolve("audit-heads"), Duration.ofMillis(50)),
                written.identity(),
                written.callbacks(),
                neighbours.asNeighbours(),
                profiles,
                time,
                new SecureRandom(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        api.start();
        for (Role role : Role.values()) {
            String name = role.name().toLowerCase(java.util.Locale.ROOT);
            tokenOf.put(
                    role,
                    tokens.issue(new AgentIdentity(name, role, departmentOf(role)))
                            .orElseThrow());
        }
    }

    private static Optional<Department> departmentOf(Role role) {
        return role == Role.DEPARTMENT ? Optional.of(new Department("network")) : Optional.empty();
    }

    public AgentApi api() {
        return api;
    }

    public String token(Role role) {
        return java.util.Objects.requireNonNull(tokenOf.get(role)).text();
    }

    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + api.port() + path);
    }

    public HttpRequest.Builder request(Role role, String path) {
        return HttpRequest.newBuilder(at(path)).header("Authorization", "Bearer " + token(role));
    }

    public Answer get(Role role, String path) {
        return send(request(role, path));
    }

    public Answer post(Role role, String path, String body, String... headers) {
        HttpRequest.Builder request = request(role, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /// With a token that is none of a role's.
    public Answer as(String token, String method, String path, String body) {
        return send(HttpRequest.newBuilder(at(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpClient client() {
        return client;
    }

    @Override
    public void close() {
        client.shutdownNow();
        api.stop();
        database.close();
    }

    /// What came back.
    public record Answer(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
        }

        public JsonObject json() {
            return new JsonObject(text());
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /// The first field that is to blame.
        public String field() {
            var errors = json().getJsonArray("errors");
            return errors == null ? "" : errors.getJsonObject(0).getString("field");
        }
    }
}

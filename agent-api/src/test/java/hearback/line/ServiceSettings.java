package hearback.line;

import hearback.app.OwnPostgres;
import hearback.config.ShippedProfiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The environment of a service that listens to a [Pbx], with state, ports and a database of its own, and without
/// Redis.
final class ServiceSettings {
    private ServiceSettings() {}

    /// With the quiet hours of the telecom profile: for a service whose clock the test moves.
    static Map<String, String> beside(Pbx pbx, Path folder) {
        return environment(pbx, folder, "");
    }

    /// As [#beside], for the hotline of another institution.
    static Map<String, String> of(String profile, Pbx pbx, Path folder) {
        Map<String, String> environment = beside(pbx, folder);
        add(
                environment,
                "hearback.hotlines = [ { number = \"4001\", queue = \"hotline\", profile = \"" + profile + "\" } ]");
        return environment;
    }

    /// Without quiet hours: for a service that goes by the machine's clock, whatever that says.
    static Map<String, String> atAnyHour(Pbx pbx, Path folder) {
        return environment(pbx, folder, atAnyHour(folder));
    }

    /// As [#atAnyHour], with a line whose problems are looked for again soon: after so many answered Pings.
    static Map<String, String> soonLookedAtAgain(Pbx pbx, Path folder) {
        Map<String, String> environment = atAnyHour(pbx, folder);
        add(environment, "hearback.listening { ping-every = 200 ms }");
        return environment;
    }

    /// Says more in the settings of a service that does not run yet.
    static void add(Map<String, String> environment, String settings) {
        try {
            Files.writeString(Path.of(environment.get("HEARBACK_CONFIG")), settings + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As [#atAnyHour], for much at once in a short time: many lines, short ringing, and what is not known is soon
    /// taken for dialled.
    static Map<String, String> inAHurry(Pbx pbx, Path folder) {
        return environment(pbx, folder, atAnyHour(folder), "ring-time = 5 s, unknown-limit = 16 s, live-attempts = 20");
    }

    /// As [#beside], with a trunk that takes a hundred calls at once.
    static Map<String, String> forManyAtOnce(Pbx pbx, Path folder) {
        return environment(
                pbx, folder, "", "ring-time = 10 s, batch = 100, live-attempts = 100, calls-per-second = 20");
    }

    /// The telecom branch's profile with no quiet hours, as the default one.
    private static String atAnyHour(Path folder) {
        String telecom = ShippedProfiles.text("telecom");
        String quiet = "quiet: [\"20:00-08:00\", \"12:00-14:30\"]";
        if (!telecom.contains(quiet)) {
            throw new IllegalStateException("the telecom branch has other quiet hours by now");
        }
        try {
            Path profiles = Files.createDirectories(folder.resolve("profiles"));
            Files.writeString(
                    profiles.resolve("at-any-hour.yaml"),
                    telecom.replace("profile: telecom\n", "profile: at-any-hour\n")
                            .replace(quiet, "quiet: []"));
            return "profile { default = at-any-hour, directory = \"%s\" }".formatted(profiles);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param profile a section of the settings, or nothing
    private static Map<String, String> environment(Pbx pbx, Path folder, String profile) {
        // Five seconds is the shortest ring time allowed; the stand-in network's late answerer takes eight.
        return environment(pbx, folder, profile, "ring-time = 12 s");
    }

    private static Map<String, String> environment(Pbx pbx, Path folder, String profile, String callbacks) {
        Path file = folder.resolve("hearback.conf");
        try {
            // The pause after an abandoned call is left out, so that no test has to sit through it. Customers are rung
            // although nobody sits there: AgentsTest is about the others.
            Files.writeString(file, """
                    hearback {
                      %s
                      callbacks { dial-level = 0, own-failure-wait = 10 m, abandoned-call-wait = 0 s, %s }
                      recordings { stable-for = 1 s, missing-after = 10 s }
                    }
                    """.formatted(profile, callbacks));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Integer> ports = Clone.freePorts(2);
        Map<String, String> environment = new HashMap<>(pbx.settings());
        environment.put("HEARBACK_CONFIG", file.toString());
        environment.put("HEARBACK_STATE", folder.resolve("state").toString());
        environment.put("HEARBACK_POSTGRES_PORT", String.valueOf(ports.get(0)));
        environment.put("HEARBACK_HTTP_PORT", String.valueOf(ports.get(1)));
        environment.put("REDIS_URL", "off");
        environment.put("AMI_DETAIL_FILE", pbx.journal().toString());
        return environment;
    }

    /// As [#atAnyHour], for one of several nodes on one database and one Asterisk.
    ///
    /// @param amiPort where this node finds the AMI
    /// @param callbacks what its settings say of callbacks
    static Map<String, String> node(
            String name, Path folder, Pbx pbx, int amiPort, OwnPostgres postgres, String callbacks) {
        Map<String, String> environment = environment(pbx, folder, atAnyHour(folder), callbacks);
        environment.put("HEARBACK_NODE", name);
        environment.put("AMI_PORT", String.valueOf(amiPort));
        environment.put("DATABASE_URL", postgres.url());
        return environment;
    }

    /// As somebody of this role, whose token the administrator has just issued.
    static Api apiOf(Map<String, String> environment, String name, String role, String department) {
        String body = department.isEmpty()
                ? "{\"name\":\"%s\",\"role\":\"%s\"}".formatted(name, role)
                : "{\"name\":\"%s\",\"role\":\"%s\",\"department\":\"%s\"}".formatted(name, role, department);
        String answer = api(environment).post("/api/v1/tokens", name, body).body();
        return new Api(
                Integer.parseInt(environment.get("HEARBACK_HTTP_PORT")),
                Api.tree(answer).path("token").asText());
    }

    static Api api(Map<String, String> environment) {
        try {
            Path token = Path.of(environment.get("HEARBACK_STATE"), "admin-token");
            return new Api(
                    Integer.parseInt(environment.get("HEARBACK_HTTP_PORT")),
                    Files.readString(token).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package hearback.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The environment of a service that listens to a [Pbx], with state, ports and a database of its own, and without
/// Redis.
final class ServiceSettings {
    private ServiceSettings() {}

    /// With the quiet hours of the telecom profile: for a service whose clock the test moves.
    static Map<String, String> beside(Pbx pbx, Path folder) {
        return environment(pbx, folder, "\"20:00-08:00\", \"12:00-14:30\"");
    }

    /// Without quiet hours: for a service that goes by the machine's clock, whatever that says.
    static Map<String, String> atAnyHour(Pbx pbx, Path folder) {
        return environment(pbx, folder, "");
    }

    private static Map<String, String> environment(Pbx pbx, Path folder, String quiet) {
        Path file = folder.resolve("hearback.conf");
        try {
            // Five seconds is the shortest ring time allowed; the stand-in network's late answerer takes eight. The
            // pause
            // after an abandoned call is left out, so that no test has to sit through it.
            Files.writeString(file, """
                    hearback {
                      callbacks { ring-time = 12 s, own-failure-wait = 10 m, quiet = [%s], abandoned-call-wait = 0 s }
                      recordings { stable-for = 1 s, missing-after = 10 s }
                    }
                    """.formatted(quiet));
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

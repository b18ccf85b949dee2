package hearback.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads settings: `reference.conf` below, the operator's file above it, the environment above both.
public final class SettingsFile {
    /// The environment variable that names the operator's file.
    public static final String PLACE = "HEARBACK_CONFIG";

    private final Map<String, String> environment;

    /// @param environment as [System#getenv()] gives it; empty values count as absent, so that a script may pass on
    ///     what it was not given
    public SettingsFile(Map<String, String> environment) {
        this.environment = new HashMap<>(environment);
        this.environment.values().removeIf(String::isBlank);
        this.environment.keySet().removeIf(name -> !name.matches("[A-Za-z_][A-Za-z0-9_]*"));
    }

    /// Reads the file that the environment names, or only the defaults when it names none.
    ///
    /// @throws SettingsProblems with everything that is wrong
    public Settings read() {
        return Optional.ofNullable(environment.get(PLACE))
                .map(Path::of)
                .map(this::read)
                .orElseGet(() -> parse(""));
    }

    /// @throws SettingsProblems with everything that is wrong
    public Settings read(Path file) {
        if (!Files.isReadable(file)) {
            throw new SettingsProblems(
                    List.of(new SettingsProblem(PLACE, "names a file that cannot be read: " + file.toAbsolutePath())));
        }
        return settings(() -> ConfigFactory.parseFile(file.toFile(), strict()), file.toString());
    }

    /// Reads settings from text, as if it stood in a file.
    ///
    /// @throws SettingsProblems with everything that is wrong
    public Settings parse(String hocon) {
        return settings(() -> ConfigFactory.parseString(hocon, strict()), "settings");
    }

    private Settings settings(Source source, String origin) {
        // Without the environment: a default must be sound even where a variable is not.
        var reference = reference().resolve(ConfigResolveOptions.noSystem());
        var problems = new ArrayList<SettingsProblem>();
        var merged = new Environment(environment).over(written(source, origin), reference);
        problems.addAll(new UnknownKeys(reference).in(merged));
        var settings = new SettingsReader(merged, reference, environment, problems).read();
        if (!problems.isEmpty()) {
            throw new SettingsProblems(problems.stream().distinct().toList());
        }
        return settings.orElseThrow();
    }

    private Config written(Source source, String origin) {
        try {
            return resolved(source.parse());
        } catch (ConfigException unreadable) {
            throw new SettingsProblems(List.of(new SettingsProblem(origin, String.valueOf(unreadable.getMessage()))));
        }
    }

    static Config reference() {
        return ConfigFactory.parseResources(SettingsFile.class.getClassLoader(), "reference.conf", strict());
    }

    /// Fills in `${VARIABLE}`. The variables lie below as a fallback while that is done, and are taken away again.
    private Config resolved(Config config) {
        var filled = config.withFallback(ConfigFactory.parseMap(environment, "the environment"))
                .resolve(ConfigResolveOptions.noSystem());
        for (var variable : environment.keySet()) {
            filled = config.root().containsKey(variable) ? filled : filled.withoutPath(variable);
        }
        return filled;
    }

    private static ConfigParseOptions strict() {
        return ConfigParseOptions.defaults().setAllowMissing(false);
    }

    private interface Source {
        Config parse();
    }
}

package hearback.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// One object of the settings file, read key by key. A value that cannot be read is noted and its default is handed out
/// in its place, so that the reading goes on to the next mistake.
///
/// @param path of this object, for messages
/// @param values what is in force
/// @param defaults what `reference.conf` says
/// @param read full paths of the keys that were asked for
record Section(String path, Config values, Config defaults, List<SettingsProblem> problems, Set<String> read) {
    String text(String key) {
        return value(key, "a text", config -> config.getString(key));
    }

    Optional<String> optionalText(String key) {
        return Optional.of(text(key)).filter(text -> !text.isBlank());
    }

    int number(String key) {
        return value(key, "a whole number", config -> config.getInt(key));
    }

    double decimal(String key) {
        return value(key, "a number, as 1 or 1.5", config -> config.getDouble(key));
    }

    long bytes(String key) {
        return value(key, "a size with its unit, as 1 MiB", config -> config.getBytes(key));
    }

    boolean flag(String key) {
        return value(key, "true or false", config -> config.getBoolean(key));
    }

    Duration duration(String key) {
        return value(key, "a duration with its unit, as 3 s, 10 m, 48 h", config -> {
            var written = config.getValue(key).unwrapped();
            if (written instanceof Number) {
                throw new ConfigException.BadValue(key, "no unit");
            }
            return config.getDuration(key);
        });
    }

    List<String> texts(String key) {
        return value(key, "a list of texts", config -> config.getStringList(key));
    }

    Section section(String key) {
        var inner = value(key, "a section { … }", config -> config.getConfig(key));
        return new Section(full(key), inner, defaults.getConfig(key), problems, read);
    }

    /// The objects of a list; what an object leaves out, it takes from the first object of the default list.
    List<Section> sections(String key) {
        var element = defaults.getList(key).getFirst() instanceof ConfigObject object
                ? object.toConfig()
                : ConfigFactory.empty();
        var objects = value(key, "a list of sections [ { … } ]", config -> config.getConfigList(key));
        var sections = new ArrayList<Section>();
        for (int index = 0; index < objects.size(); index++) {
            var values = objects.get(index).withFallback(element);
            sections.add(new Section(full(key) + "[" + index + "]", values, element, problems, read));
        }
        return sections;
    }

    /// Turns a text into what it means; what is wrong with it is noted and the default's meaning is handed out.
    <T> T meant(String key, Function<String, T> meaning) {
        try {
            return meaning.apply(text(key));
        } catch (IllegalArgumentException | java.time.DateTimeException wrong) {
            problems.add(new SettingsProblem(full(key), String.valueOf(wrong.getMessage())));
            return meaning.apply(defaults.getString(key));
        }
    }

    /// Builds the record of this section; what it has to say against its values is noted under this section's path.
    <T> Optional<T> build(Supplier<T> constructor) {
        try {
            return Optional.of(constructor.get());
        } catch (SettingsProblems wrong) {
            wrong.problems().forEach(problem -> problems.add(problem.under(path)));
            return Optional.empty();
        }
    }

    void problem(String key, String reason) {
        problems.add(new SettingsProblem(full(key), reason));
    }

    private <T> T value(String key, String kind, Function<Config, T> reading) {
        read.add(full(key).replaceAll("\\[\\d+]", "[]"));
        try {
            return reading.apply(values);
        } catch (ConfigException wrong) {
            problem(key, "must be " + kind);
            return reading.apply(defaults);
        }
    }

    private String full(String key) {
        return path + "." + key;
    }
}

package hearback.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Finds keys that `reference.conf` does not have: a typing error must not silently leave a default in force.
record UnknownKeys(Config reference) {
    /// What an older file may hold, and where it is said since.
    private static final Map<String, String> MOVED = Map.of(
            "hearback.callbacks.further-attempts", "is said by the profile now: retry.further-attempts",
            "hearback.callbacks.window", "is said by the profile now: retry.window",
            "hearback.callbacks.gap", "is said by the profile now: retry.gap",
            "hearback.callbacks.zone", "is said by the profile now: calendar.zone",
            "hearback.callbacks.quiet", "is said by the profile now: retry.quiet");

    List<SettingsProblem> in(Config written) {
        var found = new ArrayList<SettingsProblem>();
        compare("", written.root(), reference.root(), found);
        return found;
    }

    private static void compare(String path, ConfigObject written, ConfigObject known, List<SettingsProblem> found) {
        written.forEach((key, value) -> {
            var full = path.isEmpty() ? key : path + "." + key;
            var expected = known.get(key);
            var moved = MOVED.get(full);
            if (expected == null && moved != null) {
                found.add(new SettingsProblem(full, moved));
            } else if (expected == null) {
                found.add(
                        new SettingsProblem(full, "is no known key; known here: " + String.join(", ", sorted(known))));
            } else {
                descend(full, value, expected, found);
            }
        });
    }

    private static void descend(String path, ConfigValue value, ConfigValue known, List<SettingsProblem> found) {
        if (value instanceof ConfigObject object && known instanceof ConfigObject knownObject) {
            compare(path, object, knownObject, found);
        } else if (value instanceof ConfigList list
                && known instanceof ConfigList knownList
                && !knownList.isEmpty()
                && knownList.getFirst() instanceof ConfigObject knownElement) {
            for (int index = 0; index < list.size(); index++) {
                if (list.get(index) instanceof ConfigObject element) {
                    compare(path + "[" + index + "]", element, knownElement, found);
                }
            }
        }
    }

    private static List<String> sorted(ConfigObject known) {
        return known.keySet().stream().sorted().toList();
    }
}

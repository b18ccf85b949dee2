package hearback.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Map;

/// The variables that override a key whatever the file says. `reference.conf` names each beside its key; a test
/// compares.
record Environment(Map<String, String> variables) {
    static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("HEARBACK_NODE", "hearback.node"),
            Map.entry("HEARBACK_STATE", "hearback.state-folder"),
            Map.entry("DATABASE_URL", "hearback.database.url"),
            Map.entry("HEARBACK_POSTGRES_PORT", "hearback.database.embedded-port"),
            Map.entry("REDIS_URL", "hearback.redis.url"),
            Map.entry("HEARBACK_REDIS_PORT", "hearback.redis.embedded-port"),
            Map.entry("HEARBACK_REDIS_CHANNEL", "hearback.redis.channel"),
            Map.entry("HEARBACK_HTTP_HOST", "hearback.http.host"),
            Map.entry("HEARBACK_HTTP_PORT", "hearback.http.port"),
            Map.entry("HEARBACK_AUDIT_HEADS", "hearback.audit.head-file"),
            Map.entry("HEARBACK_RECORDINGS_SERVER_FOLDER", "hearback.recordings.server-folder"),
            Map.entry("HEARBACK_RECORDINGS_FOLDER", "hearback.recordings.local-folder"),
            Map.entry("HEARBACK_ANNOUNCEMENTS", "hearback.announcements.references"));

    /// Those of a line go to the first of the lines.
    static final Map<String, String> LINE_KEYS = Map.of(
            "AMI_HOST", "host",
            "AMI_PORT", "port",
            "AMI_USERNAME", "username",
            "AMI_SECRET", "secret",
            "AMI_DETAIL_FILE", "detail-file");

    /// The variable that changes this key, for messages about it; empty when none does.
    static String variableOf(String key) {
        return KEYS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(key))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    /// Environment over file over defaults.
    Config over(Config written, Config reference) {
        var merged = written.withFallback(reference);
        for (var entry : KEYS.entrySet()) {
            var value = variables.get(entry.getKey());
            if (value != null) {
                merged = merged.withValue(
                        entry.getValue(), ConfigValueFactory.fromAnyRef(value, "environment " + entry.getKey()));
            }
        }
        return firstLine(merged);
    }

    private Config firstLine(Config merged) {
        var lines = merged.getValue("hearback.lines");
        if (lines.valueType() != ConfigValueType.LIST) {
            return merged;
        }
        var changed = new ArrayList<>(merged.getList("hearback.lines"));
        if (changed.isEmpty() || !(changed.getFirst() instanceof ConfigObject first)) {
            return merged;
        }
        var overridden = ConfigFactory.empty();
        for (var entry : LINE_KEYS.entrySet()) {
            var value = variables.get(entry.getKey());
            if (value != null) {
                overridden = overridden.withValue(
                        entry.getValue(), ConfigValueFactory.fromAnyRef(value, "environment " + entry.getKey()));
            }
        }
        changed.set(0, overridden.withFallback(first.toConfig()).root());
        return merged.withValue("hearback.lines", ConfigValueFactory.fromIterable(changed));
    }
}

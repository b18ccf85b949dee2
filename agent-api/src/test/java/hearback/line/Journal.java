package hearback.line;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The channel event log of an Asterisk: what really happened, whatever the service made of it.
final class Journal {
    private final Path file;

    Journal(Path file) {
        this.file = file;
    }

    /// The callers of the hotline: id of the channel, number.
    Map<String, String> callers() {
        Map<String, String> callers = new LinkedHashMap<>();
        for (JsonNode line : lines()) {
            if (is(line, "CHAN_START")
                    && line.path("context").asText().equals("from-trunk")
                    && line.path("exten").asText().equals("4001")) {
                callers.put(line.path("uniqueid").asText(), line.path("num").asText());
            }
        }
        return callers;
    }

    /// Channels that were together with another one.
    Set<String> bridged() {
        Set<String> bridged = new LinkedHashSet<>();
        for (JsonNode line : lines()) {
            if (is(line, "BRIDGE_ENTER")) {
                bridged.add(line.path("uniqueid").asText());
            }
        }
        return bridged;
    }

    /// How often each number was dialled here.
    Map<String, Integer> dialled() {
        Map<String, Integer> dialled = new LinkedHashMap<>();
        for (JsonNode line : lines()) {
            if (is(line, "CHAN_START")) {
                dialled.merge(line.path("exten").asText(), 1, Integer::sum);
            }
        }
        return dialled;
    }

    /// With which causes it was hung up.
    List<Integer> hangupCauses(String channel) {
        List<Integer> causes = new ArrayList<>();
        for (JsonNode line : lines()) {
            if (is(line, "HANGUP") && line.path("uniqueid").asText().equals(channel)) {
                causes.add(Api.tree(line.path("eventextra").asText())
                        .path("hangupcause")
                        .asInt());
            }
        }
        return causes;
    }

    private static boolean is(JsonNode line, String type) {
        return line.path("eventtype").asText().equals(type);
    }

    private List<JsonNode> lines() {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank()).map(Api::tree).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

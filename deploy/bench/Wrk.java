import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Asks for paths in turn over 64 connections, as often as it gets answers. Requests are written before the clock runs.
final class Wrk {
    private static final Pattern RATE = Pattern.compile("Requests/sec: +([0-9.]+)");
    private static final Pattern ANSWERS = Pattern.compile("([0-9]+) requests in ");
    private static final Pattern LATE = Pattern.compile("99% +([0-9.]+)(us|ms|s)");
    private static final Map<String, Double> MILLIS = Map.of("us", 0.001, "ms", 1.0, "s", 1_000.0);

    private final Path script;

    Wrk(Path script, List<String> paths, String token) throws IOException {
        String quoted = paths.stream().map(path -> '"' + path + '"').collect(Collectors.joining(",\n"));
        this.script = Files.writeString(script, """
                local paths = {
                %s
                }
                local asked = {}
                local n = 0
                init = function()
                  for i, path in ipairs(paths) do
                    asked[i] = wrk.format("GET", path, {["Authorization"] = "Bearer %s"})
                  end
                end
                request = function()
                  n = n %% #asked + 1
                  return asked[n]
                end
                done = function(summary)
                  local e = summary.errors
                  print("errors: " .. (e.connect + e.read + e.write + e.status + e.timeout))
                end
                """.formatted(quoted, token));
    }

    /// @param late in milliseconds: 99 of 100 came sooner
    record Answers(long count, double rate, double late) {}

    /// @throws IOException when one answer was not 200
    Answers ask(int port, int seconds) throws IOException, InterruptedException {
        var process = new ProcessBuilder("wrk", "-t", "1", "-c", "64", "-d", seconds + "s", "--latency", "-s", script.toString(),
                "http://127.0.0.1:" + port).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var rate = RATE.matcher(said);
        var answers = ANSWERS.matcher(said);
        var late = LATE.matcher(said);
        if (process.waitFor() != 0 || !rate.find() || !answers.find() || !late.find() || !said.contains("errors: 0")) {
            throw new IOException("wrk: " + said);
        }
        return new Answers(Long.parseLong(answers.group(1)), Double.parseDouble(rate.group(1)),
                Double.parseDouble(late.group(1)) * MILLIS.get(late.group(2)));
    }
}

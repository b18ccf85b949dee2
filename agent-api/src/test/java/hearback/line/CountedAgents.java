package hearback.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Agents whose telephones SIPp plays as it plays the customers' (`deploy/sipp/callees.xml`), so that they say by
/// themselves how often they were rung, and for whom. Of ten seven answer and stay until the other side hangs up, one
/// rings off 4 s after he answered, one lets it ring, one rejects.
final class CountedAgents {
    /// By the last digit of the agent's own number.
    private static final List<Integer> KINDS = List.of(5, 5, 5, 0, 5, 5, 3, 5, 6, 5);

    private static final Pattern ROBOT = Pattern.compile("contact = sip:robot-(\\d{3}(\\d))@.*");

    private CountedAgents() {}

    /// Take the place of the robots of the stand-in network.
    static Callees instead(Pbx pbx, Path folder) {
        Callees phones = Callees.start(own(folder));
        pbx.edit(
                "pjsip.conf",
                text -> ROBOT.matcher(text)
                        .replaceAll(robot -> "contact = sip:138001%s%d@127.0.0.1:%d"
                                .formatted(robot.group(1), KINDS.get(Integer.parseInt(robot.group(2))), phones.port)),
                "module reload res_pjsip.so");
        return phones;
    }

    private static Path own(Path folder) {
        try {
            return Files.createDirectories(folder.resolve("agents"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

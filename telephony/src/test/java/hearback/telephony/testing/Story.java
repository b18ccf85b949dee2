package hearback.telephony.testing;

import hearback.telephony.ami.Heard;
import hearback.telephony.call.Call;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallSignal;
import hearback.telephony.call.LegId;
import hearback.telephony.call.Lines;
import hearback.telephony.call.LostReason;
import hearback.telephony.call.QueueName;
import hearback.telephony.flow.CallDesk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A recorded call beside what it must come to: `<name>.ami` and `<name>.facts`; with a lost connection in it,
/// `<name>-before.ami` and `<name>-after.ami`.
///
/// @param said what the server said that we use, in the order received; what was found missing in the lists of the
///     second part is in it as [CallSignal.Vanished]
/// @param expected the text of the facts file without comments
public record Story(String name, List<Said> said, String expected) {
    public static final Lines LINES = new Lines(Map.of("4001", new QueueName("hotline")), Set.of("from-trunk"));
    public static final Duration SETTLE = Duration.ofSeconds(1);

    public Story {
        said = List.copyOf(said);
    }

    public record Said(Instant received, CallSignal signal) {}

    @Override
    public String toString() {
        return name;
    }

    /// Every story of a folder that has its facts written down.
    public static List<Story> all(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".facts"))
                    .sorted()
                    .map(Story::read)
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Story read(Path facts) {
        String name = facts.getFileName().toString().replaceFirst("\\.facts$", "");
        Path whole = facts.resolveSibling(name + ".ami");
        List<Said> said = Files.exists(whole)
                ? said(AmiTranscript.read(whole))
                : joined(
                        said(AmiTranscript.read(facts.resolveSibling(name + "-before.ami"))),
                        AmiTranscript.read(facts.resolveSibling(name + "-after.ami")),
                        name.startsWith("asterisk-") ? LostReason.PBX_RESTART : LostReason.MISSED_IN_GAP);
        try {
            return new Story(name, said, StoryText.withoutComments(Files.readString(facts)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<Said> said(List<AmiTranscript.Line> lines) {
        List<Said> said = new ArrayList<>();
        for (AmiTranscript.Line line : lines) {
            if (line.heard() instanceof Heard.Broken broken) {
                throw new IllegalStateException(broken.why());
            }
            if (line.heard() instanceof Heard.OfCall call) {
                said.add(new Said(line.received(), call.signal()));
            }
        }
        return said;
    }

    /// What the first part left open and the second part never speaks of is gone.
    private static List<Said> joined(List<Said> before, List<AmiTranscript.Line> after, LostReason reason) {
        CallDesk desk = new CallDesk(LINES, SETTLE);
        before.forEach(said -> desk.after(said.signal(), said.received()));
        List<Said> second = said(after);
        Set<LegId> gone = new LinkedHashSet<>(desk.openLegs());
        second.forEach(said -> gone.remove(said.signal().leg()));
        Instant listed = after.getFirst().received();
        List<Said> all = new ArrayList<>(before);
        gone.forEach(leg -> all.add(new Said(listed, new CallSignal.Vanished(listed, leg, leg, reason))));
        all.addAll(second);
        return all;
    }

    /// Our calls after all this was heard, by their ids.
    public static Map<CallId, Call> told(List<Said> said) {
        Listening listening = new Listening();
        listening.hear(said);
        return listening.calls();
    }
}

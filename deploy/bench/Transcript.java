import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One captured call, cut into its events, in which everything that names this one call (Uniqueids, channel names, bridge
/// ids, the caller's number, the time) can be exchanged, so that it can be played as any number of calls.
final class Transcript {
    private static final Pattern HEADER = Pattern.compile("(?m)^([A-Za-z]+): (.*?)\r?$");

    /// Literal text between the tokens; `pieces.length == tokens.length + 1`.
    private record Event(byte[][] pieces, int[] tokens, String begins, String ends) {}

    private static final int TIME = 0;
    private static final int CALLER = 1;
    private final List<Event> events;
    private final List<String> uniqueids;
    private final List<String> channels;
    private final List<String> bridges;

    private Transcript(List<Event> events, List<String> uniqueids, List<String> channels, List<String> bridges) {
        this.events = events;
        this.uniqueids = uniqueids;
        this.channels = channels;
        this.bridges = bridges;
    }

    static Transcript read(Path file) throws IOException {
        var text = Files.readString(file, StandardCharsets.ISO_8859_1);
        var blocks = Arrays.stream(text.split("\r\n\r\n")).filter(block -> block.startsWith("Event: ")).toList();
        var first = blocks.stream().filter(block -> block.startsWith("Event: Newchannel")).findFirst().orElseThrow();
        String linked = header(first, "Uniqueid");
        String caller = header(first, "CallerIDNum");
        Set<String> uniqueids = new LinkedHashSet<>();
        Set<String> channels = new LinkedHashSet<>();
        Set<String> bridges = new LinkedHashSet<>();
        for (var block : blocks) {
            if (block.startsWith("Event: Newchannel") && linked.equals(header(block, "Linkedid"))) {
                uniqueids.add(header(block, "Uniqueid"));
                channels.add(header(block, "Channel"));
            }
            if (block.startsWith("Event: BridgeCreate")) {
                bridges.add(header(block, "BridgeUniqueid"));
            }
        }
        var names = new ArrayList<String>();
        names.addAll(uniqueids);
        names.addAll(channels);
        names.addAll(bridges);
        var tokens = Pattern.compile("(?<=\nTimestamp: )[0-9.]+|(?<![0-9])" + Pattern.quote(caller) + "(?![0-9])|"
                + names.stream().map(name -> Pattern.quote(name) + "(?![0-9])").collect(Collectors.joining("|")));
        var events = new ArrayList<Event>();
        for (var block : blocks.subList(blocks.indexOf(first), blocks.size())) {
            var uniqueid = header(block, "Uniqueid");
            // A stream also holds what else was going on; only this call is played.
            if (uniqueid.isEmpty() || uniqueids.contains(uniqueid)) {
                events.add(event(block + "\r\n\r\n", tokens, caller, names));
            }
        }
        return new Transcript(events, List.copyOf(uniqueids), List.copyOf(channels), List.copyOf(bridges));
    }

    private static Event event(String block, Pattern tokens, String caller, List<String> names) {
        var pieces = new ArrayList<byte[]>();
        var found = new ArrayList<Integer>();
        Matcher matcher = tokens.matcher(block);
        int from = 0;
        while (matcher.find()) {
            pieces.add(block.substring(from, matcher.start()).getBytes(StandardCharsets.ISO_8859_1));
            int name = names.indexOf(matcher.group());
            found.add(name >= 0 ? name + 2 : matcher.group().equals(caller) ? CALLER : TIME);
            from = matcher.end();
        }
        pieces.add(block.substring(from).getBytes(StandardCharsets.ISO_8859_1));
        return new Event(
                pieces.toArray(byte[][]::new),
                found.stream().mapToInt(Integer::intValue).toArray(),
                block.startsWith("Event: Newchannel") ? header(block, "Uniqueid") : "",
                block.startsWith("Event: Hangup\r") ? header(block, "Uniqueid") : "");
    }

    private static String header(String block, String name) {
        return HEADER.matcher(block).results()
                .filter(match -> match.group(1).equals(name)).map(match -> match.group(2)).findFirst().orElse("");
    }

    int length() {
        return events.size();
    }

    long bytes() {
        return events.stream().mapToLong(event -> Arrays.stream(event.pieces).mapToLong(piece -> piece.length).sum()).sum();
    }

    /// How many events there are while every leg is still up.
    int untilFirstHangup() {
        for (int i = 0; i < events.size(); i++) {
            if (!events.get(i).ends.isEmpty()) {
                return i;
            }
        }
        return events.size();
    }

    /// One call of its own.
    ///
    /// @param number distinct for each call of a run
    Play play(long bootSecond, int number) {
        var names = new byte[2 + uniqueids.size() + channels.size() + bridges.size()][];
        Map<String, String> live = new LinkedHashMap<>();
        int at = 2;
        for (int leg = 0; leg < uniqueids.size(); leg++) {
            names[at++] = ascii(bootSecond + "." + (number * uniqueids.size() + leg));
        }
        for (int leg = 0; leg < channels.size(); leg++) {
            var name = channels.get(leg);
            names[at] = ascii(name.substring(0, name.lastIndexOf('-') + 1)
                    + "%08x".formatted(number * uniqueids.size() + leg));
            live.put(uniqueids.get(leg), new String(names[2 + leg]) + " " + new String(names[at++]));
        }
        for (int bridge = 0; bridge < bridges.size(); bridge++) {
            names[at++] = ascii(new UUID(bootSecond, (long) number << 8 | bridge).toString());
        }
        names[CALLER] = ascii("139%08d".formatted(number));
        return new Play(names, live);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    final class Play {
        private final byte[][] names;
        private final Map<String, String> legs;
        private int next;

        private Play(byte[][] names, Map<String, String> legs) {
            this.names = names;
            this.legs = legs;
        }

        String uniqueid() {
            return new String(names[2], StandardCharsets.US_ASCII);
        }

        boolean isOver() {
            return next == events.size();
        }

        int played() {
            return next;
        }

        /// Writes the next event.
        ///
        /// @param live Uniqueid and name of every channel that is up now; kept by this method
        void next(ByteArrayOutputStream out, long epochMicros, Set<String> live) {
            var event = events.get(next++);
            names[TIME] = ascii(epochMicros / 1_000_000 + "." + "%06d".formatted(epochMicros % 1_000_000));
            for (int i = 0; i < event.tokens.length; i++) {
                out.writeBytes(event.pieces[i]);
                out.writeBytes(names[event.tokens[i]]);
            }
            out.writeBytes(event.pieces[event.tokens.length]);
            if (!event.begins.isEmpty()) {
                live.add(legs.get(event.begins));
            } else if (!event.ends.isEmpty()) {
                live.remove(legs.get(event.ends));
            }
        }
    }
}

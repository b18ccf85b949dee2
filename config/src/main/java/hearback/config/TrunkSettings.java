package hearback.config;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One way out of an Asterisk server into the public network.
///
/// @param name its endpoint in that server's pjsip.conf, what stands around a number in a dial string:
///     `PJSIP/<number>@<name>`; empty: the one that `trunk` of the line names
/// @param callerId the calling number the customer sees; empty: the line's
/// @param callsPerSecond begun through it within any second at most (CPS); 0: as the callbacks' section says
/// @param liveAttempts under way through it at most; 0: as the callbacks' section says
/// @param prefixes only numbers that begin so go through it; empty: all
/// @param priority the smallest is preferred, as with DNS SRV records (RFC 2782)
public record TrunkSettings(
        String name, String callerId, int callsPerSecond, int liveAttempts, List<String> prefixes, int priority) {
    private static final Pattern DIALPLAN_WORD = Pattern.compile("[A-Za-z0-9_.-]{0,80}");
    private static final int MOST_PRIORITY = 100;

    /// All as the line and the callbacks' section say.
    public static final TrunkSettings OF_THE_LINE = new TrunkSettings("", "", 0, 0, List.of(), 1);

    public TrunkSettings {
        prefixes = List.copyOf(prefixes);
        new Checks()
                .that(DIALPLAN_WORD.matcher(name).matches(), "name", "must be a name of A-Z a-z 0-9 _ . -")
                .that(
                        callerId.matches("(\\+?[0-9]{1,15})?"),
                        "caller-id",
                        "must be 1 to 15 digits, with or without a leading +, or empty")
                .between("calls-per-second", callsPerSecond, 0, 1_000)
                .between("live-attempts", liveAttempts, 0, 10_000)
                .that(
                        prefixes.stream().allMatch(prefix -> prefix.matches("\\+[1-9][0-9]{0,14}")),
                        "prefixes",
                        "must be prefixes as \"+86138\": a plus and 1 to 15 digits each")
                .between("priority", priority, 1, MOST_PRIORITY)
                .done();
    }

    /// What the numbers that go through it begin with.
    Stream<String> begins() {
        return prefixes.isEmpty() ? Stream.of("") : prefixes.stream();
    }

    String nameOr(String ofTheLine) {
        return name.isEmpty() ? ofTheLine : name;
    }

    TrunkSettings named(String another) {
        return new TrunkSettings(another, callerId, callsPerSecond, liveAttempts, prefixes, priority);
    }
}

package hearback.telephony.ami;

import hearback.config.Dialling;
import hearback.config.LineSettings;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which version of the shipped dialplan a server has, and what its line does without by an older one: whoever goes
/// over to a newer service and keeps his copy of the dialplan may have every context that is looked for, and not what
/// was changed in them.
///
/// The number is [#VARIABLE] in deploy/asterisk/etc/extensions.conf. It is raised there, with a new row of [#BROUGHT]
/// here, whenever the service needs more of the dialplan than before.
final class DialplanVersion {
    /// A global variable: the rights that our account needs anyhow let it read it (Asterisk 22.10.1).
    static final String VARIABLE = "HEARBACK_DIALPLAN";

    /// What each version brought, in order.
    private static final List<Brought> BROUGHT = List.of(new Brought(
            1,
            line -> line.detection().announcements() && line.dialling() instanceof Dialling.AgentFirst,
            "announcements are not recognised where an agent is rung first"));

    /// The one that is shipped with this service.
    static final int NEWEST = BROUGHT.getLast().version();

    private DialplanVersion() {}

    /// @param line whoever dials so cannot do without it
    /// @param lost what is not done without it, in words
    private record Brought(int version, Predicate<LineSettings> line, String lost) {}

    /// Whether there is a version that this line cannot do without.
    static boolean isNeeded(LineSettings line) {
        return BROUGHT.stream().anyMatch(one -> one.line().test(line));
    }

    /// What this line loses by an older version, and where to mend it, in words; empty when it loses nothing.
    ///
    /// @param said the value of the variable; nothing where the dialplan is older than versions
    static List<String> problems(LineSettings line, @Nullable String said) {
        boolean isNumber = said != null && said.matches("[0-9]{1,6}");
        int found = isNumber ? Integer.parseInt(said) : 0;
        String lost = BROUGHT.stream()
                .filter(one -> one.version() > found && one.line().test(line))
                .map(Brought::lost)
                .collect(Collectors.joining("; "));
        return lost.isEmpty()
                ? List.of()
                : List.of("the dialplan " + (isNumber ? "has version " + found : "is older than versions")
                        + ", version "
                        + NEWEST + " is needed: " + lost + "; copy the contexts hearback-* and the global " + VARIABLE
                        + " from deploy/asterisk/etc/extensions.conf, then `dialplan reload`");
    }
}

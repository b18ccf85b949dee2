package hearback.telephony.ami;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether calls through one trunk can reach anybody, as its server has it.
///
/// A trunk that its server has not yet asked for the first time whether anybody is there is UNAVAILABLE as a device, as
/// one is of which nobody answered; but its addresses are those at which calls are tried. Once nobody answered there
/// are none. Source: res_pjsip/pjsip_options.c; seen with 22.10.1, where `qualify_frequency` 20 made it 9 s.
final class TrunkCheck {
    /// The first question comes within one `qualify_frequency`, for which Asterisk's own example has 60 s.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String name;
    /// Since when it is seen not to have been asked.
    private Optional<Instant> unasked = Optional.empty();

    TrunkCheck(String name) {
        this.name = name;
    }

    String device() {
        return "PJSIP/" + name;
    }

    /// The function that tells the state of its device.
    String stateFunction() {
        return "DEVICE_STATE(" + device() + ")";
    }

    /// The function that tells at which of its addresses calls are tried.
    String addressesFunction() {
        return "PJSIP_DIAL_CONTACTS(" + name + ")";
    }

    /// Whether its addresses have to be looked at, too.
    static boolean isOffline(@Nullable String state) {
        return "UNAVAILABLE".equals(state);
    }

    /// What is wrong with one that is not offline, in words.
    synchronized List<String> problems(@Nullable String state) {
        unasked = Optional.empty();
        return "INVALID".equals(state)
                ? said("has no endpoint of this name in pjsip.conf: add it, then `module reload res_pjsip.so`; or name"
                        + " another one in lines.trunk or lines.trunks")
                : List.of();
    }

    /// What is wrong with one that is offline; empty as long as that can only be awaited.
    synchronized Optional<List<String>> problemsOffline(@Nullable String addresses, Instant now) {
        if (addresses == null || addresses.isBlank()) {
            unasked = Optional.empty();
            return Optional.of(
                    said("reaches nobody at its addresses (`pjsip show aor`): each call through it would fail"));
        }
        var since = unasked.orElse(now);
        unasked = Optional.of(since);
        return now.isBefore(since.plus(PATIENCE))
                ? Optional.empty()
                : Optional.of(said("was not asked for " + PATIENCE.toMinutes()
                        + " min whether anybody is at its addresses (`pjsip show contacts`): whether calls through it"
                        + " reach anybody is not known"));
    }

    /// Whether the answer to the first question is awaited.
    synchronized boolean isAwaited() {
        return unasked.isPresent();
    }

    private List<String> said(String what) {
        return List.of("the trunk " + name + " " + what);
    }
}

package hearback.config;

import java.time.Duration;
import java.util.List;

/// What slows down those who guess passwords.
///
/// @param freeOfName wrong passwords of one name before there is a wait
/// @param freeOfAddress wrong passwords from one address before there is a wait
/// @param first wait, doubled with each further wrong password
/// @param most the longest wait: nobody is ever locked out for good
/// @param forgetAfter without a try for so long, what was wrong before is forgotten
/// @param trustedProxies addresses that say truly in X-Forwarded-For for whom they ask
public record GuessingSettings(
        int freeOfName,
        int freeOfAddress,
        Duration first,
        Duration most,
        Duration forgetAfter,
        List<String> trustedProxies) {
    public GuessingSettings {
        trustedProxies = List.copyOf(trustedProxies);
        new Checks()
                .between("free-of-name", freeOfName, 1, 100)
                .between("free-of-address", freeOfAddress, 1, 10_000)
                .longerThanZero("first", first)
                .that(first.compareTo(most) <= 0, "most", "must not be shorter than first")
                .that(most.compareTo(Duration.ofHours(1)) <= 0, "most", "must not be longer than 1 h")
                .that(most.compareTo(forgetAfter) < 0, "forget-after", "must be longer than most")
                .that(
                        trustedProxies.stream().allMatch(address -> address.matches("[0-9a-fA-F:.]{2,45}")),
                        "trusted-proxies",
                        "must hold addresses as 10.0.0.5 or ::1")
                .done();
    }
}

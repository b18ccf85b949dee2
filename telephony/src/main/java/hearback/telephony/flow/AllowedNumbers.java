package hearback.telephony.flow;

import hearback.telephony.call.PhoneNumber;
import java.util.List;

/// Which numbers may ever be dialled: those that begin with one of these. A stranger's caller id must not make us
/// ring a premium number abroad (toll fraud).
///
/// @param prefixes of E.164, `+86`
public record AllowedNumbers(List<String> prefixes) {
    /// Every number may be dialled.
    public static final AllowedNumbers ALL = new AllowedNumbers(List.of("+"));

    public AllowedNumbers {
        prefixes = List.copyOf(prefixes);
    }

    public boolean allows(PhoneNumber.Known number) {
        return prefixes.stream().anyMatch(number.e164()::startsWith);
    }

    /// What is asked of a number, said of one that is none of them.
    String words() {
        return "must begin with one of " + String.join(", ", prefixes);
    }
}

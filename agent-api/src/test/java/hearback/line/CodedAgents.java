package hearback.line;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/// Agents whose telephones SIPp plays as it plays the customers' (`deploy/sipp/coded-customer.xml`): 1001 rings for a
/// second, answers and hangs up 15 s later; 1002 rings and never answers.
final class CodedAgents {
    static final String ANSWERS = "13800108200";
    static final String NEVER_ANSWERS = "13800108100";

    private CodedAgents() {}

    /// Takes the place of the robots of the stand-in network.
    static void instead(Pbx pbx, CodedCustomers phones) {
        pbx.edit(
                "pjsip.conf",
                text -> text.replaceAll("contact = sip:robot-1001@.*", phone(ANSWERS, phones))
                        .replaceAll("contact = sip:robot-1002@.*", phone(NEVER_ANSWERS, phones)),
                "module reload res_pjsip.so");
    }

    private static String phone(String number, CodedCustomers phones) {
        return "contact = sip:" + number + "@127.0.0.1:" + phones.port;
    }

    /// @param line what the settings say of the line
    static void dialling(Map<String, String> environment, String line) {
        ServiceSettings.add(
                environment, "hearback.lines = [ { " + line + " } ]\nhearback.callbacks.unknown-limit = 40 s");
    }

    static <T> T until(Duration most, Supplier<T> question, Predicate<T> wanted) {
        return Awaitility.await()
                .atMost(most)
                .pollInterval(Duration.ofMillis(200))
                .until(question::get, wanted);
    }
}

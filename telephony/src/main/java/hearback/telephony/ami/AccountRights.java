package hearback.telephony.ami;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Whether our account on a server may do what we do, and nothing that whoever stole its secret should be able to do.
///
/// Source: the answer to `ListCommands`, which names only the actions that the account may send (Asterisk 22.10.1); a
/// class is known by an action that needs this class and no other. faults.md 3.1 for the classes that it must not
/// have.
final class AccountRights {
    /// The action, and the class of `write` that it needs.
    private static final Map<String, String> NEEDED = new LinkedHashMap<>();

    /// The class, and an action that only this class allows.
    private static final Map<String, String> UNWANTED = new LinkedHashMap<>();

    static {
        NEEDED.put("Originate", "originate");
        NEEDED.put("Hangup", "call");
        NEEDED.put("CoreShowChannels", "reporting");
        NEEDED.put("CoreStatus", "reporting");
        NEEDED.put("ShowDialPlan", "reporting");
        UNWANTED.put("system", "ModuleLoad");
        UNWANTED.put("command", "Command");
        UNWANTED.put("config", "UpdateConfig");
    }

    private AccountRights() {}

    /// What is wrong, in words that say where to mend it; empty when nothing is.
    ///
    /// @param actions that the account may send, in lower case
    static List<String> problems(String account, Set<String> actions) {
        List<String> problems = new ArrayList<>();
        NEEDED.forEach((action, right) -> {
            if (!actions.contains(lower(action))) {
                problems.add("the account " + account + " may not send " + action + ": add " + right
                        + " to its `write` in manager.conf, then `manager reload`");
            }
        });
        UNWANTED.forEach((right, action) -> {
            if (actions.contains(lower(action))) {
                problems.add("the account " + account + " has the right " + right
                        + ", which nothing here needs and which is dangerous in a thief's hands: take it out of its"
                        + " `write` in manager.conf, then `manager reload`");
            }
        });
        return problems;
    }

    private static String lower(String action) {
        return action.toLowerCase(Locale.ROOT);
    }
}

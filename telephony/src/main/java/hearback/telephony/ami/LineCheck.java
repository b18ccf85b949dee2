package hearback.telephony.ami;

import hearback.config.Dialling;
import hearback.config.LineSettings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.ListCommandsAction;
import org.asteriskjava.manager.response.ManagerError;
import org.asteriskjava.manager.response.ManagerResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks whether a server has the parts of the dialplan that callbacks need, and whether our account may do what it
/// must and nothing more: a customer who answers into a context that is not there hears nothing, and nobody would
/// know why. A copy of the dialplan that is older than what we need of it is told, too.
///
/// A trunk that its server does not know, or of which nobody answers, is said here too: each call through it fails.
///
/// What is found is logged when it changes, and not with each login. Waits for nothing: the answers come to the
/// library's own thread.
final class LineCheck {
    private static final Logger log = LoggerFactory.getLogger(LineCheck.class);
    private static final String ACCOUNT = "the account";
    /// Behind the name of the context in which an agent who is rung first rings the customer: what the customer
    /// enters.
    private static final String ANSWERED = "-answered";

    /// Where the dialplan finds out whether a machine answered.
    private static final String MACHINE_CONTEXT = "hearback-machine";

    /// Whether Asterisk has what finds out who answered. Source: func_module of Asterisk 22.10.1.
    private static final String MACHINE_DETECTOR = "IFMODULE(app_amd.so)";

    private static final String NOT_THERE = "Did not find";

    private final LineSettings line;
    private final InstantSource time;
    private final List<TrunkCheck> trunks;
    /// The context, and what to set otherwise where it is not wanted.
    private final Map<String, String> contexts;
    /// By what was looked at, in the order in which it is shown.
    private final Map<String, List<String>> found = new LinkedHashMap<>();

    LineCheck(LineSettings line, InstantSource time) {
        this.line = line;
        this.time = time;
        this.trunks = line.trunks().stream()
                .map(trunk -> new TrunkCheck(trunk.name()))
                .toList();
        this.contexts = new LinkedHashMap<>();
        contexts.put(line.callbackContext(), named("callback-context"));
        contexts.put(line.surveyContext(), named("survey-context"));
        if (line.dialling() instanceof Dialling.AgentFirst first) {
            contexts.put(first.context(), named("agent-first-context"));
            contexts.put(first.context() + ANSWERED, named("agent-first-context"));
        }
        if (line.detection().announcements()) {
            contexts.put(AmiActions.LISTEN_CONTEXT, "or leave announcements.references empty");
        }
        if (line.detection().machines()) {
            contexts.put(MACHINE_CONTEXT, "or set lines.hang-up-machines to false");
        }
        found.put(ACCOUNT, List.of());
        contexts.keySet().forEach(context -> found.put(context, List.of()));
        found.put(DialplanVersion.VARIABLE, List.of());
        found.put(MACHINE_DETECTOR, List.of());
        trunks.forEach(trunk -> found.put(trunk.device(), List.of()));
    }

    /// Asks; what is found is there soon after.
    void look(OneSocketConnection connection) {
        try {
            connection.sendAction(new ListCommandsAction(), answer -> {
                if (answer != null && !(answer instanceof ManagerError)) {
                    is(ACCOUNT, AccountRights.problems(line.username(), actions(answer)));
                }
            });
            for (Map.Entry<String, String> one : contexts.entrySet()) {
                connection.sendAction(new ShowContextAction(one.getKey(), AmiDialer.EXTEN), answer -> {
                    if (answer != null) {
                        is(one.getKey(), context(one.getValue(), one.getKey(), answer));
                    }
                });
            }
            if (DialplanVersion.isNeeded(line)) {
                ask(
                        connection,
                        DialplanVersion.VARIABLE,
                        said -> is(DialplanVersion.VARIABLE, DialplanVersion.problems(line, said)));
            }
            trunks.forEach(trunk -> ask(connection, trunk.stateFunction(), state -> look(connection, trunk, state)));
            if (line.detection().machines()) {
                ask(connection, MACHINE_DETECTOR, value -> is(MACHINE_DETECTOR, detector(value)));
            }
        } catch (IOException | IllegalStateException gone) {
            again(gone);
        }
    }

    private void look(OneSocketConnection connection, TrunkCheck trunk, @Nullable String state) {
        if (TrunkCheck.isOffline(state)) {
            ask(
                    connection,
                    trunk.addressesFunction(),
                    addresses -> trunk.problemsOffline(addresses, time.instant())
                            .ifPresent(problems -> is(trunk.device(), problems)));
        } else {
            is(trunk.device(), trunk.problems(state));
        }
    }

    /// @param variable or a function
    private void ask(OneSocketConnection connection, String variable, Consumer<@Nullable String> told) {
        try {
            connection.sendAction(new GetVarAction(variable), answer -> {
                if (answer != null && !(answer instanceof ManagerError)) {
                    told.accept(answer.getAttribute("Value"));
                }
            });
        } catch (IOException | IllegalStateException gone) {
            again(gone);
        }
    }

    private void again(Exception gone) {
        log.debug("{} looked at again after the next login", line.name(), gone);
    }

    /// Without func_module the function has no value.
    private static List<String> detector(@Nullable String loaded) {
        return "1".equals(loaded)
                ? List.of()
                : List.of(
                        "0".equals(loaded)
                                ? "Asterisk has not loaded app_amd: every call that is answered would be hung up; add"
                                        + " `load = app_amd.so` to modules.conf, then `module load app_amd.so`, or take"
                                        + " lines.hang-up-machines back"
                                : "nobody can see whether app_amd is loaded: add `load = func_module.so` to modules.conf,"
                                        + " then `module load func_module.so`");
    }

    /// What is missing and where it belongs, in words; empty when nothing is, or nobody could look yet.
    synchronized List<String> problems() {
        return found.values().stream().flatMap(List::stream).toList();
    }

    /// Whether nothing is missing, and nothing awaited that may turn out to be.
    boolean isSettled() {
        return problems().isEmpty() && trunks.stream().noneMatch(TrunkCheck::isAwaited);
    }

    private static Set<String> actions(ManagerResponse answer) {
        return answer.getAttributes().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /// Any other error says nothing about the dialplan: that the account may not look is told by its rights.
    private static List<String> context(String otherwise, String context, ManagerResponse answer) {
        boolean isThere = !(answer instanceof ManagerError)
                || answer.getMessage() == null
                || !answer.getMessage().startsWith(NOT_THERE);
        return isThere
                ? List.of()
                : List.of("the dialplan has no extension " + AmiDialer.EXTEN + " in the context " + context
                        + ": add the context, as deploy/asterisk/etc/extensions.conf has it, then `dialplan reload`; "
                        + otherwise);
    }

    private static String named(String setting) {
        return "or name another one in lines." + setting;
    }

    private synchronized void is(String what, List<String> problems) {
        List<String> before = found.getOrDefault(what, List.of());
        if (before.equals(problems)) {
            return;
        }
        found.put(what, problems);
        problems.stream()
                .filter(problem -> !before.contains(problem))
                .forEach(problem -> log.warn("line={} {}", line.name(), problem));
        before.stream()
                .filter(problem -> !problems.contains(problem))
                .forEach(problem -> log.info("line={} mended: {}", line.name(), problem));
    }
}

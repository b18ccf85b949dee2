package hearback.telephony.testing;

import hearback.telephony.call.Call;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.InertText;
import hearback.telephony.call.LegId;
import hearback.telephony.call.Lines;
import hearback.telephony.call.SurveyAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Calls as a person reads them: time since the call began, a word, the detail; then what it came to.
public final class StoryText {
    private final Call call;
    private final CallRecord record;
    private final Map<LegId, String> names = new HashMap<>();
    private final Map<String, String> bridges = new HashMap<>();

    private StoryText(Call call, Lines lines) {
        this.call = call;
        this.record = call.record(lines);
        for (CallFact fact : call.facts()) {
            if (fact instanceof CallFact.LegAppeared seen) {
                names.put(seen.leg(), seen.channel());
            }
        }
        Optional<CallRecord.AgentFirst> agent = record.customerEnd().agentFirst();
        names.put(call.id().firstLeg(), agent.isPresent() ? "agent" : "customer");
        agent.flatMap(CallRecord.AgentFirst::customer).ifPresent(leg -> names.put(leg, "customer"));
    }

    /// All calls, one after the other.
    public static String of(Collection<Call> calls, Lines lines) {
        return calls.stream().map(call -> new StoryText(call, lines).text()).collect(Collectors.joining("\n"));
    }

    static String withoutComments(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n", "", "\n"))
                .replaceFirst("^\n+", "");
    }

    private String text() {
        StringBuilder text = new StringBuilder("call " + call.id() + "\n");
        List<CallFact> facts = call.facts().stream()
                .sorted(Comparator.comparing(CallFact::at).thenComparing(CallFact::key))
                .toList();
        for (CallFact fact : facts) {
            text.append(offset(fact.at())).append("  ").append(said(fact)).append('\n');
        }
        summary().forEach(line -> text.append("= ").append(line).append('\n'));
        return text.toString();
    }

    private List<String> summary() {
        String parts = record.parts().stream()
                .map(part -> part.agent() + " " + offset(part.from()) + " to " + offset(part.until()))
                .collect(Collectors.joining(", "));
        String files =
                record.recordings().stream().map(file -> file.file().path()).collect(Collectors.joining(", "));
        CallRecord.CustomerEnd end = record.customerEnd();
        List<String> lines = new ArrayList<>(List.of(
                lower(record.direction()) + " hotline " + orNone(record.hotline()) + " from "
                        + who(record.callerNumber(), record.callerName()),
                "queue " + record.queue().map(Object::toString).orElse("none") + " since " + offset(record.queuedAt()),
                "answered " + offset(record.answeredAt()) + ", ended " + offset(record.endedAt()),
                "spoke with " + orNone(parts),
                "recorded " + orNone(files),
                "customer" + (end.rang() ? " rang" : "") + (end.earlyMedia() ? " early-media" : "")
                        + (end.answered() ? " up" : "")
                        + end.dialReason()
                                .map(reason -> " dial-reason " + reason)
                                .orElse("")
                        + end.ended().map(StoryText::closed).orElse(isRung(end) ? " still there" : " never rung"),
                record.result().map(StoryText::lower).orElse("not over")
                        + (record.incomplete() ? ", incomplete" : "")));
        record.survey().forEach(answer -> lines.add(survey(answer)));
        return lines;
    }

    private static String survey(SurveyAnswer answer) {
        return "asked " + answer.question() + ", pressed "
                + answer.key().map(String::valueOf).orElse("nothing") + ", said again " + answer.repeats()
                + " times, waited in vain " + answer.timeouts();
    }

    private static boolean isRung(CallRecord.CustomerEnd end) {
        return end.agentFirst().flatMap(CallRecord.AgentFirst::customer).isPresent()
                || end.agentFirst().isEmpty();
    }

    private static String closed(CallRecord.LegClosed end) {
        return (end.lost() ? " lost" : " ended") + " cause " + end.cause().q850() + "/"
                + end.cause().sip() + " " + lower(end.finalState());
    }

    private String said(CallFact fact) {
        return switch (fact) {
            case CallFact.LegAppeared it ->
                "appeared " + name(it.leg()) + " from " + who(it.callerNumber(), it.callerName()) + " at "
                        + orNone(it.exten()) + "@" + it.context();
            case CallFact.LegRang it -> "rang " + name(it.leg());
            case CallFact.LegHeardEarly it -> "early-media " + name(it.leg());
            case CallFact.LegAnswered it -> "up " + name(it.leg());
            case CallFact.Queued it -> "queued " + name(it.leg()) + " in " + it.queue() + " at " + it.position();
            case CallFact.Abandoned it ->
                "abandoned " + it.queue() + " by " + name(it.leg()) + " after "
                        + it.waited().toSeconds() + " s";
            case CallFact.AgentRang it -> "rung " + it.agent() + " on " + name(it.agentLeg()) + " by " + it.queue();
            case CallFact.AgentTook it ->
                "taken by " + it.agent() + " on " + name(it.agentLeg()) + " from " + it.queue() + " after "
                        + it.waited().toSeconds() + " s";
            case CallFact.BridgeEntered it -> "entered " + bridge(it.bridge().text()) + " " + name(it.leg());
            case CallFact.BridgeLeft it -> "left " + bridge(it.bridge().text()) + " " + name(it.leg());
            case CallFact.RecordingBegan it ->
                "recording " + name(it.leg()) + " to " + it.file().path();
            case CallFact.SurveyAnswered it ->
                "asked " + it.answer().question() + ", pressed "
                        + it.answer().key().map(String::valueOf).orElse("nothing");
            case CallFact.DialReported it ->
                "dialled " + name(it.leg()) + (it.answered() ? " answered" : " failed") + " reason " + it.reason();
            case CallFact.LegEnded it ->
                "ended " + name(it.leg()) + " cause " + it.cause().q850() + "/"
                        + it.cause().sip() + " " + lower(it.finalState());
            case CallFact.LegLost it -> "lost " + name(it.leg()) + " " + lower(it.reason());
            case CallFact.LegNeverCame it -> "never came " + name(it.leg());
            case CallFact.PartMissed it ->
                "missed " + lower(it.part().witness()) + " " + it.part().gapReason();
            case CallFact.Ended it -> "over";
        };
    }

    private String name(LegId leg) {
        return names.getOrDefault(leg, leg.uniqueid());
    }

    private String bridge(String id) {
        return bridges.computeIfAbsent(id, unknown -> String.valueOf((char) ('A' + bridges.size())));
    }

    private String offset(Optional<Instant> at) {
        return at.map(this::offset).orElse("never");
    }

    private String offset(Instant at) {
        Duration since = Duration.between(record.startedAt(), at);
        return String.format(
                Locale.ROOT, "%02d:%02d.%03d", since.toMinutes(), since.toSecondsPart(), since.toMillisPart());
    }

    private static String who(InertText number, InertText name) {
        return orNone(number.text()) + (name.isEmpty() ? "" : " \"" + name + "\"");
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "none" : text;
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

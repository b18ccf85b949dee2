package hearback.telephony.call;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the record from the set of a call's facts. Everything here looks at the facts in order of their own time and
/// then of their key, never in the order in which they were heard.
final class CallReading {
    /// With this cause the shipped dialplan hangs the agent's telephone up when the customer was rung for as long
    /// as he was to be. The customer's own leg has none then (seen with Asterisk 22.10.1): cut off by us.
    private static final int RUNG_IN_VAIN = 19;

    /// `Reason` of an OriginateResponse that says the same.
    private static final int TIMED_OUT = 3;

    private final CallId id;
    /// The customer's; the agent's, where he was there first and there is none of the customer's.
    private final LegId first;
    /// The customer's, of an attempt that rang an agent first and of a call that an agent dialled by hand.
    private final Optional<LegId> second;
    /// What an agent dialled by hand; empty for any other call.
    private final Optional<String> dialled;
    private final List<CallFact> facts;
    private final CallLegs legs;
    private final Lines lines;

    private CallReading(CallId id, List<CallFact> facts, Lines lines) {
        this.id = id;
        this.dialled = dialledByHand(id.firstLeg(), facts, lines);
        this.facts = facts.stream()
                .sorted(Comparator.comparing(CallFact::at).thenComparing(CallFact::key))
                .toList();
        this.second = Lines.isAgentFirst(id.firstLeg()) ? calledByTheAgent() : dialled.flatMap(_ -> farEnd());
        this.first = second.orElse(id.firstLeg());
        this.legs = new CallLegs(first, this.facts);
        this.lines = lines;
    }

    private static Optional<String> dialledByHand(LegId agent, List<CallFact> facts, Lines lines) {
        return facts.stream()
                .filter(CallFact.LegAppeared.class::isInstance)
                .map(CallFact.LegAppeared.class::cast)
                .filter(seen -> seen.leg().equals(agent) && lines.isDialledByHand(seen.context(), seen.exten()))
                .map(CallFact.LegAppeared::exten)
                .findFirst();
    }

    /// The leg that was dialled: the first one beside the agent's.
    private Optional<LegId> farEnd() {
        return farEnd(Instant.MIN);
    }

    /// The leg that was dialled once the agent had answered. Where all others are older (a colleague who took the
    /// call over, or two clocks) it is one of those: rather somebody was rung than nobody.
    private Optional<LegId> calledByTheAgent() {
        return facts.stream()
                .filter(fact -> fact instanceof CallFact.LegAnswered answered
                        && answered.leg().equals(id.firstLeg()))
                .findFirst()
                .flatMap(answered -> farEnd(answered.at()))
                .or(this::farEnd);
    }

    private Optional<LegId> farEnd(Instant since) {
        return facts.stream()
                .filter(CallFact.LegAppeared.class::isInstance)
                .filter(fact -> !fact.at().isBefore(since))
                .map(fact -> ((CallFact.LegAppeared) fact).leg())
                .filter(leg -> !leg.equals(id.firstLeg()))
                .findFirst();
    }

    static CallRecord of(CallId id, List<CallFact> facts, Lines lines) {
        return new CallReading(id, facts, lines).read();
    }

    private CallRecord read() {
        Optional<CallFact.LegAppeared> beginning = legs.appeared(id.firstLeg());
        List<CallRecord.AgentPart> parts = new AgentParts(first, facts, legs).of(lines);
        Optional<CallFact.Queued> waiting = lastQueue();
        Optional<Instant> endedAt = endedAt();
        Direction direction = direction();
        CallRecord.CustomerEnd customerEnd = customerEnd();
        List<SurveyAnswer> survey = survey();
        // the caller of a leg that we dialled is ourselves: the number is the attempt's, no event says it
        Optional<CallFact.LegAppeared> caller = beginning.filter(seen -> direction == Direction.INBOUND);
        return new CallRecord(
                id,
                direction,
                direction == Direction.INBOUND ? hotline() : "",
                caller.map(CallFact.LegAppeared::callerNumber)
                        .or(() -> dialled.map(InertText::new))
                        .orElse(InertText.NOTHING),
                caller.map(CallFact.LegAppeared::callerName).orElse(InertText.NOTHING),
                beginning
                        .map(CallFact::at)
                        .orElseGet(() -> ofLegs().map(CallFact::at).findFirst().orElse(Instant.EPOCH)),
                waiting.map(CallFact.Queued::queue).or(this::agentsQueue),
                waiting.map(CallFact::at),
                parts.stream().map(CallRecord.AgentPart::from).findFirst(),
                endedAt,
                endedAt.map(end -> result(direction, !parts.isEmpty(), customerEnd, survey)),
                parts,
                recordings(),
                survey,
                customerEnd,
                isIncomplete(endedAt.isPresent()),
                missed());
    }

    /// A gap begins before what is known of the call.
    private Stream<CallFact> ofLegs() {
        return facts.stream().filter(CallFact.OfLeg.class::isInstance);
    }

    private List<MissedPart> missed() {
        return facts.stream()
                .filter(CallFact.PartMissed.class::isInstance)
                .map(fact -> ((CallFact.PartMissed) fact).part())
                .toList();
    }

    private Direction direction() {
        return dialled.isPresent()
                ? Direction.OUTBOUND
                : lines.direction(id.firstLeg(), "", "").orElse(Direction.INBOUND);
    }

    /// The number the customer dialled; when that was not heard, the number that leads to the queue he is in. A
    /// server's list says where in the dialplan the leg is now, so what was dialled is looked for in every sight of
    /// the leg.
    private String hotline() {
        Optional<String> dialled = facts.stream()
                .filter(CallFact.LegAppeared.class::isInstance)
                .map(CallFact.LegAppeared.class::cast)
                .filter(seen -> seen.leg().equals(first))
                .filter(seen ->
                        lines.direction(first, seen.context(), seen.exten()).isPresent())
                .map(CallFact.LegAppeared::exten)
                .findFirst();
        return dialled.or(() -> of(CallFact.Queued.class)
                        .map(CallFact.Queued::queue)
                        .or(this::agentsQueue)
                        .flatMap(this::numberOf))
                .orElse("");
    }

    private Optional<String> numberOf(QueueName queue) {
        return lines.hotlines().entrySet().stream()
                .filter(hotline -> hotline.getValue().equals(queue))
                .map(Map.Entry::getKey)
                .min(Comparator.naturalOrder());
    }

    private <F extends CallFact> Optional<F> of(Class<F> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /// The queue the customer is in or was in last, since when: after a reconnect the server's list says again that
    /// he waits there. His own waiting comes before that of a leg somebody else sent into a queue.
    private Optional<CallFact.Queued> lastQueue() {
        Optional<CallFact.Queued> own = Optional.empty();
        Optional<CallFact.Queued> any = Optional.empty();
        for (CallFact fact : facts) {
            if (fact instanceof CallFact.Queued queued) {
                any = since(any, queued);
                own = queued.leg().equals(first) ? since(own, queued) : own;
            }
        }
        Optional<CallFact.Queued> others = any;
        return own.or(() -> others);
    }

    private static Optional<CallFact.Queued> since(Optional<CallFact.Queued> before, CallFact.Queued now) {
        return before.filter(same -> same.queue().equals(now.queue())).or(() -> Optional.of(now));
    }

    private Optional<QueueName> agentsQueue() {
        Optional<QueueName> queue = Optional.empty();
        for (CallFact fact : facts) {
            queue = switch (fact) {
                case CallFact.AgentRang rang -> Optional.of(rang.queue());
                case CallFact.AgentTook took -> Optional.of(took.queue());
                case CallFact.Abandoned abandoned -> Optional.of(abandoned.queue());
                case CallFact.OfLeg other -> queue;
                case CallFact.PartMissed missed -> queue;
                case CallFact.Ended over -> queue;
            };
        }
        return queue;
    }

    private Optional<Instant> endedAt() {
        return of(CallFact.Ended.class).map(over -> CallLegs.lastEnd(facts).orElse(over.at()));
    }

    private static CallResult result(
            Direction direction, boolean agentCame, CallRecord.CustomerEnd customer, List<SurveyAnswer> survey) {
        if (agentCame) {
            return CallResult.ANSWERED;
        }
        if (survey.stream().anyMatch(answer -> answer.key().isPresent())) {
            return CallResult.SURVEYED;
        }
        return switch (direction) {
            case INBOUND -> CallResult.ABANDONED;
            case OUTBOUND ->
                customer.isMachine()
                        ? CallResult.ANSWERING_MACHINE
                        : customer.answered() ? CallResult.ANSWERED_WITHOUT_AGENT : CallResult.NOT_REACHED;
        };
    }

    /// One MixMonitor that is told twice of the same file is one file.
    private List<CallRecord.RecordedFile> recordings() {
        Map<String, CallRecord.RecordedFile> files = new LinkedHashMap<>();
        for (CallFact fact : facts) {
            if (fact instanceof CallFact.RecordingBegan it) {
                files.putIfAbsent(
                        it.leg() + " " + it.file().path(), new CallRecord.RecordedFile(it.leg(), it.file(), it.at()));
            }
        }
        return List.copyOf(files.values());
    }

    /// Of what was told twice of one question, the answer; a key that was pressed comes before one that was not.
    private List<SurveyAnswer> survey() {
        Map<String, SurveyAnswer> answers = new LinkedHashMap<>();
        for (CallFact fact : facts) {
            if (fact instanceof CallFact.SurveyAnswered it && it.leg().equals(first)) {
                answers.merge(
                        it.answer().question(),
                        it.answer(),
                        (one, other) -> one.key().isPresent() ? one : other);
            }
        }
        return List.copyOf(answers.values());
    }

    private CallRecord.CustomerEnd customerEnd() {
        return Lines.isAgentFirst(id.firstLeg()) || dialled.isPresent() ? afterTheAgent() : dialledAtOnce();
    }

    private CallRecord.CustomerEnd afterTheAgent() {
        Optional<CallRecord.LegClosed> agentEnded = legs.closed(id.firstLeg());
        Optional<CallRecord.AgentFirst> agent = Optional.of(new CallRecord.AgentFirst(
                second,
                isSaid(CallFact.LegAnswered.class, id.firstLeg()) || endedAs(agentEnded, LegState.UP),
                agentEnded));
        if (second.isEmpty()) {
            return new CallRecord.CustomerEnd(
                    false, false, false, Optional.empty(), Optional.empty(), legs.neverCame(first), agent);
        }
        CallRecord.CustomerEnd end = dialledAtOnce();
        boolean isRungInVain = agentEnded
                .filter(closed -> closed.cause().q850() == RUNG_IN_VAIN)
                .isPresent();
        // What ended by itself has a cause of its own.
        Optional<Integer> timedOut = end.ended()
                .filter(closed ->
                        isRungInVain && !end.answered() && closed.cause().equals(HangupCause.NOT_SAID))
                .map(_ -> TIMED_OUT);
        return new CallRecord.CustomerEnd(
                end.rang(), end.earlyMedia(), end.answered(), timedOut, end.ended(), Optional.empty(), agent);
    }

    private CallRecord.CustomerEnd dialledAtOnce() {
        Optional<CallRecord.LegClosed> ended = legs.closed(first);
        boolean answered = isSaid(CallFact.LegAnswered.class) || endedAs(ended, LegState.UP);
        boolean rang = isSaid(CallFact.LegRang.class) || endedAs(ended, LegState.RINGING);
        return new CallRecord.CustomerEnd(
                rang,
                isSaid(CallFact.LegHeardEarly.class),
                answered,
                dialReason(),
                ended.map(end -> end.lost() ? lost(end, answered, rang) : end),
                legs.neverCame(first));
    }

    private static boolean endedAs(Optional<CallRecord.LegClosed> ended, LegState state) {
        return ended.map(CallRecord.LegClosed::finalState).equals(Optional.of(state));
    }

    private static CallRecord.LegClosed lost(CallRecord.LegClosed end, boolean answered, boolean rang) {
        LegState last = answered ? LegState.UP : rang ? LegState.RINGING : LegState.DOWN;
        return new CallRecord.LegClosed(end.at(), end.cause(), last, true);
    }

    private boolean isSaid(Class<? extends CallFact.OfLeg> kind) {
        return isSaid(kind, first);
    }

    private boolean isSaid(Class<? extends CallFact.OfLeg> kind, LegId leg) {
        return facts.stream()
                .anyMatch(fact -> kind.isInstance(fact)
                        && fact instanceof CallFact.OfLeg ofLeg
                        && ofLeg.leg().equals(leg));
    }

    /// Of several reports the telling one: a second Originate under the same ChannelId is reported as a failure
    /// with reason 0 while the first one lives (faults.md 2.1 row 2).
    private Optional<Integer> dialReason() {
        return facts.stream()
                .filter(CallFact.DialReported.class::isInstance)
                .map(CallFact.DialReported.class::cast)
                .filter(report -> report.leg().equals(first))
                .max(Comparator.comparing(CallFact.DialReported::answered)
                        .thenComparingInt(CallFact.DialReported::reason))
                .map(CallFact.DialReported::reason);
    }

    private boolean isIncomplete(boolean over) {
        return legs.all().stream().anyMatch(leg -> isIncomplete(leg, over))
                || (legs.appeared(first).isEmpty() && legs.neverCame(first).isEmpty())
                || of(CallFact.PartMissed.class).isPresent();
    }

    private boolean isIncomplete(LegId leg, boolean over) {
        return legs.neverCame(leg).isEmpty()
                && (legs.appeared(leg).isEmpty()
                        || legs.closed(leg).map(CallRecord.LegClosed::lost).orElse(over));
    }
}

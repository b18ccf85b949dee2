package hearback.telephony.call;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a call comes to, as read from the set of its facts ([Call#record]). The same facts in any order give an equal
/// record.
///
/// @param hotline the number the customer dialled; empty for an outbound call
/// @param callerNumber the customer's number as the network delivered it; of a call that an agent placed by hand what
///     he dialled; empty for any other outbound call, whose number is the attempt's
/// @param startedAt when the first leg appeared
/// @param queue the last queue the customer waited in
/// @param answeredAt when customer and agent first heard each other
/// @param endedAt when the last leg ended; empty while the call lives
/// @param parts who spoke with the customer, in order
/// @param recordings files the server said it was writing, in order
/// @param survey what he said to the questions of a survey, in order, each question once
/// @param customerEnd how the customer's leg ended
/// @param incomplete true when a leg's end or beginning, or a part in between, was not heard: times are the best
/// we know
/// @param missed what fell into a gap and was told by somebody else, in order; empty for a call that was heard whole
public record CallRecord(
        CallId id,
        Direction direction,
        String hotline,
        InertText callerNumber,
        InertText callerName,
        Instant startedAt,
        Optional<QueueName> queue,
        Optional<Instant> queuedAt,
        Optional<Instant> answeredAt,
        Optional<Instant> endedAt,
        Optional<CallResult> result,
        List<AgentPart> parts,
        List<RecordedFile> recordings,
        List<SurveyAnswer> survey,
        CustomerEnd customerEnd,
        boolean incomplete,
        List<MissedPart> missed) {

    public CallRecord {
        parts = List.copyOf(parts);
        recordings = List.copyOf(recordings);
        survey = List.copyOf(survey);
        missed = List.copyOf(missed);
    }

    /// A call without a survey.
    public CallRecord(
            CallId id,
            Direction direction,
            String hotline,
            InertText callerNumber,
            InertText callerName,
            Instant startedAt,
            Optional<QueueName> queue,
            Optional<Instant> queuedAt,
            Optional<Instant> answeredAt,
            Optional<Instant> endedAt,
            Optional<CallResult> result,
            List<AgentPart> parts,
            List<RecordedFile> recordings,
            CustomerEnd customerEnd,
            boolean incomplete,
            List<MissedPart> missed) {
        this(
                id,
                direction,
                hotline,
                callerNumber,
                callerName,
                startedAt,
                queue,
                queuedAt,
                answeredAt,
                endedAt,
                result,
                parts,
                recordings,
                List.of(),
                customerEnd,
                incomplete,
                missed);
    }

    /// True when he pressed a key to at least one question.
    public boolean isSurveyed() {
        return survey.stream().anyMatch(answer -> answer.key().isPresent());
    }

    /// The customer's leg; empty when an agent was there first and no leg of the customer's is known.
    public Optional<LegId> customerLeg() {
        return customerEnd.agentFirst().map(AgentFirst::customer).orElseGet(() -> Optional.of(id.firstLeg()));
    }

    /// Who told what was not heard of this call when it happened; empty when it was heard whole.
    public Set<MissedPart.Witness> toldBy() {
        return missed.stream()
                .map(MissedPart::witness)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(MissedPart.Witness.class)));
    }

    /// From start to agent, or to the end when no agent came; runs on while the caller waits.
    public Optional<Duration> waited() {
        return answeredAt.or(() -> endedAt).map(until -> Duration.between(startedAt, until));
    }

    /// The time one agent and the customer were in the same bridge.
    ///
    /// @param until empty while they still are
    public record AgentPart(AgentId agent, LegId leg, Instant from, Optional<Instant> until) {}

    /// A file that a MixMonitor on one leg was told to write, on the server's own disk.
    public record RecordedFile(LegId leg, SoundFile file, Instant since) {}

    /// What is known about the customer's leg, for judging a callback attempt.
    ///
    /// @param rang the far end said it was ringing
    /// @param earlyMedia the network spoke before any answer
    /// @param answered the leg was up
    /// @param dialReason `Reason` of OriginateResponse, empty when none came
    /// @param ended empty while the leg lives
    /// @param neverCame no channel was ever made for the leg; everything was heard since this instant, by our time.
    ///     Agent first: none of the agent's
    /// @param agentFirst of an attempt that rang an agent first and of a call that he dialled by hand; empty for
    ///     any other call
    public record CustomerEnd(
            boolean rang,
            boolean earlyMedia,
            boolean answered,
            Optional<Integer> dialReason,
            Optional<LegClosed> ended,
            Optional<Instant> neverCame,
            Optional<AgentFirst> agentFirst) {
        /// Of a call that no agent was in before the customer.
        public CustomerEnd(
                boolean rang,
                boolean earlyMedia,
                boolean answered,
                Optional<Integer> dialReason,
                Optional<LegClosed> ended,
                Optional<Instant> neverCame) {
            this(rang, earlyMedia, answered, dialReason, ended, neverCame, Optional.empty());
        }

        /// Whether a machine answered in the customer's place, as the dialplan found.
        public boolean isMachine() {
            return answered
                    && ended.filter(end -> !end.lost() && end.cause().isOfAMachine())
                            .isPresent();
        }
    }

    /// The agent who was rung before the customer, or dialled him by hand.
    ///
    /// @param customer his leg; empty while none is known
    /// @param answered the agent did
    /// @param ended empty while the agent's leg lives
    public record AgentFirst(Optional<LegId> customer, boolean answered, Optional<LegClosed> ended) {}

    /// @param lost the end was not heard but concluded
    public record LegClosed(Instant at, HangupCause cause, LegState finalState, boolean lost) {}
}

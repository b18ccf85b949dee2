package hearback.telephony.flow;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.AgentId;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.queue.Member;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Offers the due callbacks of one server to the agents of its callbacks' queue, one at a time to each. Only the
/// process that holds the line does; what it has offered when it dies is taken back by whoever holds the line next,
/// once nobody may be looking at it any more.
public final class PreviewCallbacks implements Previews {
    private final Line line;
    private final PlanStore plans;
    private final RetryRules rules;
    private final SettleAttempt settle;
    private final Consumer<Started> starter;
    private final InstantSource time;
    private final Map<AgentId, Offer> offers = new ConcurrentHashMap<>();
    private final Set<AgentId> asking = ConcurrentHashMap.newKeySet();

    /// @param starter rings, and does not wait for it
    public PreviewCallbacks(
            Line line,
            PlanStore plans,
            RetryRules rules,
            SettleAttempt settle,
            Consumer<Started> starter,
            InstantSource time) {
        this.line = line;
        this.plans = plans;
        this.rules = rules;
        this.settle = settle;
        this.starter = starter;
        this.time = time;
    }

    @Override
    public Next next(AgentId agent) {
        if (!asking.add(agent)) {
            return new Next.NotNow("the agent has asked already");
        }
        try {
            return offered(agent).flatMap(this::seen).orElseGet(() -> look(agent));
        } finally {
            asking.remove(agent);
        }
    }

    private Next look(AgentId agent) {
        var held = line.held().get();
        if (held.isEmpty()) {
            return new Next.NotNow(noLine());
        }
        if (!isFree(agent)) {
            return new Next.NotNow("agent " + agent + " is not free in the queue "
                    + line.place().queue());
        }
        var now = time.instant();
        var trunks = line.lanes().open(line.place().server(), now);
        if (trunks.rooms().isEmpty()) {
            return new Next.NotNow("no trunk takes a call now"
                    + trunks.next().map(at -> "; tried again at " + at).orElse(""));
        }
        var open = plans.waiting(now).stream()
                .filter(waiting -> !waiting.earliest().isAfter(now))
                .map(PlanStore.Waiting::profile)
                .filter(profile -> isOpen(profile, now))
                .toList();
        return open.isEmpty() ? new Next.NothingDue() : claim(agent, held.get(), open, trunks, now);
    }

    /// A survey needs nobody to look at it.
    private Next claim(
            AgentId agent, LineLease.Held held, List<Optional<ProfileVersion>> open, Lanes.Open trunks, Instant now) {
        var limits = new PlanStore.Limits(1, trunks.liveAttempts(), 1)
                .through(trunks.rooms())
                .agentFirst(line.agentRings());
        var claimed = plans.claimDue(held, now, open, limits);
        while (!claimed.isEmpty() && claimed.getFirst().reason() == CallbackReason.SURVEY) {
            starter.accept(new Started(claimed.getFirst(), Optional.empty()));
            claimed = plans.claimDue(held, now, open, limits);
        }
        if (claimed.isEmpty()) {
            return new Next.NothingDue();
        }
        var offer = new Offer(claimed.getFirst(), now.plus(line.limit()));
        offers.put(agent, offer);
        return seen(offer).orElseGet(Next.NothingDue::new);
    }

    /// Empty when nobody wants it any more, or it was taken back.
    private Optional<Next> seen(Offer offer) {
        return plans.findByAttempt(offer.attempt())
                .filter(plan -> plan.state() instanceof CallbackState.Dialling)
                .filter(plan -> plan.attempts().stream()
                        .anyMatch(one ->
                                one.id().equals(offer.attempt()) && one.state() instanceof AttemptState.Committed))
                .map(plan -> new Next.Offered(offer.attempt(), plan, offer.until()));
    }

    @Override
    public Answer start(AttemptId attempt, AgentId agent) {
        return done(attempt, agent, offer -> {
            boolean isWanted = seen(offer).isPresent();
            // All the same: whoever rings takes back what must not be rung.
            starter.accept(new Started(offer.claimed(), Optional.of(agent)));
            return isWanted;
        });
    }

    @Override
    public Answer handBack(AttemptId attempt, AgentId agent, String reason) {
        return done(
                attempt,
                agent,
                _ -> settle.putOff(
                        attempt,
                        new AttemptOutcome.LineFailed(Fault.TAKEN_BACK, HangupCause.NOT_SAID),
                        Duration.ZERO,
                        "handed back by agent " + agent + ": " + reason));
    }

    private Answer done(AttemptId attempt, AgentId agent, Predicate<Offer> work) {
        if (line.held().get().isEmpty()) {
            return new Answer.NotNow(noLine());
        }
        return taken(attempt, agent).filter(work).isPresent()
                ? new Answer.Done()
                : new Answer.Refused(NotOffered.why(plans.findByAttempt(attempt), attempt, agent));
    }

    private String noLine() {
        return "the line to " + server() + " is not held and connected";
    }

    ServerName server() {
        return line.place().server();
    }

    /// Whether this agent is one of the queue's here, whatever he is doing.
    boolean knows(AgentId agent) {
        return member(agent).isPresent();
    }

    /// Once only: an offer that was started or given back is none any more.
    private Optional<Offer> taken(AttemptId attempt, AgentId agent) {
        return offered(agent)
                .filter(offer -> offer.attempt().equals(attempt))
                .filter(offer -> offers.remove(agent, offer));
    }

    private Optional<Offer> offered(AgentId agent) {
        return Optional.ofNullable(offers.get(agent))
                .filter(offer -> time.instant().isBefore(offer.until()))
                .filter(this::isUnderOurFence);
    }

    /// Any other would not be released.
    private boolean isUnderOurFence(Offer offer) {
        return line.held()
                .get()
                .filter(held -> held.fence() == offer.claimed().attempt().fence())
                .isPresent();
    }

    private boolean isFree(AgentId agent) {
        return member(agent)
                .map(Member::state)
                .filter(state -> state instanceof Member.State.Ready || state instanceof Member.State.Paused)
                .isPresent();
    }

    private Optional<Member> member(AgentId agent) {
        return line.board().members().stream()
                .filter(member -> member.server().equals(line.place().server())
                        && member.queue().equals(line.place().queue())
                        && member.agent().equals(agent))
                .findFirst();
    }

    private boolean isOpen(Optional<ProfileVersion> profile, Instant now) {
        try {
            return rules.of(profile).hours().isOpenAt(now);
        } catch (IllegalStateException unknown) {
            // Nobody is rung by a rule that nobody knows; the dispatcher says so.
            return false;
        }
    }

    /// @param held the lease of the server, while it is ours and the server is heard
    /// @param place whose agents
    /// @param lanes its trunks
    /// @param agentRings how long an agent's telephone rings before the customer's does
    /// @param limit how long an offer stands
    public record Line(
            Supplier<Optional<LineLease.Held>> held,
            AgentRoom.Place place,
            Board board,
            Lanes lanes,
            Duration agentRings,
            Duration limit) {}

    /// @param agent whose telephone is rung; empty for what needs none
    public record Started(PlanStore.Claimed claimed, Optional<AgentId> agent) {}

    private record Offer(PlanStore.Claimed claimed, Instant until) {
        AttemptId attempt() {
            return claimed.attempt().id();
        }
    }
}

package hearback.telephony.flow;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The previews of all servers: an agent is offered those of the server whose queue he is in, by the node that holds
/// the line to it.
public final class PreviewDesk implements Previews {
    private final List<Place> places;
    private final PlanStore plans;
    private final AskLineHolder elsewhere;

    /// @param places read each time: they are put together after it
    public PreviewDesk(List<Place> places, PlanStore plans, AskLineHolder elsewhere) {
        this.places = places;
        this.plans = plans;
        this.elsewhere = elsewhere;
    }

    @Override
    public Next next(AgentId agent) {
        return places.stream()
                .filter(Place::isHere)
                .map(Place::line)
                .filter(line -> line.knows(agent))
                .findFirst()
                .map(line -> line.next(agent))
                .orElseGet(() -> nextElsewhere(agent));
    }

    /// One server after the other, so that he is not offered two.
    private Next nextElsewhere(AgentId agent) {
        List<String> whys = new ArrayList<>();
        for (Place place : places.stream().filter(one -> !one.isHere()).toList()) {
            switch (elsewhere.next(place.server(), agent)) {
                case Next.Offered offered -> {
                    return offered;
                }
                case Next.NothingDue none -> {
                    return none;
                }
                case Next.NotNow(var why) -> whys.add(why);
            }
        }
        return new Next.NotNow(
                whys.isEmpty()
                        ? "no line has callbacks that agent " + agent + " may look at"
                        : String.join("; ", whys));
    }

    @Override
    public Answer start(AttemptId attempt, AgentId agent) {
        return done(
                attempt,
                agent,
                place -> place.isHere()
                        ? place.line().start(attempt, agent)
                        : elsewhere.start(place.server(), attempt, agent));
    }

    @Override
    public Answer handBack(AttemptId attempt, AgentId agent, String reason) {
        return done(
                attempt,
                agent,
                place -> place.isHere()
                        ? place.line().handBack(attempt, agent, reason)
                        : elsewhere.handBack(place.server(), attempt, agent, reason));
    }

    private Answer done(AttemptId attempt, AgentId agent, Function<Place, Answer> work) {
        var plan = plans.findByAttempt(attempt);
        return plan.flatMap(one -> one.attempt(attempt))
                .flatMap(one -> places.stream()
                        .filter(place -> place.server().equals(one.server()))
                        .findFirst())
                .map(work)
                .orElseGet(() -> new Answer.Refused(NotOffered.why(plan, attempt, agent)));
    }

    /// A line whose callbacks are looked at first.
    ///
    /// @param lease of its server, while this node has it
    public record Place(Supplier<Optional<LineLease.Held>> lease, PreviewCallbacks line) {
        boolean isHere() {
            return lease.get().isPresent();
        }

        ServerName server() {
            return line.server();
        }
    }
}

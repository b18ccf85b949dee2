package hearback.agent.life;

import hearback.config.profile.Channel;
import hearback.config.profile.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a hotline call adds to a ticket's history.
public final class OnCall {
    private OnCall() {}

    /// The call opens a ticket. Where complaints are accepted first and handled later, it is accepted by this
    /// (S0-57).
    ///
    /// @param before the number of the open ticket beside which it is opened, where each call has its own (S4-62)
    public static List<Step> opens(Profile profile, String call, String hotline, Instant at, Optional<String> before) {
        var registered = new IntakeFact.Registered(Channel.PHONE, Optional.of(hotline), at);
        List<Fact> more = new ArrayList<>(List.of(new LineFact.CallLinked(call, LineFact.Role.OPENED)));
        before.ifPresent(number -> more.add(new CourseFact.LinkedTo(number, CourseFact.Kinship.SAME_MATTER, call)));
        List<Fact> facts = switch (Decide.opening(profile, Actor.ITSELF, at, registered, more)) {
            case Decision.Accepted accepted -> accepted.facts();
            // Nothing is lost: a profile that takes no calls leaves it to people to accept it.
            case Decision.Refused _ -> List.of(registered, more.getFirst());
        };
        return steps(0, at, Actor.ITSELF, "call " + call, facts);
    }

    /// The call urges an open ticket (S0-10).
    public static List<Step> urges(Profile profile, TicketLife life, String call, Instant at) {
        List<Fact> facts = new ArrayList<>(List.of(new LineFact.CallLinked(call, LineFact.Role.URGED)));
        var urged = new CourseFact.Urged(CourseFact.By.CUSTOMER, Optional.of(call), "");
        if (Decide.on(profile, life, Actor.ITSELF, at, urged) instanceof Decision.Accepted accepted) {
            facts.addAll(accepted.facts());
        }
        return steps(life.steps().size(), at, Actor.ITSELF, "call " + call, facts);
    }

    /// Facts as the next steps of a ticket. The first is his who proposed it; what follows by rule is Hearback's.
    ///
    /// @param after the ordinal of the last step there is
    /// @param cause of the first; the others are named after it
    public static List<Step> steps(int after, Instant at, Actor actor, String cause, List<Fact> facts) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            steps.add(new Step(
                    after + i + 1, at, i == 0 ? actor : Actor.ITSELF, i == 0 ? cause : cause + " +" + i, facts.get(i)));
        }
        return steps;
    }
}

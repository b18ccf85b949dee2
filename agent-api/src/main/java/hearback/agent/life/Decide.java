package hearback.agent.life;

import static hearback.agent.life.Decision.Refused.because;

import hearback.config.profile.Post;
import hearback.config.profile.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Takes or refuses a step. A pure function of the profile, the ticket, who asks and when (decision 0008).
public final class Decide {
    private Decide() {}

    /// @param profile the version that the ticket names, or, before it was accepted, the present one of its hotline
    /// @param proposed its order 0 stands for the next
    public static Decision on(Profile profile, TicketLife life, Actor actor, Instant now, Fact proposed) {
        Situation situation = Situation.of(profile, life, actor, now);
        Optional<Decision.Refused> refused = mayPropose(situation, proposed)
                .or(() -> fitsTheStage(situation, proposed))
                .or(() -> switch (proposed) {
                    case IntakeFact fact -> DecideIntake.on(situation, fact);
                    case OrderFact fact -> DecideOrder.on(situation, fact);
                    case CustomerFact fact -> DecideCustomer.on(situation, fact);
                    case CourseFact fact -> DecideCourse.on(situation, fact);
                    case EndFact fact -> DecideEnd.on(situation, fact);
                    case TrustFact fact -> DecideTrust.on(situation, fact);
                    case LineFact _, WatchFact _ -> Optional.empty();
                });
        if (refused.isPresent()) {
            return refused.get();
        }
        Fact completed = proposed instanceof OrderFact.Dispatched sent
                ? sent.as(life.orders().size() + 1)
                : proposed;
        List<Fact> facts = new ArrayList<>(List.of(completed));
        facts.addAll(Follows.from(situation, completed));
        return new Decision.Accepted(facts);
    }

    /// A new ticket's first facts.
    ///
    /// @param more what is known at once: the description, a link to an earlier ticket
    public static Decision opening(
            Profile profile, Actor actor, Instant now, IntakeFact.Registered registered, List<Fact> more) {
        if (!actor.isItself() && !Duty.of(registered).contains(actor.post().orElseThrow())) {
            return notYourPost(actor, Duty.of(registered)).orElseThrow();
        }
        Optional<Decision.Refused> refused = DecideIntake.registration(profile, now, registered);
        if (refused.isPresent()) {
            return refused.get();
        }
        List<Fact> facts = new ArrayList<>(List.of(registered));
        TicketLife life = new TicketLife(List.of(new Step(1, now, actor, "1", registered)));
        List<Fact> rest = new ArrayList<>(more);
        if (!profile.intake().documentsFirst()) {
            rest.addFirst(new IntakeFact.Accepted(profile.version()));
        }
        rest.addAll(0, Follows.classesByRule(Situation.of(profile, life, actor, now)));
        for (Fact next : rest) {
            life = life.with(steps(life, actor, now, facts.subList(life.steps().size(), facts.size())));
            boolean given = next instanceof IntakeFact.ClassGiven;
            switch (on(profile, life, given ? Actor.ITSELF : actor, now, next)) {
                case Decision.Refused no -> {
                    return no;
                }
                case Decision.Accepted taken -> facts.addAll(taken.facts());
            }
        }
        return new Decision.Accepted(facts);
    }

    private static List<Step> steps(TicketLife life, Actor actor, Instant now, List<Fact> facts) {
        List<Step> steps = new ArrayList<>();
        for (Fact fact : facts) {
            int ordinal = life.steps().size() + steps.size() + 1;
            steps.add(new Step(ordinal, now, actor, Integer.toString(ordinal), fact));
        }
        return steps;
    }

    private static Optional<Decision.Refused> mayPropose(Situation situation, Fact fact) {
        Actor actor = situation.actor();
        if (actor.isItself()) {
            return Optional.empty();
        }
        Set<Post> posts = Duty.of(fact);
        if (posts.isEmpty()) {
            return because(Refusal.NOT_FOR_PEOPLE);
        }
        if (!posts.contains(actor.post().orElseThrow())) {
            return notYourPost(actor, posts);
        }
        // He may still say himself that he keeps out.
        return Situation.refuseIf(
                situation.isParty(actor.name()) && !(fact instanceof TrustFact.Recused), Refusal.RECUSED);
    }

    private static Optional<Decision.Refused> notYourPost(Actor actor, Set<Post> posts) {
        return because(
                Refusal.NOT_YOUR_POST,
                Map.of(
                        "post",
                        actor.post().map(Ids::of).orElse(Actor.BY_ITSELF),
                        "needed",
                        posts.stream().map(Ids::of).sorted().collect(Collectors.joining(", "))));
    }

    private static Optional<Decision.Refused> fitsTheStage(Situation situation, Fact fact) {
        return Where.allows(situation.stage(), fact)
                ? Optional.empty()
                : because(
                        Refusal.NOT_IN_THIS_STAGE,
                        Map.of(
                                "fact",
                                Ids.of(fact.getClass()),
                                "stage",
                                situation.stage().id()));
    }
}

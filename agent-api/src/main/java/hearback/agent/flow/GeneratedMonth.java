package hearback.agent.flow;

import hearback.agent.life.Actor;
import hearback.agent.life.CustomerFact;
import hearback.agent.life.Decide;
import hearback.agent.life.Decision;
import hearback.agent.life.Fact;
import hearback.agent.life.IntakeFact;
import hearback.agent.life.OnCall;
import hearback.agent.life.OrderFact;
import hearback.agent.life.TicketLife;
import hearback.config.profile.Channel;
import hearback.config.profile.Circumstance;
import hearback.config.profile.FollowUp;
import hearback.config.profile.Handling;
import hearback.config.profile.Intake;
import hearback.config.profile.Profile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// A month of invented tickets under a profile, as they might have gone: for trying a changed profile where there are
/// no tickets yet. The same seed gives the same month.
public final class GeneratedMonth {
    private static final int HALF = 2;
    /// Cents: up to a hundred thousand.
    private static final long MOST_AT_STAKE = 10_000_000;

    private final Profile profile;
    private final YearMonth month;
    private final RandomGenerator chance;

    public GeneratedMonth(Profile profile, YearMonth month, RandomGenerator chance) {
        this.profile = profile;
        this.month = month;
        this.chance = chance;
    }

    public List<TicketLife> tickets(int count) {
        List<TicketLife> lives = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lives.add(ticket());
        }
        return lives;
    }

    private TicketLife ticket() {
        Instant from = month.atDay(1).atStartOfDay(profile.calendar().zone()).toInstant();
        Instant until = month.plusMonths(1)
                .atDay(1)
                .atStartOfDay(profile.calendar().zone())
                .toInstant();
        Instant at =
                from.plusSeconds(chance.nextLong(Duration.between(from, until).toSeconds()));
        List<Channel> channels = profile.intake().channels().stream().sorted().toList();
        Channel channel = channels.get(chance.nextInt(channels.size()));
        var registered = new IntakeFact.Registered(channel, Optional.empty(), at);
        List<Fact> facts = switch (Decide.opening(profile, Actor.ITSELF, at, registered, List.of())) {
            case Decision.Accepted accepted -> accepted.facts();
            case Decision.Refused _ -> List.of(registered);
        };
        TicketLife life = new TicketLife(OnCall.steps(0, at, Actor.ITSELF, "opened", facts));
        for (Fact next : course()) {
            at = at.plusSeconds(chance.nextLong(60, 20L * 3600));
            if (Decide.on(profile, life, Actor.ITSELF, at, next) instanceof Decision.Accepted accepted) {
                life = life.with(OnCall.steps(
                        life.steps().size(),
                        at,
                        Actor.ITSELF,
                        "step " + life.steps().size(),
                        accepted.facts()));
            }
        }
        return life;
    }

    /// The usual way, now and then with a return, and ending anywhere.
    private List<Fact> course() {
        Map<Intake.Field, String> fields = new EnumMap<>(Intake.Field.class);
        profile.intake().required().forEach(field -> fields.put(field, "invented"));
        Set<Circumstance> circumstances = chance.nextInt(4) == 0 ? Set.of(oneOf(Circumstance.values())) : Set.of();
        Map<Handling.ReplyPart, String> answer = new EnumMap<>(Handling.ReplyPart.class);
        for (Handling.ReplyPart part : Handling.ReplyPart.values()) {
            answer.put(part, "invented");
        }
        Map<FollowUp.Question, FollowUp.Scale> asked = new EnumMap<>(FollowUp.Question.class);
        for (FollowUp.Question question : profile.followUp().questions()) {
            asked.put(
                    question,
                    profile.followUp()
                            .scale()
                            .get(chance.nextInt(profile.followUp().scale().size())));
        }
        List<Fact> course = new ArrayList<>(List.of(
                new IntakeFact.Described(fields.isEmpty() ? Map.of(Intake.Field.CONTENT, "invented") : fields),
                new IntakeFact.Weighed(
                        circumstances,
                        Optional.of(BigDecimal.valueOf(chance.nextLong(MOST_AT_STAKE), 2)),
                        Optional.empty()),
                new IntakeFact.Submitted(),
                new IntakeFact.Rechecked(Optional.empty(), "invented"),
                new OrderFact.Dispatched(0, "invented", "one", Optional.of("another"), false, "invented"),
                new CustomerFact.ProgressTold("invented"),
                new OrderFact.Answered(1, answer)));
        if (chance.nextInt(HALF) == 0) {
            course.add(new OrderFact.AnswerReturned(1, "invented"));
            course.add(new OrderFact.Answered(1, answer));
        }
        course.addAll(List.of(
                new OrderFact.AnswerApproved(1),
                new CustomerFact.ResultTold(CustomerFact.Way.SPOKEN, "invented", Optional.empty()),
                new CustomerFact.FollowUpInstructed("invented"),
                new CustomerFact.FollowedUp(asked, "", Optional.of("invented"), true)));
        return course.subList(0, chance.nextInt(3, course.size() + 1));
    }

    private <T> T oneOf(T[] values) {
        return values[chance.nextInt(values.length)];
    }
}

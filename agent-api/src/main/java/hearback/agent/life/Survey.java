package hearback.agent.life;

import hearback.config.profile.FollowUp;
import hearback.config.profile.FollowUp.Question;
import hearback.config.profile.FollowUp.Scale;
import hearback.config.profile.Profile;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a machine that asks a customer by telephone can ask and write down. It reads two questions on the scale of four
/// points (S1-50, S1-51), and is of no department (S1-15).
public final class Survey {
    /// Key 1 is the first.
    private static final List<Scale> KEYS =
            List.of(Scale.SATISFIED, Scale.FAIRLY_SATISFIED, Scale.AVERAGE, Scale.DISSATISFIED);
    /// It stands where a person would have written what the customer said (S1-37).
    private static final String NOT_ASKED =
            "pressed by key in the spoken survey; neither why nor whether he wants to hear from us was asked";

    private Survey() {}

    /// Whether it asks what this institution wants to know.
    public static boolean fits(Profile profile) {
        return profile.followUp().scale().equals(KEYS)
                && !profile.followUp().questions().isEmpty();
    }

    /// @param keys pressed, by the names of the questions; what is on no scale, or no question, is no answer
    public static Map<Question, Scale> answers(Map<String, Integer> keys) {
        Map<Question, Scale> answers = new EnumMap<>(Question.class);
        for (Question question : Question.values()) {
            Optional.ofNullable(keys.get(Ids.of(question)))
                    .filter(key -> key >= 1 && key <= KEYS.size())
                    .ifPresent(key -> answers.put(question, KEYS.get(key - 1)));
        }
        return answers;
    }

    /// The follow-up as the machine can write it. Empty, and a person asks: when he did not answer every question
    /// of the institution's; when he is dissatisfied and what comes next depends on what only a person asks
    /// (S1-37).
    public static Optional<CustomerFact.FollowedUp> followUp(Profile profile, Map<Question, Scale> said) {
        FollowUp rules = profile.followUp();
        Map<Question, Scale> answers = new EnumMap<>(Question.class);
        rules.questions().stream()
                .filter(said::containsKey)
                .forEach(question -> answers.put(question, said.get(question)));
        if (!fits(profile) || answers.size() < rules.questions().size()) {
            return Optional.empty();
        }
        var done = new CustomerFact.FollowedUp(answers, "", Optional.empty(), false);
        if (!FollowUps.isDissatisfied(done)) {
            return Optional.of(done);
        }
        return switch (rules.dissatisfied()) {
            case DECIDE_SECOND_DISPATCH, RETURN ->
                Optional.of(new CustomerFact.FollowedUp(answers, "", Optional.of(NOT_ASKED), false));
            case ASK_WHETHER_WANTED -> Optional.empty();
        };
    }

    /// Why this customer is not to be asked by a machine now; empty: he may be.
    public static Optional<Decision.Refused> refusal(Profile profile, TicketLife life, Instant now) {
        if (!fits(profile)) {
            return Decision.Refused.because(Refusal.NOT_ASKED_BY_MACHINE);
        }
        Map<Question, Scale> content = new EnumMap<>(Question.class);
        profile.followUp().questions().forEach(question -> content.put(question, Scale.SATISFIED));
        var wouldBe = new CustomerFact.FollowedUp(content, "", Optional.empty(), false);
        return Decide.on(profile, life, Actor.SURVEY, now, wouldBe) instanceof Decision.Refused refused
                ? Optional.of(refused)
                : Optional.empty();
    }
}

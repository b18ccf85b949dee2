package hearback.agent.life;

import static hearback.agent.life.Decision.Refused.because;

import hearback.config.profile.Intake;
import hearback.config.profile.Post;
import hearback.config.profile.Powers;
import hearback.config.profile.Profile;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Who wants something of which ticket, when, and under which profile.
///
/// @param stage of the ticket
record Situation(Profile profile, TicketLife life, Stage stage, Actor actor, Instant now) {
    static Situation of(Profile profile, TicketLife life, Actor actor, Instant now) {
        return new Situation(profile, life, life.stage(), actor, now);
    }

    boolean leads() {
        return actor.isItself() || actor.isAt(Post.SUPERVISOR) || actor.isAt(Post.ADMINISTRATOR);
    }

    /// Whether he keeps out of this matter: recused, or the one complained about (S1-26, S0-64, S3-37).
    boolean isParty(String person) {
        return life.isRecused(person)
                || Optional.ofNullable(life.described().get(Intake.Field.SUBJECT))
                        .filter(person::equals)
                        .isPresent();
    }

    Optional<Order> order(int number) {
        return life.order(number);
    }

    /// The post that must agree, when this institution wants somebody to.
    Optional<Post> approver(Powers.Act act) {
        return profile.powers().approvals().stream()
                .filter(approval -> approval.of() == act)
                .map(Powers.Approval::by)
                .findFirst();
    }

    /// Somebody else than who asked, at the post that agrees to such things.
    Optional<Decision.Refused> approves(Powers.Act act, Post otherwise, String asker) {
        Post needed = approver(act).orElse(otherwise);
        if (!actor.isAt(needed) && !actor.isAt(Post.ADMINISTRATOR)) {
            return because(Refusal.NOT_YOUR_POST, Map.of("post", post(), "needed", Ids.of(needed)));
        }
        return another(asker);
    }

    Optional<Decision.Refused> another(String than) {
        return actor.name().equals(than) ? because(Refusal.SAME_PERSON, Map.of("person", than)) : Optional.empty();
    }

    String post() {
        return actor.post().map(Ids::of).orElse(Actor.BY_ITSELF);
    }

    static Optional<Decision.Refused> refuseIf(boolean is, Refusal why) {
        return is ? because(why) : Optional.empty();
    }

    static Optional<Decision.Refused> refuseIf(boolean is, Refusal why, String name, String value) {
        return is ? because(why, Map.of(name, value)) : Optional.empty();
    }

    static Optional<Decision.Refused> text(String field, String text) {
        return refuseIf(text.isBlank(), Refusal.EMPTY_TEXT, "field", field);
    }
}

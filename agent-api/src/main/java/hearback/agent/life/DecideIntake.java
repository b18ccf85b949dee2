package hearback.agent.life;

import static hearback.agent.life.Decision.Refused.because;
import static hearback.agent.life.Situation.refuseIf;
import static hearback.agent.life.Situation.text;

import hearback.config.profile.ClassFlag;
import hearback.config.profile.Intake;
import hearback.config.profile.Profile;
import hearback.config.profile.Taxonomy;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What intake may do.
final class DecideIntake {
    private DecideIntake() {}

    static Optional<Decision.Refused> registration(Profile profile, Instant now, IntakeFact.Registered registered) {
        return refuseIf(
                        !profile.intake().channels().contains(registered.channel()),
                        Refusal.CHANNEL_NOT_TAKEN,
                        "channel",
                        Ids.of(registered.channel()))
                .or(() -> refuseIf(
                        registered.receivedAt().isAfter(now),
                        Refusal.TIME_TO_COME,
                        "time",
                        registered.receivedAt().toString()));
    }

    static Optional<Decision.Refused> on(Situation situation, IntakeFact fact) {
        return switch (fact) {
            case IntakeFact.Registered registered -> registration(situation.profile(), situation.now(), registered);
            case IntakeFact.Described described ->
                described.fields().entrySet().stream()
                        .filter(entry -> entry.getValue().isBlank())
                        .findFirst()
                        .flatMap(entry -> text(Ids.of(entry.getKey()), entry.getValue()));
            case IntakeFact.Weighed _ -> Optional.empty();
            case IntakeFact.Classified classified -> classified(situation, classified);
            case IntakeFact.ClassGiven given -> given(situation, given);
            case IntakeFact.ClassTaken taken ->
                refuseIf(
                                !situation.life().classes().contains(taken.flag()),
                                Refusal.CLASS_NOT_GIVEN,
                                "class",
                                Ids.of(taken.flag()))
                        .or(() -> text("why", taken.why()));
            case IntakeFact.DocumentsAwaited awaited ->
                refuseIf(!situation.profile().intake().documentsFirst(), Refusal.NO_WAITING_FOR_DOCUMENTS)
                        .or(() -> text("what", awaited.what()));
            case IntakeFact.DocumentsComplete _, IntakeFact.Accepted _ -> Optional.empty();
            case IntakeFact.NotAccepted not -> text("reason", not.reason());
            case IntakeFact.SettledAtOnce settled -> text("explanation", settled.explanation());
            case IntakeFact.Submitted _ -> complete(situation);
            case IntakeFact.Rechecked rechecked -> rechecked(situation, rechecked);
        };
    }

    /// Without these it cannot be handed on (S1-24, S4-51).
    private static Optional<Decision.Refused> complete(Situation situation) {
        Set<Intake.Field> missing = EnumSet.noneOf(Intake.Field.class);
        missing.addAll(situation.profile().intake().required());
        missing.removeAll(situation.life().described().keySet());
        return refuseIf(
                !missing.isEmpty(),
                Refusal.MISSING_FIELDS,
                "fields",
                missing.stream().map(Ids::of).collect(Collectors.joining(", ")));
    }

    private static Optional<Decision.Refused> classified(Situation situation, IntakeFact.Classified classified) {
        Optional<Taxonomy> axis = situation.profile().taxonomy(classified.taxonomy());
        if (axis.isEmpty()) {
            return because(Refusal.NO_SUCH_AXIS, Map.of("axis", classified.taxonomy()));
        }
        return axis.get().leaf(classified.leaf()).isPresent()
                ? Optional.empty()
                : because(Refusal.NO_SUCH_LEAF, Map.of("axis", classified.taxonomy(), "leaf", classified.leaf()));
    }

    private static Optional<Decision.Refused> given(Situation situation, IntakeFact.ClassGiven given) {
        ClassFlag flag = given.flag();
        return refuseIf(situation.profile().classRule(flag).isEmpty(), Refusal.NO_SUCH_CLASS, "class", Ids.of(flag))
                .or(() -> refuseIf(
                        situation.life().classes().contains(flag), Refusal.CLASS_STANDS_ALREADY, "class", Ids.of(flag)))
                .or(() -> text("why", given.why()));
    }

    private static Optional<Decision.Refused> rechecked(Situation situation, IntakeFact.Rechecked rechecked) {
        if (Gate.trigger(situation.profile(), situation.life()).isEmpty()) {
            return because(Refusal.NO_GATE);
        }
        return situation
                .life()
                .acceptor()
                .flatMap(acceptor -> situation.another(acceptor.name()))
                .or(() -> text("note", rechecked.note()));
    }
}

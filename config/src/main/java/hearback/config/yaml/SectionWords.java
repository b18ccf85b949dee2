package hearback.config.yaml;

import static hearback.config.yaml.ProfileWords.each;
import static hearback.config.yaml.ProfileWords.flag;
import static hearback.config.yaml.ProfileWords.names;
import static hearback.config.yaml.ProfileWords.rule;
import static hearback.config.yaml.ProfileWords.texts;
import static hearback.config.yaml.ProfileWords.word;
import static hearback.config.yaml.ProfileWords.words;

import com.fasterxml.jackson.databind.JsonNode;
import hearback.config.profile.Channel;
import hearback.config.profile.Circumstance;
import hearback.config.profile.ClockId;
import hearback.config.profile.FollowUp;
import hearback.config.profile.Formulas;
import hearback.config.profile.Handling;
import hearback.config.profile.Intake;
import hearback.config.profile.Matter;
import hearback.config.profile.Numbering;
import hearback.config.profile.Post;
import hearback.config.profile.Powers;
import hearback.config.profile.RuleId;
import hearback.config.profile.Taxonomy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The sections of a profile that speak of one thing each; the schema has checked their shape.
final class SectionWords {
    private SectionWords() {}

    static Intake intake(JsonNode node) {
        return new Intake(
                words(node, "channels", Channel.class),
                words(node, "required", Intake.Field.class),
                flag(node, "documents-first"),
                word(node.get("on-repeat"), Intake.OnRepeat.class),
                node.get("urges-to-urgent").asInt(),
                Optional.ofNullable(node.get("recheck")).map(SectionWords::recheck),
                Optional.ofNullable(node.get("escalated-desk")).map(SectionWords::escalatedDesk));
    }

    private static Intake.RecheckGate recheck(JsonNode node) {
        return new Intake.RecheckGate(
                rule(node),
                ProfileWords.amount(node.get("amount-over")),
                List.copyOf(words(node, "triggers", Circumstance.class)),
                Set.copyOf(texts(node.path("sites-without-recording"))));
    }

    private static Intake.EscalatedDesk escalatedDesk(JsonNode node) {
        return new Intake.EscalatedDesk(
                rule(node),
                texts(node.get("every-day")).stream()
                        .map(ProfileWords::workingHours)
                        .toList());
    }

    static Handling handling(JsonNode node) {
        JsonNode extension = node.get("extension");
        JsonNode overrun = node.get("overrun");
        return new Handling(
                words(node, "reply-parts", Handling.ReplyPart.class),
                List.copyOf(words(node, "grounds", Handling.Ground.class)),
                word(node.get("replier"), Handling.Replier.class),
                node.get("return-limit").asInt(),
                new Handling.Extension(
                        rule(extension),
                        ProfileWords.length(extension, "ask-before"),
                        flag(extension, "needs-consent"),
                        flag(extension, "needs-approval"),
                        extension.get("at-most").asInt()),
                flag(node, "suspension-must-be-told"),
                new Handling.Overrun(rule(overrun), words(overrun, "told", Handling.Told.class)));
    }

    static FollowUp followUp(JsonNode node) {
        return new FollowUp(
                rule(node),
                word(node.get("coverage"), FollowUp.Coverage.class),
                List.copyOf(words(node, "scale", FollowUp.Scale.class)),
                words(node, "satisfied", FollowUp.Scale.class),
                List.copyOf(words(node, "questions", FollowUp.Question.class)),
                flag(node, "not-by-same-department"),
                word(node.get("dissatisfied"), FollowUp.Dissatisfied.class));
    }

    static Numbering numbering(JsonNode node) {
        return new Numbering(
                rule(node), node.get("prefix").asText(), node.get("digits").asInt());
    }

    static Taxonomy taxonomy(JsonNode node) {
        RuleId source = rule(node);
        return new Taxonomy(
                node.get("id").asText(),
                names(node),
                source,
                word(node.get("asked"), Taxonomy.Asked.class),
                each(
                        node.get("leaves"),
                        leaf -> new Taxonomy.Leaf(
                                leaf.get("id").asText(),
                                leaf.get("group").asText(),
                                names(leaf),
                                leaf.has("rule") ? rule(leaf) : source)));
    }

    static Matter matter(JsonNode node) {
        return new Matter(rule(node), texts(node.get("axes")), List.copyOf(words(node, "fields", Intake.Field.class)));
    }

    static Powers powers(JsonNode node) {
        JsonNode second = node.get("second-responsible");
        JsonNode compensation = node.get("compensation");
        return new Powers(
                words(node, "roles", Post.class),
                new Powers.SecondResponsible(rule(second), flag(second, "needed")),
                each(
                        node.get("approvals"),
                        approval -> new Powers.Approval(
                                word(approval.get("of"), Powers.Act.class),
                                word(approval.get("by"), Post.class),
                                rule(approval))),
                new Powers.Compensation(
                        rule(compensation),
                        List.copyOf(words(compensation, "kinds", Powers.Kind.class)),
                        each(
                                compensation.get("limits"),
                                limit -> new Powers.Limit(
                                        word(limit.get("role"), Post.class),
                                        Optional.ofNullable(limit.get("up-to")).map(ProfileWords::amount)))));
    }

    static Formulas formulas(JsonNode node) {
        JsonNode onTime = node.get("on-time");
        JsonNode satisfaction = node.get("satisfaction");
        JsonNode closing = node.get("closing");
        return new Formulas(
                new Formulas.OnTime(
                        rule(onTime),
                        word(onTime.get("among"), Formulas.Finished.class),
                        Set.copyOf(each(onTime.get("clocks"), id -> new ClockId(id.asText())))),
                new Formulas.Satisfaction(rule(satisfaction), word(satisfaction.get("among"), Formulas.Asked.class)),
                new Formulas.Closing(rule(closing), flag(closing, "without-specially-closed")),
                Optional.ofNullable(node.get("response"))
                        .map(response -> new Formulas.Response(
                                rule(response),
                                new ClockId(response.get("clock").asText()))));
    }
}

package hearback.config.yaml;

import static hearback.config.yaml.ProfileWords.flag;
import static hearback.config.yaml.ProfileWords.length;
import static hearback.config.yaml.ProfileWords.names;
import static hearback.config.yaml.ProfileWords.rule;
import static hearback.config.yaml.ProfileWords.texts;
import static hearback.config.yaml.ProfileWords.word;
import static hearback.config.yaml.ProfileWords.words;

import com.fasterxml.jackson.databind.JsonNode;
import hearback.config.profile.Channel;
import hearback.config.profile.Circumstance;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClassRule;
import hearback.config.profile.ClassRule.Trigger;
import hearback.config.profile.ClockId;
import hearback.config.profile.ClockRule;
import hearback.config.profile.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Classes and clocks as they are written; the schema has checked their shape.
final class ClockWords {
    private ClockWords() {}

    static ClockRule clock(JsonNode node) {
        return new ClockRule(
                new ClockId(node.get("id").asText()),
                names(node),
                rule(node),
                new ClockRule.Applies(
                        words(node, "channels", Channel.class),
                        words(node, "any-of", ClassFlag.class),
                        words(node, "none-of", ClassFlag.class),
                        words(node, "needs", Moment.class)),
                words(node, "starts", Moment.class),
                node.has("again") ? word(node.get("again"), ClockRule.Again.class) : ClockRule.Again.KEEPS,
                length(node, "length"),
                length(node, "not-before"),
                new ClockRule.Meeting(
                        words(node, "met-by", Moment.class),
                        words(node, "ends-at", Moment.class),
                        flag(node, "first-attempt-counts"),
                        flag(node, "stoppable")),
                texts(node.path("warn")).stream().map(ProfileWords::warning).toList());
    }

    static ClassRule classRule(JsonNode node) {
        return new ClassRule(
                word(node.get("class"), ClassFlag.class),
                rule(node),
                word(node.get("urgency"), ClassRule.Urgency.class),
                triggers(node));
    }

    private static List<Trigger> triggers(JsonNode node) {
        List<Trigger> triggers = new ArrayList<>();
        if (node.has("circumstances")) {
            triggers.add(new Trigger.Ticked(words(node, "circumstances", Circumstance.class)));
        }
        if (node.has("channels")) {
            triggers.add(new Trigger.CameBy(words(node, "channels", Channel.class)));
        }
        optional(node, "stands-at")
                .ifPresent(at -> triggers.add(
                        new Trigger.StandsAt(at.get("axis").asText(), Set.copyOf(texts(at.get("leaves"))))));
        optional(node, "amount-over")
                .ifPresent(amount -> triggers.add(new Trigger.AmountOver(ProfileWords.amount(amount))));
        optional(node, "same-matter")
                .ifPresent(often -> triggers.add(new Trigger.SameMatter(
                        often.get("tickets").asInt(),
                        ProfileWords.duration(often.get("within").asText()))));
        optional(node, "same-customer")
                .ifPresent(often -> triggers.add(new Trigger.SameCustomer(
                        often.get("tickets").asInt(),
                        ProfileWords.duration(often.get("within").asText()))));
        length(node, "unsolved-for").ifPresent(time -> triggers.add(new Trigger.UnsolvedFor(time)));
        return triggers;
    }

    private static Optional<JsonNode> optional(JsonNode node, String key) {
        return Optional.ofNullable(node.get(key));
    }
}

package hearback.config.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import hearback.config.calendar.Length;
import hearback.config.calendar.WorkingHours;
import hearback.config.profile.Names;
import hearback.config.profile.RuleId;
import hearback.config.profile.Warning;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/// How the small things are written in a profile; the schema has checked their shape.
final class ProfileWords {
    private ProfileWords() {}

    static RuleId rule(JsonNode node) {
        return new RuleId(node.get("rule").asText());
    }

    static Names names(JsonNode node) {
        JsonNode name = node.get("name");
        return new Names(name.get("zh").asText(), name.get("en").asText());
    }

    static <E extends Enum<E>> E word(JsonNode node, Class<E> type) {
        return Enum.valueOf(type, node.asText().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// In the order in which they are written; none when there is no such key.
    static <E extends Enum<E>> Set<E> words(JsonNode node, String key, Class<E> type) {
        Set<E> words = new LinkedHashSet<>();
        node.path(key).forEach(each -> words.add(word(each, type)));
        return words;
    }

    static List<String> texts(JsonNode nodes) {
        return each(nodes, JsonNode::asText);
    }

    static <T> List<T> each(JsonNode nodes, Function<JsonNode, T> make) {
        return StreamSupport.stream(nodes.spliterator(), false).map(make).toList();
    }

    static boolean flag(JsonNode node, String key) {
        return node.path(key).asBoolean();
    }

    static BigDecimal amount(JsonNode node) {
        return new BigDecimal(node.asText());
    }

    static Warning warning(String text) {
        return text.endsWith("%")
                ? new Warning.AtPercent(Integer.parseInt(text.replace(" %", "")))
                : new Warning.Before(duration(text.replace(" before", "")));
    }

    static Optional<Length> length(JsonNode node, String key) {
        return Optional.ofNullable(node.get(key)).map(JsonNode::asText).map(ProfileWords::length);
    }

    static Length length(String text) {
        if (text.equals("same day")) {
            return new Length.SameDay();
        }
        String[] words = text.split(" ", -1);
        if (words.length == 3 && words[2].startsWith("day")) {
            int days = Integer.parseInt(words[0]);
            return words[1].equals("natural") ? new Length.NaturalDays(days) : new Length.WorkingDays(days);
        }
        Duration time = duration(words[0] + " " + words[1]);
        if (words.length == 2) {
            return new Length.Elapsed(time);
        }
        return words[2].equals("open") ? new Length.OpenTime(time) : new Length.WorkingTime(time);
    }

    static Duration duration(String text) {
        String[] words = text.split(" ", -1);
        long amount = Long.parseLong(words[0]);
        return words[1].equals("h") ? Duration.ofHours(amount) : Duration.ofMinutes(amount);
    }

    static WorkingHours workingHours(String text) {
        String[] ends = text.split("-", 2);
        return new WorkingHours(
                LocalTime.parse(ends[0]), ends[1].equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(ends[1]));
    }
}

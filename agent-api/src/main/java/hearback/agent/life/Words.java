package hearback.agent.life;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The names of stages, facts, classes and reasons in Chinese or English.
public final class Words {
    private static final String TEXTS = "texts.life";
    private static final int MINUTES_OF_AN_HOUR = 60;
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
    /// Under which heading the words of a value stand.
    private static final Map<String, String> HEADINGS = Map.ofEntries(
            Map.entry("fact", "fact"),
            Map.entry("stage", "stage"),
            Map.entry("post", "post"),
            Map.entry("needed", "post"),
            Map.entry("by", "post"),
            Map.entry("fields", "field"),
            Map.entry("channel", "channel"),
            Map.entry("class", "class"),
            Map.entry("state", "order"),
            Map.entry("parts", "part"),
            Map.entry("ground", "ground"),
            Map.entry("replier", "replier"),
            Map.entry("act", "act"),
            Map.entry("kind", "compensation"),
            Map.entry("coverage", "coverage"),
            Map.entry("request", "request"),
            Map.entry("questions", "question"),
            Map.entry("answer", "scale"));

    private final ResourceBundle words;

    /// @param locale Chinese, or anything else for English
    public Words(Locale locale) {
        this.words = ResourceBundle.getBundle(
                TEXTS,
                locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? Locale.CHINA : Locale.ENGLISH,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /// @param heading `stage`, `fact`, `class` and so on
    /// @param id as [Ids] writes it
    /// @throws MissingResourceException when there is no such word
    public String of(String heading, String id) {
        return words.getString(heading + "." + id);
    }

    public String of(Stage stage) {
        return of("stage", stage.id());
    }

    public String of(Fact fact) {
        return of("fact", Ids.of(fact.getClass()));
    }

    /// Why a class was found, with the tickets that may be named.
    ///
    /// @param named of those it counts
    public String of(CourseFact.FoundAlike alike, List<String> named) {
        boolean hours = alike.minutes() % MINUTES_OF_AN_HOUR == 0;
        int units = hours ? alike.minutes() / MINUTES_OF_AN_HOUR : alike.minutes();
        Map<String, String> values = Map.of(
                "count",
                Integer.toString(alike.tickets().size()),
                "within",
                filled(of("within", hours ? "hours" : "minutes"), Map.of("n", Integer.toString(units))),
                "tickets",
                named.isEmpty() ? of("alike", "not-named") : String.join(", ", named));
        return filled(of("alike", Ids.of(alike.shared())), values);
    }

    /// Why it was refused, with what it names.
    public String of(Decision.Refused refused) {
        return PLACE.matcher(of("refusal", Ids.of(refused.why())))
                .replaceAll(place -> Matcher.quoteReplacement(
                        value(place.group(1), refused.values().getOrDefault(place.group(1), ""))));
    }

    private static String filled(String text, Map<String, String> values) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), "")));
    }

    /// Lists are written with commas; what has no word of its own stands for itself.
    private String value(String name, String value) {
        String heading = HEADINGS.getOrDefault(name, "");
        return Stream.of(value.split(", "))
                .map(one -> words.containsKey(heading + "." + one) ? of(heading, one) : one)
                .collect(Collectors.joining(", "));
    }
}

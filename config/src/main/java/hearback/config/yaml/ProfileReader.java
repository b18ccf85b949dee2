package hearback.config.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import hearback.config.calendar.CallingHours;
import hearback.config.calendar.DayTable;
import hearback.config.calendar.Length;
import hearback.config.calendar.QuietWindow;
import hearback.config.calendar.WorkCalendar;
import hearback.config.calendar.WorkingHours;
import hearback.config.profile.Channel;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClockId;
import hearback.config.profile.ClockRule;
import hearback.config.profile.FollowUp;
import hearback.config.profile.Handling;
import hearback.config.profile.Intake;
import hearback.config.profile.Moment;
import hearback.config.profile.Names;
import hearback.config.profile.Numbering;
import hearback.config.profile.Profile;
import hearback.config.profile.ProfileProblem;
import hearback.config.profile.ProfileVersion;
import hearback.config.profile.Retry;
import hearback.config.profile.RuleId;
import hearback.config.profile.Taxonomy;
import hearback.config.profile.Warning;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/// Makes a profile of a document that fits the schema. What cannot be made of it is added to the problems.
final class ProfileReader {
    private final JsonNode document;
    private final Function<String, DayTable> holidays;
    private final List<ProfileProblem> problems;

    ProfileReader(JsonNode document, Function<String, DayTable> holidays, List<ProfileProblem> problems) {
        this.document = document;
        this.holidays = holidays;
        this.problems = problems;
    }

    /// Empty when a part of it could not be made.
    Optional<Profile> profile() {
        Optional<WorkCalendar> calendar = calendar(document.get("calendar"));
        Optional<Retry> retry = calendar.map(WorkCalendar::zone).flatMap(zone -> retry(document.get("retry"), zone));
        List<ClockRule> clocks = clocks();
        if (calendar.isEmpty() || retry.isEmpty() || !problems.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Profile(
                new ProfileVersion(
                        document.get("profile").asText(),
                        document.get("version").asInt()),
                names(document),
                calendar.get(),
                intake(document.get("intake")),
                handling(document.get("handling")),
                followUp(document.get("follow-up")),
                retry.get(),
                numbering(document.get("numbering")),
                each(document.get("taxonomies"), ProfileReader::taxonomy),
                clocks));
    }

    private Optional<WorkCalendar> calendar(JsonNode node) {
        return tried("calendar.zone", () -> ZoneId.of(node.get("zone").asText()))
                .flatMap(zone -> hours("calendar.excluded", zone, node.get("excluded")))
                .flatMap(open -> days(node)
                        .flatMap(days -> tried(
                                "calendar.week",
                                () -> new WorkCalendar(
                                        open,
                                        week(node.get("week")),
                                        days,
                                        node.get("counts-start-day").asBoolean()))));
    }

    private Optional<DayTable> days(JsonNode node) {
        String country = node.get("holidays").asText();
        return tried("calendar.holidays", () -> country.equals("none") ? DayTable.EMPTY : holidays.apply(country));
    }

    private Optional<CallingHours> hours(String path, ZoneId zone, JsonNode windows) {
        return tried(
                path,
                () -> new CallingHours(
                        zone, texts(windows).stream().map(QuietWindow::parse).toList()));
    }

    private static Map<DayOfWeek, List<WorkingHours>> week(JsonNode node) {
        Map<DayOfWeek, List<WorkingHours>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            JsonNode hours = node.get(day.name().substring(0, 3).toLowerCase(Locale.ROOT));
            if (hours != null) {
                week.put(
                        day,
                        texts(hours).stream().map(ProfileReader::workingHours).toList());
            }
        }
        return week;
    }

    private static WorkingHours workingHours(String text) {
        String[] ends = text.split("-", 2);
        return new WorkingHours(
                LocalTime.parse(ends[0]), ends[1].equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(ends[1]));
    }

    private Optional<Retry> retry(JsonNode node, ZoneId zone) {
        return hours("retry.quiet", zone, node.get("quiet"))
                .map(hours -> new Retry(
                        rule(node),
                        node.get("further-attempts").asInt(),
                        duration(node.get("window").asText()),
                        duration(node.get("gap").asText()),
                        hours));
    }

    private static Intake intake(JsonNode node) {
        return new Intake(
                words(node.get("channels"), Channel.class),
                words(node.get("required"), Intake.Field.class),
                node.get("documents-first").asBoolean(),
                word(node.get("on-repeat"), Intake.OnRepeat.class),
                node.get("urges-to-urgent").asInt(),
                Optional.ofNullable(node.get("recheck")).map(ProfileReader::recheck));
    }

    private static Intake.RecheckGate recheck(JsonNode node) {
        return new Intake.RecheckGate(
                rule(node),
                new BigDecimal(node.get("amount-over").asText()),
                List.copyOf(words(node.get("triggers"), Intake.Trigger.class)),
                Set.copyOf(texts(node.get("sites-without-recording"))));
    }

    private static Handling handling(JsonNode node) {
        JsonNode extension = node.get("extension");
        return new Handling(
                words(node.get("reply-parts"), Handling.ReplyPart.class),
                List.copyOf(words(node.get("grounds"), Handling.Ground.class)),
                word(node.get("replier"), Handling.Replier.class),
                node.get("return-limit").asInt(),
                new Handling.Extension(
                        rule(extension),
                        length(extension, "ask-before"),
                        extension.get("needs-consent").asBoolean(),
                        extension.get("needs-approval").asBoolean(),
                        extension.get("at-most").asInt()),
                node.get("suspension-must-be-told").asBoolean());
    }

    private static FollowUp followUp(JsonNode node) {
        return new FollowUp(
                rule(node),
                word(node.get("coverage"), FollowUp.Coverage.class),
                List.copyOf(words(node.get("scale"), FollowUp.Scale.class)),
                words(node.get("satisfied"), FollowUp.Scale.class),
                List.copyOf(words(node.get("questions"), FollowUp.Question.class)),
                node.get("not-by-same-department").asBoolean(),
                word(node.get("dissatisfied"), FollowUp.Dissatisfied.class));
    }

    private static Numbering numbering(JsonNode node) {
        return new Numbering(
                rule(node), node.get("prefix").asText(), node.get("digits").asInt());
    }

    private static Taxonomy taxonomy(JsonNode node) {
        return new Taxonomy(
                node.get("id").asText(),
                names(node),
                each(
                        node.get("leaves"),
                        leaf -> new Taxonomy.Leaf(
                                leaf.get("id").asText(), leaf.get("group").asText(), names(leaf))));
    }

    private List<ClockRule> clocks() {
        List<ClockRule> clocks = new ArrayList<>();
        JsonNode nodes = document.get("clocks");
        for (int place = 0; place < nodes.size(); place++) {
            JsonNode node = nodes.get(place);
            tried("clocks[" + place + "]", () -> clock(node)).ifPresent(clocks::add);
        }
        return clocks;
    }

    private static ClockRule clock(JsonNode node) {
        return new ClockRule(
                new ClockId(node.get("id").asText()),
                names(node),
                rule(node),
                new ClockRule.Applies(
                        words(node.get("channels"), Channel.class),
                        words(node.get("any-of"), ClassFlag.class),
                        words(node.get("none-of"), ClassFlag.class),
                        words(node.get("needs"), Moment.class)),
                words(node.get("starts"), Moment.class),
                node.has("again") ? word(node.get("again"), ClockRule.Again.class) : ClockRule.Again.KEEPS,
                length(node, "length"),
                length(node, "not-before"),
                new ClockRule.Meeting(
                        words(node.get("met-by"), Moment.class),
                        words(node.get("ends-at"), Moment.class),
                        node.path("first-attempt-counts").asBoolean(),
                        node.path("stoppable").asBoolean()),
                texts(node.get("warn")).stream().map(ProfileReader::warning).toList());
    }

    private static Warning warning(String text) {
        return text.endsWith("%")
                ? new Warning.AtPercent(Integer.parseInt(text.replace(" %", "")))
                : new Warning.Before(duration(text.replace(" before", "")));
    }

    private static Optional<Length> length(JsonNode node, String key) {
        return Optional.ofNullable(node.get(key)).map(JsonNode::asText).map(ProfileReader::length);
    }

    private static Length length(String text) {
        if (text.equals("same day")) {
            return new Length.SameDay();
        }
        String[] words = text.split(" ");
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

    private static Duration duration(String text) {
        String[] words = text.split(" ");
        long amount = Long.parseLong(words[0]);
        return words[1].equals("h") ? Duration.ofHours(amount) : Duration.ofMinutes(amount);
    }

    private static RuleId rule(JsonNode node) {
        return new RuleId(node.get("rule").asText());
    }

    private static Names names(JsonNode node) {
        JsonNode name = node.get("name");
        return new Names(name.get("zh").asText(), name.get("en").asText());
    }

    private static <E extends Enum<E>> E word(JsonNode node, Class<E> type) {
        return Enum.valueOf(type, node.asText().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /// In the order in which they are written.
    private static <E extends Enum<E>> Set<E> words(JsonNode nodes, Class<E> type) {
        Set<E> words = new LinkedHashSet<>();
        if (nodes != null) {
            nodes.forEach(node -> words.add(word(node, type)));
        }
        return words;
    }

    private static List<String> texts(JsonNode nodes) {
        return nodes == null ? List.of() : each(nodes, JsonNode::asText);
    }

    private static <T> List<T> each(JsonNode nodes, Function<JsonNode, T> make) {
        return StreamSupport.stream(nodes.spliterator(), false).map(make).toList();
    }

    private <T> Optional<T> tried(String path, Supplier<T> make) {
        try {
            return Optional.of(make.get());
        } catch (DateTimeException | IllegalArgumentException wrong) {
            problems.add(new ProfileProblem(path, String.valueOf(wrong.getMessage())));
            return Optional.empty();
        }
    }
}

package hearback.config.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import hearback.config.calendar.CallingHours;
import hearback.config.calendar.ClosedDays;
import hearback.config.calendar.DayTable;
import hearback.config.calendar.QuietWindow;
import hearback.config.calendar.WorkCalendar;
import hearback.config.calendar.WorkingHours;
import hearback.config.profile.ProfileProblem;
import hearback.config.profile.ProfileVersion;
import hearback.config.profile.Retry;
import hearback.config.profile.RuleId;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Makes the parts of a profile out of a document, as far as they fit the schema. What cannot be made is added to the
/// problems.
final class ProfileReader {
    private final JsonNode document;
    private final Function<String, DayTable> holidays;
    private final List<ProfileProblem> problems;
    private final List<String> broken;

    /// @param problems those of the schema; more are added
    ProfileReader(JsonNode document, Function<String, DayTable> holidays, List<ProfileProblem> problems) {
        this.document = document;
        this.holidays = holidays;
        this.problems = problems;
        this.broken = problems.stream().map(ProfileProblem::path).toList();
    }

    Parts parts() {
        Optional<WorkCalendar> calendar = sound("calendar").flatMap(this::calendar);
        return new Parts(
                version(),
                part("name", _ -> ProfileWords.names(document)),
                sound("hotlines").map(ProfileWords::texts).map(Set::copyOf).orElse(Set.of()),
                calendar,
                part("intake", SectionWords::intake),
                part("handling", SectionWords::handling),
                part("follow-up", SectionWords::followUp),
                calendar.flatMap(known -> sound("retry").flatMap(node -> retry(node, known))),
                part("numbering", SectionWords::numbering),
                list("taxonomies", SectionWords::taxonomy),
                part("matter", SectionWords::matter),
                list("classes", ClockWords::classRule),
                list("clocks", ClockWords::clock),
                part("powers", SectionWords::powers),
                part("formulas", SectionWords::formulas));
    }

    private Optional<ProfileVersion> version() {
        return sound("profile")
                .flatMap(name -> sound("version")
                        .flatMap(
                                version -> tried("version", () -> new ProfileVersion(name.asText(), version.asInt()))));
    }

    private <T> Optional<T> part(String path, Function<JsonNode, T> make) {
        return sound(path).flatMap(node -> tried(path, () -> make.apply(node)));
    }

    private <T> Parts.Listed<T> list(String path, Function<JsonNode, T> make) {
        JsonNode nodes = document.path(path);
        List<Parts.Placed<T>> entries = new ArrayList<>();
        for (int place = 0; place < nodes.size(); place++) {
            String at = path + "[" + place + "]";
            JsonNode node = nodes.get(place);
            if (isSound(at)) {
                tried(at, () -> make.apply(node)).ifPresent(made -> entries.add(new Parts.Placed<>(at, made)));
            }
        }
        return new Parts.Listed<>(entries, nodes.isArray() && entries.size() == nodes.size());
    }

    private Optional<JsonNode> sound(String path) {
        return Optional.ofNullable(document.get(path)).filter(_ -> isSound(path));
    }

    /// Whether neither it, what holds it, nor anything in it does not fit the schema.
    private boolean isSound(String path) {
        return broken.stream()
                .noneMatch(wrong -> wrong.equals(path)
                        || wrong.startsWith(path + ".")
                        || wrong.startsWith(path + "[")
                        || (!wrong.isEmpty() && path.startsWith(wrong + "[")));
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
                        zone,
                        ProfileWords.texts(windows).stream()
                                .map(QuietWindow::parse)
                                .toList()));
    }

    private static Map<DayOfWeek, List<WorkingHours>> week(JsonNode node) {
        Map<DayOfWeek, List<WorkingHours>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            JsonNode hours = node.get(day.name().substring(0, 3).toLowerCase(Locale.ROOT));
            if (hours != null) {
                week.put(
                        day,
                        ProfileWords.texts(hours).stream()
                                .map(ProfileWords::workingHours)
                                .toList());
            }
        }
        return week;
    }

    private Optional<Retry> retry(JsonNode node, WorkCalendar calendar) {
        return tried("retry.not-on", () -> notOn(node, calendar))
                .flatMap(closed -> hours("retry.quiet", calendar.zone(), node.get("quiet"))
                        .map(hours -> new Retry(
                                ProfileWords.rule(node),
                                node.get("further-attempts").asInt(),
                                ProfileWords.duration(node.get("window").asText()),
                                ProfileWords.duration(node.get("gap").asText()),
                                node.path("calls-to-a-household-in-24-h").asInt(0),
                                new CallingHours(hours.zone(), hours.quiet(), closed),
                                Optional.ofNullable(node.get("spread"))
                                        .map(word -> ProfileWords.word(word, Retry.Spread.class))
                                        .orElse(Retry.Spread.EARLIEST))));
    }

    private static ClosedDays notOn(JsonNode node, WorkCalendar calendar) {
        if (!node.has("not-on")) {
            return ClosedDays.NONE;
        }
        ClosedDays closed = switch (ProfileWords.word(node.get("not-on"), Retry.NotOn.class)) {
            case HOLIDAYS -> ClosedDays.holidaysOf(calendar);
            case NON_WORKING_DAYS -> ClosedDays.daysOffOf(calendar);
        };
        if (closed.areNone()) {
            throw new IllegalArgumentException("names no day: the calendar has none of them");
        }
        return closed;
    }

    private <T> Optional<T> tried(String path, Supplier<T> make) {
        try {
            return Optional.of(make.get());
        } catch (DateTimeException | IllegalArgumentException wrong) {
            problems.add(new ProfileProblem(path, RuleId.OURS, String.valueOf(wrong.getMessage())));
            return Optional.empty();
        }
    }
}

package hearback.agent.clock;

import hearback.config.calendar.Counted;
import hearback.config.calendar.Length;
import hearback.config.calendar.WorkCalendar;
import hearback.config.profile.Moment;
import hearback.config.profile.Names;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;

/// Says in words why a clock is due when it is: "due Tue 2025-10-14 09:10:00: started Mon 2025-10-13 19:10:00 (valid
/// reply), 2 h, 20:00-08:00 not counted".
public final class Explain {
    private static final String TEXTS = "texts.clock";

    private final WorkCalendar calendar;
    private final ZoneId zone;
    private final Locale locale;
    private final ResourceBundle words;
    private final DateTimeFormatter instant;

    /// @param calendar of the profile
    /// @param locale Chinese, or anything else for English
    public Explain(WorkCalendar calendar, Locale locale) {
        this.calendar = calendar;
        this.zone = calendar.zone();
        this.locale = locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? Locale.CHINA : Locale.ENGLISH;
        this.words = ResourceBundle.getBundle(
                TEXTS,
                this.locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.instant = DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm:ss", this.locale);
    }

    public String due(Clock clock) {
        List<String> parts = new ArrayList<>();
        parts.add(word("started", at(clock.start().at()), moment(clock.start().moment())));
        clock.rule().length().ifPresentOrElse(length -> parts.add(length(length)), () -> parts.add(word("promised")));
        clock.counted().ifPresent(counted -> parts.addAll(skipped(counted)));
        clock.counted()
                .filter(counted -> !counted.yearsWithoutTable().isEmpty())
                .ifPresent(counted -> parts.add(word(
                        "no-table",
                        counted.yearsWithoutTable().stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(", ")))));
        clock.extensions().forEach(extension -> parts.add(word("extended", at(extension.at()), at(extension.due()))));
        clock.opensAt().ifPresent(opens -> parts.add(word("not-before", at(opens))));
        clock.tooEarly().forEach(early -> parts.add(word("too-early", moment(early.moment()), at(early.at()))));
        return word("due", at(clock.due()), String.join(word("comma"), parts));
    }

    /// How it stands, in words.
    public String standing(Clock clock, Instant now) {
        return switch (clock.verdict(now)) {
            case RUNNING ->
                clock.pausedSince().map(since -> word("paused", at(since))).orElseGet(() -> word("running"));
            case MET -> met(clock);
            case BREACHED ->
                clock.end()
                        .filter(end -> !end.at().isAfter(now))
                        .map(end -> word("late", at(end.at()), length(clock.lateBy(now, calendar))))
                        .orElseGet(() -> word("breached", length(clock.lateBy(now, calendar))));
            case ENDED -> clock.end().map(end -> word("ended", at(end.at()))).orElseThrow();
        };
    }

    private String met(Clock clock) {
        return clock.end()
                .map(end -> end.how() == Clock.End.How.MET_BY_FIRST_ATTEMPT
                        ? word("met-by-first-attempt", at(end.at()))
                        : word("met", at(end.at()), end.by().map(this::moment).orElse("")))
                .orElseThrow();
    }

    public String moment(Moment moment) {
        return words.getString(
                "moment." + moment.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    public String name(Names names) {
        return locale.equals(Locale.CHINA) ? names.zh() : names.en();
    }

    private List<String> skipped(Counted counted) {
        Set<String> said = new LinkedHashSet<>();
        for (Counted.Skipped skipped : counted.skipped()) {
            said.add(
                    switch (skipped.why()) {
                        case EXCLUDED_WINDOW -> word("not-counted", time(skipped.from()) + "-" + time(skipped.until()));
                        case OUTSIDE_WORKING_HOURS -> word("not-counted", word("outside-working-hours"));
                        case WEEKEND -> word("not-counted", word("weekend"));
                        case HOLIDAY ->
                            word("not-counted", skipped.detail().isEmpty() ? word("holiday") : skipped.detail());
                        case START_DAY -> word("not-counted", word("start-day"));
                        case SUSPENDED ->
                            word("not-counted", word("suspended", at(skipped.from()), at(skipped.until())));
                    });
        }
        return List.copyOf(said);
    }

    private String length(Length length) {
        return switch (length) {
            case Length.Elapsed elapsed -> length(elapsed.time());
            case Length.OpenTime open -> length(open.time());
            case Length.WorkingTime working -> word("working-time", length(working.time()));
            case Length.NaturalDays days -> word("natural-days", days.days());
            case Length.WorkingDays days -> word("working-days", days.days());
            case Length.SameDay() -> word("same-day");
        };
    }

    private String length(Duration length) {
        List<String> parts = new ArrayList<>();
        if (length.toHours() > 0) {
            parts.add(word("hours", length.toHours()));
        }
        if (length.toMinutesPart() > 0) {
            parts.add(word("minutes", length.toMinutesPart()));
        }
        if (parts.isEmpty() || length.toSecondsPart() > 0) {
            parts.add(word("seconds", length.toSecondsPart()));
        }
        return String.join(" ", parts);
    }

    private String at(Instant at) {
        return instant.format(ZonedDateTime.ofInstant(at, zone));
    }

    private String time(Instant at) {
        return LocalTime.ofInstant(at, zone).toString();
    }

    private String word(String key, Object... values) {
        String text = words.getString(key);
        for (int place = 0; place < values.length; place++) {
            text = text.replace("{" + place + "}", String.valueOf(values[place]));
        }
        return text;
    }
}

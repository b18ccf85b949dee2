package hearback.agent.clock;

import hearback.config.calendar.CallingHours;
import hearback.config.calendar.DayTable;
import hearback.config.calendar.Length;
import hearback.config.calendar.QuietWindow;
import hearback.config.calendar.WorkCalendar;
import hearback.config.calendar.WorkingHours;
import hearback.config.profile.ClassFlag;
import hearback.config.profile.ClockId;
import hearback.config.profile.ClockRule;
import hearback.config.profile.ClockRule.Again;
import hearback.config.profile.ClockRule.Applies;
import hearback.config.profile.ClockRule.Meeting;
import hearback.config.profile.Moment;
import hearback.config.profile.Names;
import hearback.config.profile.RuleId;
import hearback.config.profile.Warning;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Clock rules by hand, as the regulations have them, and times as the examples write them.
final class Rules {
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    static final WorkCalendar CALENDAR = new WorkCalendar(
            new CallingHours(SHANGHAI, List.of(QuietWindow.parse("20:00-08:00"), QuietWindow.parse("12:00-14:30"))),
            week(),
            new DayTable(Set.of(2025), octoberHolidays()),
            false);

    static final ClockRule FIRST_REPLY = rule(
            "first-reply",
            "S0-31",
            Applies.TO_ALL,
            Set.of(Moment.ACCEPTED),
            Again.KEEPS,
            new Length.Elapsed(Duration.ofHours(24)),
            new Meeting(Set.of(Moment.PROGRESS_TOLD, Moment.RESULT_TOLD), Set.of(Moment.WITHDRAWN), true, false));
    static final ClockRule DISPATCH = rule(
            "dispatch",
            "S0-33",
            new Applies(Set.of(), Set.of(), Set.of(ClassFlag.MAJOR), Set.of()),
            Set.of(Moment.SUBMITTED),
            Again.KEEPS,
            new Length.Elapsed(Duration.ofHours(2)),
            new Meeting(Set.of(Moment.DISPATCHED), Set.of(Moment.CLOSED), false, false));
    static final ClockRule DISPATCH_MAJOR = rule(
            "dispatch-major",
            "S0-34",
            new Applies(Set.of(), Set.of(ClassFlag.MAJOR), Set.of(), Set.of()),
            Set.of(Moment.SUBMITTED),
            Again.KEEPS,
            new Length.Elapsed(Duration.ofMinutes(30)),
            new Meeting(Set.of(Moment.DISPATCHED), Set.of(Moment.CLOSED), false, false));
    static final ClockRule HANDLING = rule(
            "handling",
            "S0-35",
            Applies.TO_ALL,
            Set.of(Moment.DISPATCHED),
            Again.RUNS_BESIDE,
            new Length.Elapsed(Duration.ofHours(24)),
            new Meeting(Set.of(Moment.ANSWERED), Set.of(Moment.ORDER_REFUSED, Moment.CLOSED), false, false));
    static final ClockRule FINAL_REPLY = rule(
            "final-reply",
            "S0-36",
            Applies.TO_ALL,
            Set.of(Moment.ANSWER_APPROVED),
            Again.RUNS_BESIDE,
            new Length.OpenTime(Duration.ofHours(2)),
            new Meeting(Set.of(Moment.RESULT_TOLD), Set.of(Moment.CLOSED), true, false));
    static final ClockRule ANALYSIS = rule(
            "analysis",
            "S4-49",
            Applies.TO_ALL,
            Set.of(Moment.INFORMED),
            Again.RESTARTS,
            new Length.WorkingDays(7),
            new Meeting(Set.of(Moment.ANSWERED), Set.of(), false, true));

    private Rules() {}

    static ClockRule rule(
            String id,
            String source,
            Applies applies,
            Set<Moment> starts,
            Again again,
            Length length,
            Meeting meeting) {
        return new ClockRule(
                new ClockId(id),
                new Names(id, id),
                new RuleId(source),
                applies,
                starts,
                again,
                Optional.of(length),
                Optional.empty(),
                meeting,
                List.of(new Warning.AtPercent(80)));
    }

    /// `2025-10-13 19:10` in Shanghai; seconds may follow.
    static Instant at(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).atZone(SHANGHAI).toInstant();
    }

    private static Map<DayOfWeek, List<WorkingHours>> week() {
        Map<DayOfWeek, List<WorkingHours>> week = new HashMap<>();
        for (DayOfWeek day : List.of(
                DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY)) {
            week.put(day, List.of(new WorkingHours(LocalTime.of(9, 0), LocalTime.of(18, 0))));
        }
        return week;
    }

    private static Map<LocalDate, DayTable.Kind> octoberHolidays() {
        Map<LocalDate, DayTable.Kind> days = new HashMap<>();
        for (int day = 1; day <= 8; day++) {
            days.put(LocalDate.of(2025, 10, day), DayTable.Kind.HOLIDAY);
        }
        days.put(LocalDate.of(2025, 10, 11), DayTable.Kind.MAKE_UP_WORKING_DAY);
        return days;
    }
}

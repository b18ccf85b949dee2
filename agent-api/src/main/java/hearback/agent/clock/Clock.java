package hearback.agent.clock;

import hearback.config.calendar.Counted;
import hearback.config.calendar.Length;
import hearback.config.calendar.WorkCalendar;
import hearback.config.profile.ClockRule;
import hearback.config.profile.Moment;
import hearback.config.profile.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One running, met, late or ended clock of a ticket.
///
/// @param counted how the limit was counted from the start; empty for a promise
/// @param due the last instant in time, extensions included
/// @param opensAt earlier does not meet it; empty: any time does
/// @param tooEarly what would have met it, had it come later
/// @param pausedSince the customer was told that it waits, and it still does: no limit runs out until work goes on
/// @param end how it ended; empty while nothing did
public record Clock(
        ClockRule rule,
        Happening.Occurred start,
        Optional<Counted> counted,
        Instant due,
        List<Happening.Extended> extensions,
        Optional<Instant> opensAt,
        List<Happening.Occurred> tooEarly,
        Optional<Instant> pausedSince,
        Optional<End> end) {
    public Clock {
        extensions = List.copyOf(extensions);
        tooEarly = List.copyOf(tooEarly);
    }

    /// The same clock has the same key however often it is read.
    public Key key() {
        return new Key(rule.id().text(), start.order(), start.step());
    }

    /// @param order the department's order it runs for; 0: none
    /// @param start the ordinal of the step that started it
    public record Key(String clock, int order, long start) {
        @Override
        public String toString() {
            return clock + "/" + order + "/" + start;
        }
    }

    /// What ended a clock.
    ///
    /// @param by the moment that did; of a first attempt the failed telling
    public record End(How how, long step, Instant at, Optional<Moment> by) {
        /// In what way.
        public enum How {
            /// What was asked for was done.
            MET,
            /// A try that failed on the customer's side stands for it (S0-38).
            MET_BY_FIRST_ATTEMPT,
            /// There is nothing left to do: withdrawn, closed, judged otherwise.
            ENDED,
            /// The ticket got another class, whose clock runs instead.
            REPLACED
        }

        boolean met() {
            return how == How.MET || how == How.MET_BY_FIRST_ATTEMPT;
        }
    }

    /// How it stands at a time.
    public enum Verdict {
        RUNNING,
        MET,
        /// Over the limit and not done, or done too late: once this, always this.
        BREACHED,
        ENDED
    }

    public Verdict verdict(Instant now) {
        if (judged(now).isAfter(due)) {
            return Verdict.BREACHED;
        }
        return end.filter(ended -> !ended.at().isAfter(now))
                .map(ended -> ended.met() ? Verdict.MET : Verdict.ENDED)
                .orElse(Verdict.RUNNING);
    }

    /// By how much of the time that its length counts it was or is too late; zero when it is not. Lateness of a
    /// clock that leaves out the night is told without the night (b.1); of a clock of days or without a length, in
    /// elapsed time.
    ///
    /// @param calendar of the profile
    public Duration lateBy(Instant now, WorkCalendar calendar) {
        Instant judged = judged(now);
        if (!judged.isAfter(due)) {
            return Duration.ZERO;
        }
        return rule.length()
                .map(length -> switch (length) {
                    case Length.OpenTime _, Length.WorkingTime _ ->
                        calendar.countedBetween(due, judged, length, List.of());
                    case Length.Elapsed _, Length.NaturalDays _, Length.WorkingDays _, Length.SameDay _ ->
                        Duration.between(due, judged);
                })
                .orElseGet(() -> Duration.between(due, judged));
    }

    /// The time that is held against the limit: of the end, of the pause, or now.
    private Instant judged(Instant now) {
        return end.map(End::at)
                .or(this::pausedSince)
                .filter(at -> !at.isAfter(now))
                .orElse(now);
    }

    /// Until when, not included, all that is said of it now stays so: the verdict, and how late it is. The same
    /// instant when that changes as time passes.
    public Instant sameUntil(Instant now) {
        Optional<Instant> stands = end.map(End::at).or(this::pausedSince);
        if (stands.filter(at -> !at.isAfter(now)).isPresent()) {
            return Instant.MAX;
        }
        if (now.isAfter(due)) {
            return now;
        }
        Instant late = due.plusNanos(1);
        return stands.filter(late::isAfter).orElse(late);
    }

    /// When somebody is to be told, in order, as long as the clock runs until then; the last is the breach.
    public List<Alarm> alarms() {
        List<Alarm> alarms = new ArrayList<>();
        for (Warning warning : rule.warnings()) {
            Instant at = switch (warning) {
                case Warning.Before before -> due.minus(before.time());
                case Warning.AtPercent part ->
                    start.at()
                            .plus(Duration.between(start.at(), due)
                                    .multipliedBy(part.percent())
                                    .dividedBy(100));
            };
            if (at.isAfter(start.at()) && at.isBefore(due)) {
                alarms.add(new Alarm(Alarm.Kind.WARNING, at));
            }
        }
        // The first instant that is too late: the database keeps microseconds.
        alarms.add(new Alarm(Alarm.Kind.BREACH, due.plusNanos(1_000)));
        alarms.sort(Comparator.comparing(Alarm::at));
        return alarms.stream()
                .filter(alarm -> alarm.at()
                        .isBefore(end.map(End::at).or(this::pausedSince).orElse(Instant.MAX)))
                .distinct()
                .toList();
    }

    /// @param at the instant from which it is so
    public record Alarm(Kind kind, Instant at) {
        /// What it says.
        public enum Kind {
            WARNING,
            BREACH
        }
    }
}

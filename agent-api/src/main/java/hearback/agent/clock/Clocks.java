package hearback.agent.clock;

import hearback.config.calendar.Counted;
import hearback.config.calendar.Stretch;
import hearback.config.calendar.WorkCalendar;
import hearback.config.profile.Channel;
import hearback.config.profile.ClockRule;
import hearback.config.profile.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the clocks of a ticket from what happened on it.
///
/// What counts is when things happened, so that what is written down late meets a limit it met; the order of writing
/// decides between things of one instant.
///
/// - A clock runs when its rule fits the ticket's classes. When the classes change, clocks that no longer fit end as
///   replaced, and those that now fit start at the change if what starts them has happened and what meets them has not
///   (ours: the regulations do not say).
/// - An answer that was sent back is none: the clock runs on as if it had not come, from the old start (S0-24).
/// - A clock of one order is met by what is done for that order.
public final class Clocks {
    private final WorkCalendar calendar;
    private final Channel channel;
    private final List<Happening> happenings;
    private final Told told;

    private Clocks(WorkCalendar calendar, Channel channel, Collection<? extends Happening> happenings) {
        this.calendar = calendar;
        this.channel = channel;
        this.happenings = withoutReturned(happenings.stream()
                .sorted(Happening.IN_ORDER)
                .<Happening>map(each -> each)
                .toList());
        this.told = Told.in(this.happenings);
    }

    /// Every clock, in the order of the rules and then of their starts.
    ///
    /// @param happenings in any order
    public static List<Clock> of(
            WorkCalendar calendar, List<ClockRule> rules, Channel channel, Collection<? extends Happening> happenings) {
        Clocks clocks = new Clocks(calendar, channel, happenings);
        return rules.stream().flatMap(rule -> clocks.of(rule).stream()).toList();
    }

    private List<Clock> of(ClockRule rule) {
        if (!rule.when().needs().isEmpty() && happenings.stream().noneMatch(each -> isNeeded(rule, each))) {
            return List.of();
        }
        List<Clock> clocks = new ArrayList<>();
        for (Start start : starts(rule)) {
            clocks.add(clock(rule, start));
        }
        return clocks;
    }

    private static boolean isNeeded(ClockRule rule, Happening happening) {
        return happening instanceof Happening.Occurred occurred
                && rule.when().needs().contains(occurred.moment());
    }

    /// @param until when a later start or another class took its place; empty: never
    /// @param replaced by another class
    private record Start(Happening.Occurred by, Instant at, Optional<Happening> until, boolean replaced) {}

    private List<Start> starts(ClockRule rule) {
        List<Start> starts = new ArrayList<>();
        boolean applies = rule.when().to(channel, Set.of());
        List<Happening.Occurred> waiting = new ArrayList<>();
        for (Happening happening : happenings) {
            switch (happening) {
                case Happening.Flagged flagged -> {
                    boolean now = rule.when().to(channel, flagged.flags());
                    if (applies && !now) {
                        starts.replaceAll(start -> start.until().isPresent()
                                ? start
                                : new Start(start.by(), start.at(), Optional.of(flagged), true));
                    }
                    if (!applies && now) {
                        waiting.stream()
                                .filter(start -> !isOver(rule, start, flagged))
                                .forEach(start -> starts.add(new Start(
                                        isIn(starts, start) ? anewAt(flagged, start) : start,
                                        flagged.at(),
                                        Optional.empty(),
                                        false)));
                    }
                    applies = now;
                }
                case Happening.Occurred occurred
                when rule.startsAt().contains(occurred.moment()) -> {
                    if (isAnother(rule, !waiting.isEmpty())) {
                        waiting.add(occurred);
                        if (applies) {
                            if (rule.again() == ClockRule.Again.RESTARTS) {
                                starts.replaceAll(
                                        start -> start.until().isPresent() || isOver(rule, start.by(), occurred)
                                                ? start
                                                : new Start(start.by(), start.at(), Optional.of(occurred), false));
                            }
                            starts.add(new Start(occurred, occurred.at(), Optional.empty(), false));
                        }
                    }
                }
                case Happening.Occurred _, Happening.Suspended _, Happening.Resumed _, Happening.Extended _ -> {}
            }
        }
        // A clock that was started anew is one clock: only its last start is shown.
        return starts.stream()
                .filter(start -> start.until().isEmpty() || start.replaced())
                .toList();
    }

    private static boolean isIn(List<Start> starts, Happening.Occurred by) {
        return starts.stream().anyMatch(start -> start.by().equals(by));
    }

    /// A clock that was replaced and fits again is another one, which the change of classes started.
    private static Happening.Occurred anewAt(Happening.Flagged change, Happening.Occurred by) {
        return new Happening.Occurred(change.step(), change.at(), by.moment(), by.order(), by.promised());
    }

    private static boolean isAnother(ClockRule rule, boolean seen) {
        return switch (rule.again()) {
            case KEEPS -> !seen;
            case RESTARTS, RUNS_BESIDE -> true;
        };
    }

    private boolean isOver(ClockRule rule, Happening.Occurred start, Happening before) {
        return happenings.stream()
                .takeWhile(each -> !each.equals(before))
                .anyMatch(each -> ends(rule, start, each).isPresent());
    }

    private Clock clock(ClockRule rule, Start start) {
        List<Stretch> stops = rule.meeting().stoppable() ? told.over() : List.of();
        Optional<Counted> counted = rule.length().map(length -> calendar.count(start.at(), length, stops));
        Instant limit = counted.map(Counted::due)
                .or(() -> start.by().promised())
                .orElseThrow(() -> new IllegalArgumentException(
                        rule.id() + ": has neither a length nor a promise that brings its time"));
        Optional<Instant> opensAt = rule.notBefore().map(length -> calendar.opening(start.at(), length, stops));
        List<Happening.Extended> extensions = new ArrayList<>();
        List<Happening.Occurred> tooEarly = new ArrayList<>();
        Optional<Clock.End> end = Optional.empty();
        Instant due = limit;
        for (Happening happening : happenings) {
            if (happening instanceof Happening.Extended extended && isOf(rule, start.by(), extended)) {
                extensions.add(extended);
                due = extended.due();
            }
            Optional<Clock.End> found = start.until().filter(happening::equals).isPresent()
                    ? Optional.of(
                            new Clock.End(Clock.End.How.REPLACED, happening.step(), happening.at(), Optional.empty()))
                    : ends(rule, start.by(), happening);
            if (found.isPresent()) {
                if (found.get().met()
                        && opensAt.filter(happening.at()::isBefore).isPresent()
                        && happening instanceof Happening.Occurred early) {
                    tooEarly.add(early);
                    continue;
                }
                end = found;
                break;
            }
        }
        Happening.Occurred from = start.by().at().equals(start.at())
                ? start.by()
                : new Happening.Occurred(
                        start.by().step(),
                        start.at(),
                        start.by().moment(),
                        start.by().order(),
                        start.by().promised());
        Optional<Instant> paused = rule.meeting().stoppable() ? told.since() : Optional.empty();
        return new Clock(rule, from, counted, due, extensions, opensAt, tooEarly, paused, end);
    }

    private static boolean isOf(ClockRule rule, Happening.Occurred start, Happening.Extended extended) {
        return extended.clock().equals(rule.id()) && extended.order() == start.order();
    }

    /// Whether this ends a clock that was started by that.
    private static Optional<Clock.End> ends(ClockRule rule, Happening.Occurred start, Happening happening) {
        if (!(happening instanceof Happening.Occurred occurred)
                || Happening.IN_ORDER.compare(occurred, start) <= 0
                || isOfAnotherOrder(start, occurred)) {
            return Optional.empty();
        }
        return kindOf(rule, occurred.moment())
                .map(kind -> new Clock.End(kind, occurred.step(), occurred.at(), Optional.of(occurred.moment())));
    }

    private static Optional<Clock.End.How> kindOf(ClockRule rule, Moment moment) {
        if (rule.meeting().metBy().contains(moment)) {
            return Optional.of(Clock.End.How.MET);
        }
        if (rule.meeting().firstAttemptCounts() && moment == Moment.TELLING_FAILED_ON_CUSTOMER_SIDE) {
            return Optional.of(Clock.End.How.MET_BY_FIRST_ATTEMPT);
        }
        return rule.meeting().endedBy().contains(moment) ? Optional.of(Clock.End.How.ENDED) : Optional.empty();
    }

    private static boolean isOfAnotherOrder(Happening.Occurred start, Happening.Occurred occurred) {
        return start.order() > 0 && occurred.order() > 0 && start.order() != occurred.order();
    }

    /// What was answered last before an answer was sent back is no answer.
    private static List<Happening> withoutReturned(List<Happening> inOrder) {
        List<Happening> left = new ArrayList<>(inOrder);
        for (Happening happening : inOrder) {
            if (happening instanceof Happening.Occurred back && back.moment() == Moment.ANSWER_RETURNED) {
                inOrder.stream()
                        .filter(each -> each instanceof Happening.Occurred answer
                                && answer.moment() == Moment.ANSWERED
                                && answer.order() == back.order()
                                && Happening.IN_ORDER.compare(answer, back) < 0)
                        .max(Comparator.comparing(each -> each, Happening.IN_ORDER))
                        .ifPresent(left::remove);
            }
        }
        return left;
    }

    /// The suspensions the customer was told of.
    ///
    /// @param over those after which work went on
    /// @param since the one that still lasts
    private record Told(List<Stretch> over, Optional<Instant> since) {
        static Told in(List<Happening> inOrder) {
            List<Stretch> over = new ArrayList<>();
            Optional<Instant> since = Optional.empty();
            for (Happening happening : inOrder) {
                if (happening instanceof Happening.Suspended suspended && suspended.told()) {
                    since = since.or(() -> Optional.of(suspended.at()));
                }
                if (happening instanceof Happening.Resumed resumed) {
                    since.ifPresent(from -> over.add(new Stretch(from, resumed.at())));
                    since = Optional.empty();
                }
            }
            return new Told(over, since);
        }
    }
}

package hearback.config.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// The working hours of working days count, by the wall clock: hours inside a skipped hour do not happen, those inside
/// a doubled one happen twice.
record WorkingRuler(WorkCalendar calendar) implements Ruler {
    private static final Optional<Reason> OUTSIDE = Optional.of(new Reason(Counted.Why.OUTSIDE_WORKING_HOURS, ""));

    @Override
    public Piece at(Instant at) {
        var rules = calendar.zone().getRules();
        ZoneOffset offset = rules.getOffset(at);
        var local = LocalDateTime.ofInstant(at, offset);
        var day = local.toLocalDate();
        var time = local.toLocalTime();
        var next = day.plusDays(1).atStartOfDay();
        boolean works = false;
        for (WorkingHours hours : calendar.hoursOn(day)) {
            if (hours.from().isAfter(time)) {
                next = day.atTime(hours.from());
                break;
            }
            if (hours.contains(time)) {
                works = true;
                next = hours.until().equals(LocalTime.MIDNIGHT) ? next : day.atTime(hours.until());
                break;
            }
        }
        var piece = works
                ? Piece.counted(next.toInstant(offset))
                : new Piece(next.toInstant(offset), calendar.dayOff(day).or(() -> OUTSIDE));
        var change = rules.nextTransition(at);
        return change == null ? piece : piece.noLongerThan(change.getInstant());
    }
}

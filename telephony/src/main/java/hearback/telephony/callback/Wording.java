package hearback.telephony.callback;

import hearback.config.calendar.CallingHours;
import hearback.config.calendar.ClosedDays;
import hearback.telephony.call.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/// How times, lengths and closed hours are written in the reasons of a decision: by the customer's wall clock, and each
/// with what tells it from the UTC times around it, `Mon 23 Nov 19:30:45 UTC+08:00`, `12:00-14:30 Asia/Shanghai`.
record Wording(CallingHours hours) {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss 'UTC'xxx", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

    String moment(Instant at) {
        return MOMENT.format(at.atZone(hours.zone()));
    }

    /// What forbids to ring from then on until the hours are open again,
    /// `, 12:00-14:30 Asia/Shanghai not allowed, open from ...`; nothing where they are open. A window by the
    /// zone's name: its offset may differ from day to day.
    String closed(Instant from, Instant open) {
        if (from.equals(open)) {
            return "";
        }
        var words = new StringBuilder();
        if (hours.closedAt(from).isEmpty()) {
            hours.quietAt(from)
                    .ifPresent(window -> words.append(", ")
                            .append(window)
                            .append(' ')
                            .append(hours.zone().getId())
                            .append(" not allowed"));
        }
        days(from, open).forEach(days -> words.append(", ").append(days));
        return words.append(", open from ").append(moment(open)).toString();
    }

    /// Every day from the one to the other, both included, on which nobody is rung,
    /// `Thu 1 Oct to Wed 7 Oct are holidays (国庆节)`: days that follow each other for the same reason as one.
    List<String> days(Instant from, Instant to) {
        var told = new ArrayList<String>();
        var run = new ArrayList<LocalDate>();
        var first = LocalDate.ofInstant(from, hours.zone());
        // A clock that is put back over midnight goes back a day.
        var end = LocalDate.ofInstant(to, hours.zone());
        var last = end.isBefore(first) ? first : end;
        for (var day = first; !day.isAfter(last); day = day.plusDays(1)) {
            var why = hours.closed().on(day);
            if (!run.isEmpty() && !hours.closed().on(run.getLast()).equals(why)) {
                told.add(days(run));
                run.clear();
            }
            if (why.isPresent()) {
                run.add(day);
            }
        }
        if (!run.isEmpty()) {
            told.add(days(run));
        }
        return told;
    }

    private String days(List<LocalDate> run) {
        var first = run.getFirst();
        var why = hours.closed().on(first).orElseThrow();
        var days = DAY.format(first) + (run.size() == 1 ? " is " : " to " + DAY.format(run.getLast()) + " are ");
        return days + kind(why, run.size() > 1) + (why.name().isEmpty() ? "" : " (" + why.name() + ")");
    }

    private static String kind(ClosedDays.Closed day, boolean several) {
        return switch (day.why()) {
            case HOLIDAY -> several ? "holidays" : "a holiday";
            case WEEKEND -> several ? "no working days" : "no working day";
            case EXCLUDED_WINDOW, OUTSIDE_WORKING_HOURS, START_DAY, SUSPENDED ->
                throw new IllegalStateException("nobody is left alone all day for " + day.why());
        };
    }

    /// `, at the second number`; nothing where there is only one.
    String place(CallbackRequest request, PhoneNumber.Known number) {
        return request.otherNumbers().isEmpty() ? "" : ", at the " + request.placeOf(number) + " number";
    }

    static String length(Duration length) {
        var words = new StringJoiner(" ");
        if (length.toHours() > 0) {
            words.add(length.toHours() + " h");
        }
        if (length.toMinutesPart() > 0) {
            words.add(length.toMinutesPart() + " min");
        }
        if (length.toSecondsPart() > 0 || length.toMinutes() == 0) {
            words.add(length.toSecondsPart() + " s");
        }
        return words.toString();
    }
}

package hearback.telephony.callback;

import hearback.config.calendar.QuietWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.StringJoiner;

/// How times and lengths are written in the reasons of a decision: by the customer's wall clock, and each with what
/// tells it from the UTC times around it, `Mon 23 Nov 19:30:45 UTC+08:00`, `12:00-14:30 Asia/Shanghai`.
record Wording(ZoneId zone) {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss 'UTC'xxx", Locale.ENGLISH);

    String moment(Instant at) {
        return MOMENT.format(at.atZone(zone));
    }

    /// By the zone's name: its offset may differ from day to day.
    String window(QuietWindow quiet) {
        return quiet + " " + zone.getId();
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

package hearback.telephony.ami;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.BridgeId;
import hearback.telephony.call.InertText;
import hearback.telephony.call.LegId;
import hearback.telephony.call.LegState;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.SurveyAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.asteriskjava.manager.event.ManagerEvent;
import org.jspecify.annotations.Nullable;

/// Turns the values of headers into our types: here the library's nulls end, and whatever else a server or a stranger
/// sends. What cannot be made sense of throws [Unusable].
final class Fields {
    /// An id as Asterisk makes it; PostgreSQL refuses NUL in text, and a log line must not break.
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7E]{1,149}");
    /// `PJSIP/1001`, `PJSIP/1001/sip:…`, `Local/1001@agents/n`.
    private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9]+/([A-Za-z0-9_.]{1,64})(?:[@/-].*)?");
    private static final Pattern CLOCK = Pattern.compile("([0-9]{1,6}):([0-5][0-9]):([0-5][0-9])");
    private static final Pattern MADE_AT = Pattern.compile("([0-9]{9,11})\\.[0-9]+");
    private static final double MICROS = 1e6;
    /// Year 2100: a time after it is a broken header.
    private static final double LATEST = 4.1e9;

    private Fields() {}

    /// The event is one we use, and it cannot be used.
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable(String why) {
            super(why, null, false, false);
        }
    }

    /// The server's own time, to the microsecond.
    static Instant time(ManagerEvent event, Instant received) {
        Double seconds = event.getTimestamp();
        if (seconds == null || !(seconds > 0 && seconds < LATEST)) {
            return received;
        }
        long micros = Math.round(seconds * MICROS);
        return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
    }

    static LegId leg(ServerName server, @Nullable String uniqueid) {
        return new LegId(server, id("Uniqueid", uniqueid));
    }

    /// The leg itself when nothing usable is said.
    static LegId linked(LegId leg, @Nullable String linkedid) {
        return linkedid != null && ID.matcher(linkedid).matches() && !linkedid.equals("<unknown>")
                ? new LegId(leg.server(), linkedid)
                : leg;
    }

    static BridgeId bridge(@Nullable String id) {
        return new BridgeId(id("BridgeUniqueid", id));
    }

    private static String id(String header, @Nullable String value) {
        if (value == null || value.equals("<unknown>") || !ID.matcher(value).matches()) {
            throw new Unusable("no usable " + header);
        }
        return value;
    }

    static QueueName queue(@Nullable String name) {
        if (name == null
                || name.isEmpty()
                || name.length() > 128
                || !new InertText(name).text().equals(name)) {
            throw new Unusable("no usable Queue");
        }
        return new QueueName(name);
    }

    /// The user part of a queue member's interface.
    static AgentId agent(@Nullable String memberInterface) {
        Matcher matcher = INTERFACE.matcher(memberInterface == null ? "" : memberInterface);
        if (!matcher.matches()) {
            throw new Unusable("no usable Interface");
        }
        return new AgentId(matcher.group(1));
    }

    static InertText inert(@Nullable String heard) {
        return heard == null || heard.isEmpty() || heard.equals("<unknown>") ? InertText.NOTHING : new InertText(heard);
    }

    /// A word of the dialplan or a channel's name; Asterisk's own limit is 80.
    static String word(@Nullable String heard) {
        return inert(heard).text();
    }

    static LegState state(@Nullable String description) {
        return LegState.of(description == null ? "" : description);
    }

    /// An empty header comes as nothing: he pressed no key.
    static SurveyAnswer answer(HearbackSurveyEvent event) {
        return SurveyAnswer.read(
                        text(event.getQuestion()),
                        text(event.getAnswer()),
                        text(event.getRepeats()),
                        text(event.getTimeouts()))
                .orElseThrow(() -> new Unusable("no usable answer"));
    }

    private static String text(@Nullable String heard) {
        return heard == null ? "" : heard;
    }

    static int number(@Nullable Number heard) {
        return heard == null ? 0 : heard.intValue();
    }

    /// A cause is a small number or it is nothing.
    static int cause(@Nullable Number heard) {
        int cause = number(heard);
        return cause < 0 || cause > 999 ? 0 : cause;
    }

    static int cause(@Nullable String heard) {
        return heard != null && heard.matches("[0-9]{1,3}") ? Integer.parseInt(heard) : 0;
    }

    static Duration seconds(@Nullable Number heard) {
        return heard == null ? Duration.ZERO : Duration.ofSeconds(Math.clamp(heard.longValue(), 0L, 1_000_000L));
    }

    /// When a channel that is in the server's list was made. Its Uniqueid begins with that second by the server's
    /// clock, so that each list says the same; the end of the second is taken, because the channel's own
    /// Newchannel, if it is heard, knows better and comes before it. A channel that we named has no such id: then
    /// its age counts.
    static Instant madeAt(LegId leg, @Nullable String age, Instant received) {
        Matcher made = MADE_AT.matcher(leg.uniqueid());
        if (made.matches()) {
            return Instant.ofEpochSecond(Long.parseLong(made.group(1)) + 1);
        }
        Matcher clock = CLOCK.matcher(age == null ? "" : age);
        return clock.matches()
                ? received.minusSeconds(Long.parseLong(clock.group(1)) * 3600
                        + Long.parseLong(clock.group(2)) * 60
                        + Long.parseLong(clock.group(3)))
                : received;
    }
}

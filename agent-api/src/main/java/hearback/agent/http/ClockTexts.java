package hearback.agent.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hearback.agent.clock.Clock;
import hearback.agent.clock.Explain;
import hearback.agent.flow.TicketStore.History;
import hearback.agent.life.TicketLife;
import hearback.config.profile.Profile;
import hearback.config.profile.ProfileVersion;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// The clocks of tickets in one language, each with why it is due when it is (decision 0009). Whoever gives the same
/// life and the same profile again is told what was written for them, as long as it stays true.
final class ClockTexts {
    /// Of the heap's 448 MiB; some ten thousand tickets.
    private static final long MOST_BYTES = 16L << 20;

    private final Locale locale;
    private final Map<ProfileVersion, Explain> explains = new ConcurrentHashMap<>();
    /// Weak keys are compared as objects, not by what they say: a life is not read through to find it again, and
    /// what was written for it goes when it does.
    private final Cache<TicketLife, Written> written = Caffeine.newBuilder()
            .weakKeys()
            .maximumWeight(MOST_BYTES)
            .<TicketLife, Written>weigher((_, one) -> one.bytes())
            .executor(Runnable::run)
            .build();

    ClockTexts(Locale locale) {
        this.locale = locale;
    }

    /// @param profile that the ticket goes by
    Buffer of(History history, Profile profile, Instant now) {
        Written before = written.getIfPresent(history.life());
        if (before != null && before.profile().equals(profile.version()) && before.holds(now)) {
            return before.at(now);
        }
        Explain explain = explains.computeIfAbsent(profile.version(), _ -> new Explain(profile.calendar(), locale));
        Written anew = before != null && before.profile().equals(profile.version())
                ? before.renewed(piece -> piece.holds(now) ? piece : write(piece.clock(), explain, now))
                : Written.of(
                        history,
                        profile,
                        history.life().clocks(profile).stream()
                                .map(clock -> write(clock, explain, now))
                                .toList());
        written.put(history.life(), anew);
        return anew.at(now);
    }

    private Piece write(Clock clock, Explain explain, Instant now) {
        Buffer text = ClockBodies.clock(clock, explain, locale, now).toBuffer();
        return new Piece(clock, text, now, clock.sameUntil(now));
    }

    /// What is said of one clock.
    ///
    /// @param until not included; the same as since: it changes from second to second
    private record Piece(Clock clock, Buffer text, Instant since, Instant until) {
        boolean holds(Instant now) {
            return !now.isBefore(since) && now.isBefore(until);
        }
    }

    /// What is said of one ticket: only its own time is new each time.
    private record Written(ProfileVersion profile, Buffer start, Buffer end, List<Piece> pieces) {
        private static final int OBJECTS = 200;

        static Written of(History history, Profile profile, List<Piece> pieces) {
            String head = new JsonObject()
                    .put("ticket", history.number().text())
                    .put("profile", profile.version().toString())
                    .encode();
            Buffer start = Buffer.buffer(head.substring(0, head.length() - 1)).appendString(",\"at\":\"");
            return new Written(profile.version(), start, joined(pieces), pieces);
        }

        private static Buffer joined(List<Piece> pieces) {
            Buffer end = Buffer.buffer("\",\"clocks\":[");
            String between = "";
            for (Piece piece : pieces) {
                end.appendString(between).appendBuffer(piece.text());
                between = ",";
            }
            return end.appendString("]}");
        }

        Written renewed(UnaryOperator<Piece> renew) {
            List<Piece> anew = pieces.stream().map(renew).toList();
            return new Written(profile, start, joined(anew), anew);
        }

        boolean holds(Instant now) {
            return pieces.stream().allMatch(piece -> piece.holds(now));
        }

        Buffer at(Instant now) {
            String time = Json.time(now);
            return Buffer.buffer(start.length() + time.length() + end.length())
                    .appendBuffer(start)
                    .appendString(time)
                    .appendBuffer(end);
        }

        /// Its texts twice, together and each by itself.
        int bytes() {
            return OBJECTS * (1 + pieces.size()) + start.length() + 2 * end.length();
        }
    }
}

package hearback.agent.http;

import hearback.agent.flow.CountTickets;
import hearback.agent.identity.Permission;
import hearback.agent.life.Figures;
import hearback.config.profile.ProfileVersion;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/// `/figures`: how an institution did, by its own formulas.
final class FigureRoutes {
    /// A year, and a day of grace for leap years.
    private static final int MOST_DAYS = 366;

    private final CountTickets count;
    private final InstantSource time;

    FigureRoutes(CountTickets count, InstantSource time) {
        this.count = count;
        this.time = time;
    }

    Map<String, Contract.Route> routes() {
        return Map.of("getFigures", new Contract.Route(Permission.READ_FIGURES, this::get));
    }

    private void get(Asked asked) {
        LocalDate from = day(asked, "from");
        LocalDate until = day(asked, "until");
        if (!from.isBefore(until)) {
            throw Problems.unusable("until", "must be after from");
        }
        if (from.plusDays(MOST_DAYS).isBefore(until)) {
            throw Problems.unusable("until", "must be within 366 days of from");
        }
        Instant now = time.instant();
        Map<ProfileVersion, Figures> figures = count.of(from, until, asked.query("hotline"), now);
        asked.answer(new JsonObject()
                .put("from", from.toString())
                .put("until", until.toString())
                .put("at", Json.time(now))
                .put(
                        "profiles",
                        Json.array(List.copyOf(figures.entrySet()), entry -> body(entry.getKey(), entry.getValue()))));
    }

    private static LocalDate day(Asked asked, String name) {
        try {
            return asked.query(name).map(LocalDate::parse).orElseThrow(() -> Problems.badField(name, "is missing"));
        } catch (DateTimeException _) {
            throw Problems.badField(name, "is no day");
        }
    }

    private static JsonObject body(ProfileVersion version, Figures figures) {
        JsonObject leaves = new JsonObject();
        figures.leaves().forEach((axis, counts) -> {
            JsonObject of = new JsonObject();
            counts.forEach(of::put);
            leaves.put(axis, of);
        });
        JsonObject body = new JsonObject()
                .put("profile", version.toString())
                .put("total", figures.total())
                .put("valid", figures.valid())
                .put("invalid", figures.invalid())
                .put("onTime", ratio(figures.onTime()))
                .put("satisfaction", ratio(figures.satisfaction()))
                .put("closing", ratio(figures.closing()))
                .put("leaves", leaves);
        figures.response().ifPresent(response -> body.put("response", ratio(response)));
        return body;
    }

    private static JsonObject ratio(Figures.Ratio ratio) {
        JsonObject body = new JsonObject().put("of", ratio.of()).put("among", ratio.among());
        ratio.percent().ifPresent(percent -> body.put("percent", percent.doubleValue()));
        return body;
    }
}

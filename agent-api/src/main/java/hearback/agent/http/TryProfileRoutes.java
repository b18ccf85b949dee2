package hearback.agent.http;

import hearback.agent.flow.Rulebook;
import hearback.agent.flow.TryProfile;
import hearback.agent.identity.Permission;
import hearback.agent.life.DryRun;
import hearback.agent.life.Ids;
import hearback.config.profile.Profile;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;

/// `/profiles/dry-run`: a changed profile is tried before it is switched on.
final class TryProfileRoutes {
    private static final int PAST = 1_000;
    /// A report is read by a person.
    private static final int MOST_SHOWN = 1_000;

    private final TryProfile trial;
    private final Rulebook rules;
    private final InstantSource time;

    TryProfileRoutes(TryProfile trial, Rulebook rules, InstantSource time) {
        this.trial = trial;
        this.rules = rules;
        this.time = time;
    }

    Map<String, Contract.Route> routes() {
        return Map.of("tryProfile", new Contract.Route(Permission.TRY_PROFILES, this::tryOut));
    }

    private void tryOut(Asked asked) {
        Profile would = ProfileRoutes.usable(asked.body().getString("profile")).profile();
        Instant now = time.instant();
        TryProfile.Report report = Optional.ofNullable(asked.body().getJsonObject("generated"))
                .map(generated -> trial.againstGenerated(
                        rules.forHotline(asked.body().getString("hotline", ""), now),
                        would,
                        YearMonth.parse(generated.getString("month")),
                        generated.getInteger("tickets"),
                        generated.getLong("seed", 0L),
                        now))
                .orElseGet(() -> trial.againstPast(would, asked.body().getInteger("past", PAST), now));
        asked.answer(new JsonObject()
                .put("profile", would.version().toString())
                .put("tickets", report.tickets())
                .put("withOthers", report.withOthers())
                .put("changed", report.changed().size())
                .put(
                        "items",
                        Json.array(
                                report.changed().stream().limit(MOST_SHOWN).toList(),
                                changed -> new JsonObject()
                                        .put("ticket", changed.ticket())
                                        .put(
                                                "differences",
                                                Json.array(changed.differences(), TryProfileRoutes::difference)))));
    }

    private static JsonObject difference(DryRun.Difference difference) {
        return new JsonObject()
                .put("what", Ids.of(difference.what()))
                .put("subject", difference.subject())
                .put("before", difference.before())
                .put("after", difference.after());
    }
}

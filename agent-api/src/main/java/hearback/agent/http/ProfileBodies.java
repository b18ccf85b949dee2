package hearback.agent.http;

import hearback.agent.life.Ids;
import hearback.agent.profile.KeptProfile;
import hearback.agent.profile.Switch;
import hearback.config.profile.ClassRule;
import hearback.config.profile.ClockRule;
import hearback.config.profile.Names;
import hearback.config.profile.Profile;
import hearback.config.profile.ProfileReading;
import hearback.config.profile.Taxonomy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/// Profiles and switches as the contract writes them.
final class ProfileBodies {
    private ProfileBodies() {}

    /// @param standing what each hotline that was named goes by, and all others
    static JsonObject kept(KeptProfile kept, ProfileReading reading, Map<String, Switch> standing) {
        JsonObject body = new JsonObject()
                .put("profile", kept.version().profile())
                .put("version", kept.version().version())
                .put("sha256", kept.text().sha256())
                .put("putAt", Json.time(kept.putAt()))
                .put("putBy", kept.putBy())
                .put(
                        "hotlines",
                        new JsonArray(standing.values().stream()
                                .filter(one -> one.version().equals(kept.version()))
                                .map(Switch::hotline)
                                .toList()));
        return switch (reading) {
            case ProfileReading.Usable usable ->
                body.put("usable", true).put("name", names(usable.profile().name()));
            case ProfileReading.Refused _ -> body.put("usable", false);
        };
    }

    /// With its text and, of what it says, what one asks for first.
    static JsonObject detail(KeptProfile kept, ProfileReading reading, Map<String, Switch> standing) {
        JsonObject body = kept(kept, reading, standing).put("yaml", kept.text().yaml());
        return switch (reading) {
            case ProfileReading.Usable usable -> body.put("says", says(usable.profile()));
            case ProfileReading.Refused _ -> body;
        };
    }

    private static JsonObject says(Profile profile) {
        return new JsonObject()
                .put("zone", profile.calendar().zone().getId())
                .put(
                        "onlyForHotlines",
                        new JsonArray(profile.hotlines().stream().sorted().toList()))
                .put(
                        "channels",
                        new JsonArray(profile.intake().channels().stream()
                                .map(Ids::of)
                                .sorted()
                                .toList()))
                .put(
                        "numbering",
                        new JsonObject()
                                .put("rule", profile.numbering().rule().text())
                                .put("prefix", profile.numbering().prefix())
                                .put("digits", profile.numbering().digits()))
                .put("classes", Json.array(profile.classes(), ProfileBodies::classRule))
                .put("clocks", Json.array(profile.clocks(), ProfileBodies::clock))
                .put("taxonomies", Json.array(profile.taxonomies(), ProfileBodies::taxonomy));
    }

    private static JsonObject classRule(ClassRule rule) {
        return new JsonObject()
                .put("class", Ids.of(rule.flag()))
                .put("rule", rule.rule().text())
                .put("urgency", Ids.of(rule.urgency()));
    }

    private static JsonObject clock(ClockRule clock) {
        return new JsonObject()
                .put("clock", clock.id().text())
                .put("name", names(clock.name()))
                .put("rule", clock.rule().text());
    }

    private static JsonObject taxonomy(Taxonomy axis) {
        return new JsonObject()
                .put("taxonomy", axis.id())
                .put("name", names(axis.name()))
                .put("rule", axis.rule().text())
                .put("leaves", axis.leaves().size());
    }

    private static JsonObject names(Names names) {
        return new JsonObject().put("zh", names.zh()).put("en", names.en());
    }

    static JsonObject made(Switch made) {
        return new JsonObject()
                .put("place", made.place())
                .put("hotline", made.hotline())
                .put("profile", made.version().profile())
                .put("version", made.version().version())
                .put("since", Json.time(made.since()))
                .put("putAt", Json.time(made.putAt()))
                .put("putBy", made.putBy())
                .put("why", made.why());
    }
}

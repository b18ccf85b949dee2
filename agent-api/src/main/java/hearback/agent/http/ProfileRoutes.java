package hearback.agent.http;

import hearback.agent.flow.ChangeProfiles;
import hearback.agent.flow.Profiles;
import hearback.agent.identity.Permission;
import hearback.agent.profile.KeptProfile;
import hearback.agent.profile.ProfileText;
import hearback.agent.profile.PutIn;
import hearback.agent.profile.Switch;
import hearback.agent.profile.Switched;
import hearback.config.ProfileDocument;
import hearback.config.profile.ProfileReading;
import hearback.config.profile.ProfileVersion;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// `/profiles`: which rules there are, and which hotline goes by which.
final class ProfileRoutes {
    private static final int LONGEST_NUMBER = 9;

    private final Profiles profiles;
    private final ChangeProfiles change;
    private final InstantSource time;

    ProfileRoutes(Profiles profiles, ChangeProfiles change, InstantSource time) {
        this.profiles = profiles;
        this.change = change;
        this.time = time;
    }

    Map<String, Contract.Route> routes() {
        return Map.of(
                "listProfiles", new Contract.Route(Permission.READ_PROFILES, this::list),
                "getProfile", new Contract.Route(Permission.READ_PROFILES, this::get),
                "putProfile", new Contract.Route(Permission.SWITCH_PROFILES, this::put),
                "listProfileSwitches", new Contract.Route(Permission.READ_PROFILES, this::listSwitches),
                "switchProfile", new Contract.Route(Permission.SWITCH_PROFILES, this::change));
    }

    /// There are some dozens: a page would only hide the older ones.
    private void list(Asked asked) {
        Map<String, Switch> standing = standing();
        asked.answer(new JsonObject()
                .put(
                        "items",
                        Json.array(
                                profiles.kept().reversed(),
                                kept -> ProfileBodies.kept(kept, profiles.reading(kept), standing))));
    }

    private void get(Asked asked) {
        KeptProfile kept = profiles.find(versionIn(asked)).orElseThrow(Problems::notFound);
        asked.answer(ProfileBodies.detail(kept, profiles.reading(kept), standing()));
    }

    private void put(Asked asked) {
        ProfileVersion version = versionIn(asked);
        String yaml = asked.body().getString("profile");
        ProfileReading.Usable read = usable(yaml);
        if (!read.profile().version().equals(version)) {
            throw Problems.unusable("profile:version", "says " + read.profile().version() + ", the address " + version);
        }
        switch (change.put(new ProfileText(version, yaml, read.sha256()), asked.who())) {
            case PutIn.Done(KeptProfile kept) ->
                asked.created(
                        Contract.MOUNT + "/profiles/" + version,
                        ProfileBodies.detail(kept, profiles.reading(kept), standing()));
            case PutIn.Same(KeptProfile kept) ->
                asked.answer(ProfileBodies.detail(kept, profiles.reading(kept), standing()));
            case PutIn.Refused refused -> throw Problems.conflict("Profile " + refused.reason() + ".");
        }
    }

    private void listSwitches(Asked asked) {
        long before = asked.cursor(ProfileRoutes::place).orElse(Long.MAX_VALUE);
        List<Switch> found = profiles.switches().all().reversed().stream()
                .filter(one -> one.place() < before)
                .limit(asked.limit() + 1L)
                .toList();
        asked.answerPage(found, ProfileBodies::made, one -> Long.toString(one.place()));
    }

    private void change(Asked asked) {
        JsonObject body = asked.body();
        ProfileVersion version = new ProfileVersion(body.getString("profile"), body.getInteger("version"));
        String why = body.getString("why").strip();
        if (why.isEmpty() || why.indexOf('\0') >= 0) {
            throw Problems.badField("why", "must be something that can be read");
        }
        switch (change.change(body.getString("hotline"), version, why, asked.who())) {
            case Switched.Done(Switch made) ->
                asked.created(Contract.MOUNT + "/profiles/switches", ProfileBodies.made(made));
            case Switched.Already(Switch standing) ->
                throw Problems.conflict("It goes by " + version + " since " + Json.time(standing.since()) + ".");
            case Switched.NoSuchVersion _ -> throw Problems.unusable("version", "there is no profile " + version);
            case Switched.Unusable _ ->
                throw Problems.unusable("version", version + " cannot be read by this program; a newer one put it in");
            case Switched.NotForThisHotline(var hotlines) ->
                throw Problems.unusable(
                        "hotline",
                        version + " says that it is only for "
                                + hotlines.stream().sorted().collect(Collectors.joining(", ")));
        }
    }

    private Map<String, Switch> standing() {
        return profiles.switches().standing(time.instant());
    }

    private static Optional<Long> place(String text) {
        return text.matches("[1-9][0-9]{0,17}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private static ProfileVersion versionIn(Asked asked) {
        String version = asked.path("version");
        if (version.length() > LONGEST_NUMBER) {
            throw Problems.notFound();
        }
        return new ProfileVersion(asked.path("name"), Integer.parseInt(version));
    }

    /// @throws Refusal with everything that is wrong, each with its place in the document
    static ProfileReading.Usable usable(String yaml) {
        return switch (ProfileDocument.read(yaml)) {
            case ProfileReading.Usable usable -> usable;
            case ProfileReading.Refused refused -> {
                List<Problem.FieldError> errors = refused.problems().stream()
                        .map(problem -> new Problem.FieldError("profile:" + problem.path(), problem.reason()))
                        .toList();
                throw Problems.refused(422, "The profile cannot be used.", errors, "profile-refused", Map.of());
            }
        };
    }
}

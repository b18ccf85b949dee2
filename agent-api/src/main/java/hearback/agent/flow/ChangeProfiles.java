package hearback.agent.flow;

import hearback.agent.identity.AgentIdentity;
import hearback.agent.profile.KeptProfile;
import hearback.agent.profile.ProfileText;
import hearback.agent.profile.PutIn;
import hearback.agent.profile.Switch;
import hearback.agent.profile.Switched;
import hearback.config.profile.ProfileReading;
import hearback.config.profile.ProfileVersion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// Puts profiles in and switches hotlines to them while the program runs. What is refused changes nothing; what is done
/// was audited before.
public final class ChangeProfiles {
    private final ProfileStore store;
    private final Profiles profiles;
    private final AuditLog audit;
    private final InstantSource time;

    public ChangeProfiles(ProfileStore store, Profiles profiles, AuditLog audit, InstantSource time) {
        this.store = store;
        this.profiles = profiles;
        this.audit = audit;
        this.time = time;
    }

    /// Nothing goes by it before a hotline is switched to it.
    public PutIn put(ProfileText text, AgentIdentity who) {
        Instant now = time.instant();
        profiles.runOnce();
        Optional<PutIn> known = PutIn.against(profiles.kept(), text);
        if (known.isPresent()) {
            return known.get();
        }
        audit.append(now, who, AuditLog.Act.PROFILE_PUT_IN, "profile:" + text.version(), text.sha256());
        PutIn done = store.put(text, now, who.name());
        profiles.runOnce();
        return done;
    }

    /// From now on; tickets that were accepted keep the version they were accepted under.
    ///
    /// @param hotline the dialled number, or [Switch#EVERY]
    /// @param why for whoever reads the log
    public Switched change(String hotline, ProfileVersion version, String why, AgentIdentity who) {
        Instant now = time.instant();
        profiles.runOnce();
        Optional<Switched> against = against(hotline, version, now);
        if (against.isPresent()) {
            return against.get();
        }
        audit.append(
                now,
                who,
                AuditLog.Act.PROFILE_SWITCHED,
                "hotline:" + hotline,
                "profile:" + version + " because " + why);
        Switched done = store.change(new Switch.Wish(hotline, version, now, now, who.name(), why));
        profiles.runOnce();
        return done;
    }

    private Optional<Switched> against(String hotline, ProfileVersion version, Instant now) {
        Optional<KeptProfile> kept = profiles.find(version);
        if (kept.isEmpty()) {
            return Optional.of(new Switched.NoSuchVersion(version));
        }
        Optional<Switched> unfit = switch (profiles.reading(kept.get())) {
            case ProfileReading.Refused _ -> Optional.of(new Switched.Unusable(version));
            case ProfileReading.Usable usable -> unfit(usable.profile().hotlines(), hotline);
        };
        return unfit.or(
                () -> Optional.ofNullable(profiles.switches().standing(now).get(hotline))
                        .filter(standing -> standing.version().equals(version))
                        .map(Switched.Already::new));
    }

    private static Optional<Switched> unfit(Set<String> hotlines, String hotline) {
        return hotlines.isEmpty() || hotlines.contains(hotline)
                ? Optional.empty()
                : Optional.of(new Switched.NotForThisHotline(hotlines));
    }
}

package hearback.agent.flow;

import hearback.agent.profile.KeptProfile;
import hearback.agent.profile.ProfileText;
import hearback.agent.profile.PutIn;
import hearback.agent.profile.Switch;
import hearback.config.profile.ProfileReading;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts in at start what comes with the program and what the operator brought, and lets hotlines for which nobody chose
/// yet begin with what the settings name. What was chosen once stands, whatever the settings say.
///
/// Nothing is written when anything is wrong.
public final class StartProfiles {
    private static final Logger LOG = LoggerFactory.getLogger(StartProfiles.class);
    private static final String DEFAULT_KEY = "hearback.profile.default";

    private final ProfileStore store;
    private final Profiles profiles;
    private final InstantSource time;

    public StartProfiles(ProfileStore store, Profiles profiles, InstantSource time) {
        this.store = store;
        this.profiles = profiles;
        this.time = time;
    }

    /// @param key of the setting it comes from
    /// @param name of the file, for messages
    public record Own(String key, String name, ProfileText text) {}

    /// @param byDefault name of the profile for hotlines that are not named
    /// @param ofHotline key of the setting and name of the profile, by the dialled number
    public record Chosen(String byDefault, Map<String, Named> ofHotline) {
        public Chosen {
            ofHotline = Map.copyOf(ofHotline);
        }
    }

    public record Named(String key, String profile) {}

    /// @param key of the setting that is to blame
    public record Trouble(String key, String reason) {}

    /// @param shipped what comes with the program; what the database has with another text, or newer, stays as it
    /// is there
    /// @return everything that is wrong; empty: done
    public List<Trouble> run(List<ProfileText> shipped, List<Own> own, Chosen chosen) {
        profiles.runOnce();
        List<KeptProfile> would = new ArrayList<>(profiles.kept());
        List<Trouble> troubles = new ArrayList<>();
        List<ProfileText> wanted = new ArrayList<>();
        for (ProfileText text : shipped) {
            weigh(text, would, wanted)
                    .ifPresent(refused -> LOG.warn(
                            "profile {} as it comes with this program is not put in: {}",
                            text.version(),
                            refused.reason()));
        }
        for (Own one : inOrder(own)) {
            weigh(one.text(), would, wanted)
                    .ifPresent(refused -> troubles.add(new Trouble(one.key(), one.name() + ": " + refused.reason())));
        }
        troubles.addAll(unfit(would, chosen));
        if (troubles.isEmpty()) {
            wanted.forEach(this::put);
            profiles.runOnce();
            begin(chosen);
            profiles.runOnce();
            troubles.addAll(unreadable());
        }
        return troubles;
    }

    private static List<Own> inOrder(List<Own> own) {
        return own.stream()
                .sorted(Comparator.comparingInt(one -> one.text().version().version()))
                .toList();
    }

    /// What is new is wanted, and the next ones are held against it too.
    private static Optional<PutIn.Refused> weigh(ProfileText text, List<KeptProfile> would, List<ProfileText> wanted) {
        Optional<PutIn> against = PutIn.against(would, text);
        if (against.isEmpty()) {
            wanted.add(text);
            would.add(new KeptProfile(would.size() + 1, text, Switch.BEGINNING, Switch.AT_START));
        }
        return against.filter(PutIn.Refused.class::isInstance).map(PutIn.Refused.class::cast);
    }

    private void put(ProfileText text) {
        // Another node may have been faster: of ours it is the same, of another release it stays.
        if (store.put(text, time.instant(), Switch.AT_START) instanceof PutIn.Refused refused) {
            LOG.warn("profile {} is not put in: {}", text.version(), refused.reason());
        }
    }

    private List<Trouble> unfit(List<KeptProfile> would, Chosen chosen) {
        List<Trouble> troubles = new ArrayList<>();
        unfit(would, Switch.EVERY, new Named(DEFAULT_KEY, chosen.byDefault())).ifPresent(troubles::add);
        chosen.ofHotline()
                .forEach((hotline, named) -> unfit(would, hotline, named).ifPresent(troubles::add));
        return troubles;
    }

    private Optional<Trouble> unfit(List<KeptProfile> would, String hotline, Named named) {
        Optional<KeptProfile> newest = newest(would, named.profile());
        if (newest.isEmpty()) {
            return Optional.of(new Trouble(
                    named.key(),
                    "there is no profile " + named.profile() + "; there are "
                            + String.join(
                                    ", ",
                                    would.stream()
                                            .map(one -> one.version().profile())
                                            .distinct()
                                            .sorted()
                                            .toList())));
        }
        Set<String> hotlines = newest.map(profiles::reading).stream()
                .flatMap(reading ->
                        reading instanceof ProfileReading.Usable usable ? Stream.of(usable.profile()) : Stream.of())
                .findFirst()
                .map(profile -> profile.hotlines())
                .orElse(Set.of());
        return hotlines.isEmpty() || hotlines.contains(hotline) || isChosen(hotline)
                ? Optional.empty()
                : Optional.of(new Trouble(
                        named.key(),
                        "profile " + named.profile() + " says that it is only for "
                                + String.join(", ", hotlines.stream().sorted().toList())));
    }

    private boolean isChosen(String hotline) {
        return profiles.switches().all().stream().anyMatch(one -> one.hotline().equals(hotline));
    }

    private void begin(Chosen chosen) {
        Instant now = time.instant();
        Instant since = profiles.switches().all().isEmpty() ? Switch.BEGINNING : now;
        begin(Switch.EVERY, Switch.BEGINNING, chosen.byDefault(), DEFAULT_KEY);
        chosen.ofHotline().forEach((hotline, named) -> {
            begin(hotline, since, named.profile(), named.key());
            goesByAnother(hotline, named, now);
        });
    }

    private void begin(String hotline, Instant since, String profile, String key) {
        newest(profiles.kept(), profile)
                .map(KeptProfile::version)
                .map(version ->
                        new Switch.Wish(hotline, version, since, time.instant(), Switch.AT_START, "the setting " + key))
                .filter(store::begin)
                .ifPresent(begun -> LOG.info("hotline={} begins with profile {}", hotline, begun.version()));
    }

    private void goesByAnother(String hotline, Named named, Instant now) {
        profiles.switches()
                .at(hotline, now)
                .filter(version -> isChosen(hotline) && !version.profile().equals(named.profile()))
                .ifPresent(version -> LOG.warn(
                        "hotline={} goes by profile {}, to which it was switched; {} names {} and changes nothing",
                        hotline,
                        version,
                        named.key(),
                        named.profile()));
    }

    /// What tickets are opened under must be readable: a newer program may have put it in.
    private List<Trouble> unreadable() {
        return profiles.switches().standing(time.instant()).values().stream()
                .map(Switch::version)
                .distinct()
                .flatMap(version -> profiles.find(version).stream())
                .flatMap(kept -> profiles.reading(kept) instanceof ProfileReading.Refused refused
                        ? Stream.of(new Trouble("profile " + kept.version(), Profiles.told(refused.problems())))
                        : Stream.of())
                .toList();
    }

    private static Optional<KeptProfile> newest(List<KeptProfile> kept, String profile) {
        return kept.stream()
                .filter(one -> one.version().profile().equals(profile))
                .max(Comparator.comparingInt((KeptProfile one) -> one.version().version()));
    }
}

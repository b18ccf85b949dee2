package hearback.agent.flow;

import hearback.agent.profile.KeptProfile;
import hearback.agent.profile.Switches;
import hearback.config.profile.Profile;
import hearback.config.profile.ProfileProblem;
import hearback.config.profile.ProfileReading;
import hearback.config.profile.ProfileVersion;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The profiles and their switches as the running program knows them.
///
/// They are read anew by [#runOnce], every half second, and not by whoever asks what a hotline goes by: he may hold a
/// connection already. So nodes agree within a second, and while the database is away the last known list serves. What
/// was read once is kept for ever, since it cannot change.
public final class Profiles implements Rulebook {
    private static final Logger LOG = LoggerFactory.getLogger(Profiles.class);

    private final ProfileStore store;
    private final ReadProfile reader;
    /// By the hash of what they say.
    private final Map<String, ProfileReading> readings = new ConcurrentHashMap<>();
    private final AtomicReference<Known> known = new AtomicReference<>(new Known(Map.of(), 0, Switches.NONE));

    public Profiles(ProfileStore store, ReadProfile reader) {
        this.store = store;
        this.reader = reader;
    }

    /// @param place of the last of them
    private record Known(Map<ProfileVersion, KeptProfile> kept, long place, Switches switches) {
        Known and(List<KeptProfile> later, Switches all) {
            if (later.isEmpty()) {
                return new Known(kept, place, all);
            }
            Map<ProfileVersion, KeptProfile> together = new HashMap<>(kept);
            later.forEach(one -> together.put(one.version(), one));
            return new Known(Map.copyOf(together), later.getLast().place(), all);
        }

        /// Both only grow, so of two who read at once each may have read further in one of them.
        Known orFurther(Known other) {
            Known further = place >= other.place ? this : other;
            return new Known(
                    further.kept,
                    further.place,
                    switches.place() >= other.switches.place() ? switches : other.switches);
        }
    }

    /// Reads what was put in and switched since, by whomever. A switch is never known before its profile. Holds no
    /// lock while it waits: others on the same context would wait for that, and the answer for them.
    ///
    /// @return how many profiles and switches are new
    public int runOnce() {
        Known before = known.get();
        Switches switches =
                before.switches().and(store.switchesAfter(before.switches().place()));
        List<KeptProfile> later = store.keptAfter(before.place());
        later.forEach(this::readAhead);
        Known read = before.and(later, switches);
        known.accumulateAndGet(read, Known::orFurther);
        return later.size() + switches.all().size() - before.switches().all().size();
    }

    private void readAhead(KeptProfile kept) {
        if (reading(kept) instanceof ProfileReading.Refused refused) {
            LOG.error("profile {} that another program put in {}", kept.version(), told(refused.problems()));
        }
    }

    @Override
    public Profile forHotline(String hotline, Instant now) {
        return known.get()
                .switches()
                .at(hotline, now)
                .map(this::version)
                .orElseThrow(() -> new IllegalStateException("no profile was ever chosen"));
    }

    @Override
    public Profile version(ProfileVersion version) {
        KeptProfile kept = find(version).orElseThrow(() -> new IllegalStateException("there is no profile " + version));
        return switch (reading(kept)) {
            case ProfileReading.Usable usable -> usable.profile();
            case ProfileReading.Refused refused ->
                throw new IllegalStateException("profile " + version + " " + told(refused.problems()));
        };
    }

    /// Also one that another node put in a moment ago.
    ///
    /// @throws hearback.telephony.flow.StoreUnavailable when it is not known here and the database could not be
    /// asked
    public Optional<KeptProfile> find(ProfileVersion version) {
        return Optional.ofNullable(known.get().kept().get(version)).or(() -> store.find(version));
    }

    public ProfileReading reading(KeptProfile kept) {
        return readings.computeIfAbsent(
                kept.text().sha256(), _ -> reader.read(kept.text().yaml()));
    }

    /// In the order in which they were put in.
    public List<KeptProfile> kept() {
        return known.get().kept().values().stream()
                .sorted((one, other) -> Long.compare(one.place(), other.place()))
                .toList();
    }

    public Switches switches() {
        return known.get().switches();
    }

    static String told(List<ProfileProblem> problems) {
        return "cannot be used by this program: " + problems.size() + " mistakes, the first is " + problems.getFirst();
    }
}

package hearback.agent.testing;

import hearback.agent.flow.ProfileStore;
import hearback.agent.profile.KeptProfile;
import hearback.agent.profile.ProfileText;
import hearback.agent.profile.PutIn;
import hearback.agent.profile.Switch;
import hearback.agent.profile.Switched;
import hearback.agent.profile.Switches;
import hearback.config.profile.ProfileVersion;
import hearback.telephony.flow.StoreUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Profiles and switches in memory; can be away.
public final class InMemoryProfileStore implements ProfileStore {
    private final List<KeptProfile> kept = new ArrayList<>();
    private final List<Switch> switches = new ArrayList<>();
    public boolean isAway;
    /// Happens once, while somebody reads what was put in.
    public Runnable inside = () -> {};

    @Override
    public PutIn put(ProfileText text, Instant at, String who) {
        ask();
        return PutIn.against(kept, text).orElseGet(() -> {
            kept.add(new KeptProfile(kept.size() + 1, text, at, who));
            return new PutIn.Done(kept.getLast());
        });
    }

    @Override
    public Optional<KeptProfile> find(ProfileVersion version) {
        ask();
        return kept.stream().filter(one -> one.version().equals(version)).findFirst();
    }

    @Override
    public List<KeptProfile> keptAfter(long place) {
        ask();
        List<KeptProfile> found =
                kept.stream().filter(one -> one.place() > place).toList();
        Runnable now = inside;
        inside = () -> {};
        now.run();
        return found;
    }

    @Override
    public List<Switch> switchesAfter(long place) {
        ask();
        return switches.stream().filter(one -> one.place() > place).toList();
    }

    @Override
    public Switched change(Switch.Wish wish) {
        if (find(wish.version()).isEmpty()) {
            return new Switched.NoSuchVersion(wish.version());
        }
        Optional<Switch> standing = Optional.ofNullable(
                        new Switches(switches).standing(Instant.MAX).get(wish.hotline()))
                .filter(one -> one.version().equals(wish.version()));
        return standing.<Switched>map(Switched.Already::new).orElseGet(() -> new Switched.Done(add(wish)));
    }

    @Override
    public boolean begin(Switch.Wish wish) {
        ask();
        boolean isFirst = switches.stream().noneMatch(one -> one.hotline().equals(wish.hotline()));
        if (isFirst) {
            add(wish);
        }
        return isFirst;
    }

    private Switch add(Switch.Wish wish) {
        switches.add(new Switch(
                switches.size() + 1L, wish.hotline(), wish.version(), wish.since(), wish.at(), wish.who(), wish.why()));
        return switches.getLast();
    }

    private void ask() {
        if (isAway) {
            throw new StoreUnavailable("ask", new IllegalStateException("away"));
        }
    }
}

package hearback.telephony.testing;

import hearback.telephony.callback.Announcement;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.EarlyMedia;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What a test lets the network say.
public final class InMemoryEarlyMedia implements EarlyMedia {
    private final Map<AttemptId, Optional<Announcement>> heard = new HashMap<>();
    private final List<AttemptId> asked = new ArrayList<>();
    private final Consumer<AttemptId> forgetting;

    public InMemoryEarlyMedia() {
        this(_ -> {});
    }

    /// @param forgetting told before anything is forgotten
    public InMemoryEarlyMedia(Consumer<AttemptId> forgetting) {
        this.forgetting = forgetting;
    }

    /// @param said empty: nothing that anybody knows
    public void hear(AttemptId attempt, Optional<Announcement> said) {
        heard.put(attempt, said);
    }

    /// Whose announcement somebody asked for.
    public List<AttemptId> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Optional<Announcement> announced(AttemptId attempt) {
        asked.add(attempt);
        return heard.getOrDefault(attempt, Optional.empty());
    }

    @Override
    public void forget(AttemptId attempt) {
        forgetting.accept(attempt);
        heard.remove(attempt);
    }

    @Override
    public Set<AttemptId> kept() {
        return Set.copyOf(heard.keySet());
    }
}

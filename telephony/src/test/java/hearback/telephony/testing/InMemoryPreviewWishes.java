package hearback.telephony.testing;

import hearback.telephony.call.ServerName;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PreviewWish;
import hearback.telephony.flow.PreviewWishes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Wishes in memory; who holds which line is said by the test.
public final class InMemoryPreviewWishes implements PreviewWishes {
    private final Map<ServerName, Long> fences = new HashMap<>();
    private final Map<UUID, Kept> kept = new LinkedHashMap<>();

    /// Somebody holds the line under this fence.
    public synchronized void held(ServerName server, long fence) {
        fences.put(server, fence);
    }

    public synchronized void heldByNobody(ServerName server) {
        fences.remove(server);
    }

    @Override
    public synchronized boolean put(PreviewWish wish) {
        boolean isHeld = fences.containsKey(wish.server());
        if (isHeld) {
            kept.put(wish.id(), new Kept(wish, false, Optional.empty()));
        }
        return isHeld;
    }

    @Override
    public synchronized List<PreviewWish> take(LineLease.Held line, Instant now) {
        if (fences.getOrDefault(line.server(), Long.MIN_VALUE) != line.fence()) {
            return List.of();
        }
        var taken = new ArrayList<PreviewWish>();
        kept.replaceAll((_, one) -> {
            boolean isOurs = one.wish().server().equals(line.server())
                    && !one.taken()
                    && one.wish().until().isAfter(now);
            if (isOurs) {
                taken.add(one.wish());
            }
            return isOurs ? new Kept(one.wish(), true, one.answer()) : one;
        });
        taken.sort(Comparator.comparing(PreviewWish::until));
        return List.copyOf(taken);
    }

    @Override
    public synchronized void answer(UUID id, PreviewWish.Answer answer) {
        kept.computeIfPresent(id, (_, one) -> new Kept(one.wish(), one.taken(), Optional.of(answer)));
    }

    @Override
    public synchronized boolean isAnswered(UUID id) {
        return Optional.ofNullable(kept.get(id)).flatMap(Kept::answer).isPresent();
    }

    @Override
    public synchronized Ending end(UUID id) {
        var ended = Optional.ofNullable(kept.remove(id));
        return ended.flatMap(Kept::answer)
                .<Ending>map(Ending.Answered::new)
                .orElseGet(() ->
                        ended.filter(one -> !one.taken()).isPresent() ? new Ending.Untaken() : new Ending.Taken());
    }

    private record Kept(PreviewWish wish, boolean taken, Optional<PreviewWish.Answer> answer) {}
}

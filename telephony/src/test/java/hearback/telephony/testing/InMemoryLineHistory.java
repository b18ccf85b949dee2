package hearback.telephony.testing;

import hearback.telephony.call.ServerName;
import hearback.telephony.flow.LineHistory;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.LineStates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How lines were heard, in memory.
public final class InMemoryLineHistory implements LineHistory {
    private final Map<ServerName, Heard> heard = new HashMap<>();
    private final List<LineStates.Gap> gaps = new ArrayList<>();
    private final Map<ServerName, Long> fences = new HashMap<>();

    /// The lease has changed hands, or was held anew.
    public synchronized void fence(ServerName server, long fence) {
        fences.put(server, fence);
    }

    @Override
    public synchronized Optional<Heard> lastHeard(ServerName server) {
        return Optional.ofNullable(heard.get(server));
    }

    @Override
    public synchronized void heard(LineLease.Held held, Instant until, String booted) {
        if (fences.getOrDefault(held.server(), held.fence()) != held.fence()) {
            return;
        }
        Optional<Heard> before = lastHeard(held.server());
        boolean later = before.filter(was -> was.until().isAfter(until)).isEmpty();
        heard.put(
                held.server(),
                new Heard(
                        later ? until : before.orElseThrow().until(),
                        booted.isEmpty() ? before.map(Heard::booted).orElse("") : booted));
    }

    @Override
    public synchronized void open(ServerName server, Instant since, String reason) {
        Optional<LineStates.Gap> known = find(server);
        if (known.isEmpty()) {
            gaps.add(new LineStates.Gap(gaps.size() + 1, server, since, Optional.empty(), reason, 0));
        }
        known.filter(gap -> since.isBefore(gap.from()))
                .ifPresent(gap -> gaps.set(
                        gaps.indexOf(gap),
                        new LineStates.Gap(gap.id(), server, since, gap.until(), gap.reason(), gap.callsRepaired())));
    }

    @Override
    public synchronized void explain(ServerName server, String reason) {
        find(server)
                .ifPresent(gap -> gaps.set(
                        gaps.indexOf(gap),
                        new LineStates.Gap(gap.id(), server, gap.from(), gap.until(), reason, gap.callsRepaired())));
    }

    @Override
    public synchronized void close(ServerName server, Instant until, int callsRepaired) {
        find(server)
                .ifPresent(gap -> gaps.set(
                        gaps.indexOf(gap),
                        new LineStates.Gap(
                                gap.id(),
                                server,
                                gap.from(),
                                Optional.of(until.isBefore(gap.from()) ? gap.from() : until),
                                gap.reason(),
                                gap.callsRepaired() + callsRepaired)));
    }

    @Override
    public synchronized List<LineStates.Gap> newest(int limit) {
        return gaps.reversed().stream().limit(limit).toList();
    }

    @Override
    public synchronized Optional<LineStates.Gap> find(ServerName server, Instant from) {
        return gaps.stream()
                .filter(gap -> gap.server().equals(server) && gap.from().equals(from))
                .findFirst();
    }

    private Optional<LineStates.Gap> find(ServerName server) {
        return gaps.stream()
                .filter(gap -> gap.server().equals(server) && gap.until().isEmpty())
                .findFirst();
    }
}

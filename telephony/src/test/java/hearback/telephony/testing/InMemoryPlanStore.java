package hearback.telephony.testing;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackDecision;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.TrunkHealth;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PlanStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Plans kept in memory; passes the same contract test as the SQL one.
public final class InMemoryPlanStore implements PlanStore {
    private final Map<CallbackId, CallbackPlan> plans = new LinkedHashMap<>();
    /// Whose an attempt is, and those that are not settled: what is looked for all the time.
    private final Map<AttemptId, CallbackId> whose = new HashMap<>();

    private final Map<AttemptId, Attempt> live = new LinkedHashMap<>();
    private final Map<CallbackId, CallbackPlan> planned = new LinkedHashMap<>();
    private final Map<ServerName, NavigableMap<Instant, List<TrunkHealth.Seen>>> settled = new HashMap<>();
    private final Map<CallbackId, List<CallbackDecision>> decisions = new HashMap<>();
    private final Map<ServerName, Long> fences = new HashMap<>();

    /// The fence of the server's present lease, as the lease table would have it.
    public synchronized void fence(ServerName server, long fence) {
        fences.put(server, fence);
    }

    @Override
    public synchronized boolean add(
            CallbackRequest request, Optional<ProfileVersion> profile, NextMove.DialAt first, Instant now) {
        if (plans.containsKey(request.id())) {
            return false;
        }
        put(new CallbackPlan(
                request, profile, now, new CallbackState.Planned(first.at(), first.why()), List.of(), first.problem()));
        note(request.id(), first, now);
        return true;
    }

    @Override
    public synchronized Optional<CallbackPlan> find(CallbackId id) {
        return Optional.ofNullable(plans.get(id));
    }

    @Override
    public synchronized Optional<CallbackPlan> findByAttempt(AttemptId id) {
        return Optional.ofNullable(whose.get(id)).map(plans::get);
    }

    @Override
    public synchronized List<CallbackPlan> list(Optional<String> subject, Optional<CallbackId> before, int limit) {
        Comparator<CallbackPlan> byAge = Comparator.comparing(CallbackPlan::createdAt)
                .thenComparing(plan -> plan.request().id().toString());
        var cursor = before.map(plans::get);
        return plans.values().stream()
                .filter(plan -> subject.isEmpty()
                        || subject.get().equals(plan.request().subject().text()))
                .filter(plan -> cursor.isEmpty() || byAge.compare(plan, cursor.get()) < 0)
                .sorted(byAge.reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<CallbackDecision> decisions(CallbackId id) {
        return List.copyOf(decisions.getOrDefault(id, List.of()));
    }

    @Override
    public synchronized Counts counts(Instant now) {
        var open = plans.values().stream()
                .filter(plan -> !(plan.state() instanceof CallbackState.Closed))
                .toList();
        return new Counts(
                open.stream()
                        .filter(plan -> plan.state() instanceof CallbackState.Planned)
                        .count(),
                open.stream().filter(plan -> isDue(plan, now)).count(),
                live().count(),
                live().filter(attempt -> attempt.state() instanceof AttemptState.Unknown)
                        .count(),
                open.stream().filter(plan -> plan.problem().isPresent()).count());
    }

    @Override
    public synchronized List<Waiting> waiting() {
        Map<Optional<ProfileVersion>, Instant> earliest = new HashMap<>();
        planned.values()
                .forEach(plan ->
                        earliest.merge(plan.profile(), dueAt(plan), (one, other) -> one.isBefore(other) ? one : other));
        return earliest.entrySet().stream()
                .map(entry -> new Waiting(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public synchronized List<TrunkHealth.Seen> lastAt(ServerName server, int most) {
        return settled.getOrDefault(server, new TreeMap<>()).descendingMap().values().stream()
                .flatMap(List::stream)
                .limit(most)
                .toList();
    }

    @Override
    public synchronized List<Claimed> claimDue(
            LineLease.Held line, Instant now, Collection<Optional<ProfileVersion>> open, Limits limits) {
        if (!isPresent(line.server(), line.fence())) {
            return List.of();
        }
        var room = limits.liveAttempts()
                - live().filter(attempt -> attempt.server().equals(line.server()))
                        .count();
        var claimed = new ArrayList<Claimed>();
        planned.values().stream()
                .filter(plan -> isDue(plan, now) && open.contains(plan.profile()))
                .sorted(Comparator.comparing(InMemoryPlanStore::dueAt)
                        .thenComparing(plan -> plan.request().id().toString()))
                .toList()
                .forEach(plan -> {
                    var number = plan.request().number();
                    boolean isLive = live().anyMatch(attempt -> attempt.number().equals(number));
                    if (!isLive && claimed.size() < Math.min(limits.batch(), room)) {
                        claimed.add(new Claimed(commit(plan, line, now), plan.profile()));
                    }
                });
        return claimed;
    }

    private Attempt commit(CallbackPlan plan, LineLease.Held line, Instant now) {
        int ordinal = plan.attempts().size() + 1;
        var attempt = new Attempt(
                AttemptId.of(plan.request().id(), ordinal),
                plan.request().id(),
                ordinal,
                plan.request().number(),
                line.server(),
                line.fence(),
                now,
                new AttemptState.Committed());
        put(new CallbackPlan(
                plan.request(),
                plan.profile(),
                plan.createdAt(),
                new CallbackState.Dialling(),
                Stream.concat(plan.attempts().stream(), Stream.of(attempt)).toList(),
                plan.problem()));
        return attempt;
    }

    @Override
    public synchronized boolean release(AttemptId id, Instant now) {
        return change(
                id,
                attempt -> attempt.state() instanceof AttemptState.Committed
                        && isPresent(attempt.server(), attempt.fence())
                        && plan(attempt).state() instanceof CallbackState.Dialling,
                new AttemptState.Released(now));
    }

    @Override
    public synchronized void markUnknown(AttemptId id, Instant now) {
        change(id, attempt -> attempt.state() instanceof AttemptState.Released, new AttemptState.Unknown(now));
    }

    @Override
    public synchronized boolean settle(
            AttemptId id, AttemptOutcome outcome, Instant endedAt, NextMove next, Instant now) {
        return over(id, attempt -> !(attempt.state() instanceof AttemptState.Settled), outcome, endedAt, next, now);
    }

    @Override
    public synchronized boolean takeBack(AttemptId id, AttemptOutcome outcome, NextMove next, Instant now) {
        return over(id, attempt -> attempt.state() instanceof AttemptState.Committed, outcome, now, next, now);
    }

    private boolean over(
            AttemptId id,
            Predicate<Attempt> from,
            AttemptOutcome outcome,
            Instant endedAt,
            NextMove next,
            Instant now) {
        if (!change(id, from, new AttemptState.Settled(outcome, endedAt))) {
            return false;
        }
        var plan = findByAttempt(id).orElseThrow();
        switch (next) {
            case NextMove.DialAt dial -> {
                if (plan.state() instanceof CallbackState.Dialling) {
                    put(new CallbackPlan(
                            plan.request(),
                            plan.profile(),
                            plan.createdAt(),
                            new CallbackState.Planned(dial.at(), dial.why()),
                            plan.attempts(),
                            dial.problem()));
                    note(plan.request().id(), dial, now);
                }
            }
            case NextMove.Close close -> close(plan.request().id(), close, now);
        }
        return true;
    }

    @Override
    public synchronized List<Attempt> unsent(LineLease.Held line, Instant committedBefore) {
        return live().filter(attempt -> attempt.server().equals(line.server()))
                .filter(attempt -> attempt.state() instanceof AttemptState.Committed)
                .filter(attempt ->
                        attempt.fence() < line.fence() || attempt.startedAt().isBefore(committedBefore))
                .toList();
    }

    @Override
    public synchronized List<Attempt> unsettled(LineLease.Held line, Instant releasedBefore) {
        return live().filter(attempt -> attempt.server().equals(line.server()))
                .filter(attempt -> switch (attempt.state()) {
                    case AttemptState.Released(Instant at) -> at.isBefore(releasedBefore);
                    case AttemptState.Unknown _ -> attempt.startedAt().isBefore(releasedBefore);
                    case AttemptState.Committed _, AttemptState.Settled _ -> false;
                })
                .toList();
    }

    @Override
    public synchronized boolean close(CallbackId id, NextMove.Close close, Instant now) {
        var plan = plans.get(id);
        if (plan == null || plan.state() instanceof CallbackState.Closed) {
            return false;
        }
        put(new CallbackPlan(
                plan.request(),
                plan.profile(),
                plan.createdAt(),
                new CallbackState.Closed(close.reason(), now),
                plan.attempts(),
                plan.problem()));
        note(id, close, now);
        return true;
    }

    @Override
    public synchronized List<CallbackId> closeAll(Contact contact, NextMove.Close close, Instant now) {
        return plans.values().stream()
                .filter(plan -> plan.request().number().equals(contact.number()))
                .filter(plan -> plan.createdAt().isBefore(contact.heardAt()))
                .map(plan -> plan.request().id())
                .filter(id -> !contact.by().equals(Optional.of(id)))
                .toList()
                .stream()
                .filter(id -> close(id, close, now))
                .toList();
    }

    private boolean change(AttemptId id, Predicate<Attempt> from, AttemptState to) {
        var found = findByAttempt(id).stream()
                .flatMap(plan -> plan.attempts().stream())
                .filter(attempt -> attempt.id().equals(id))
                .filter(from)
                .findFirst();
        found.ifPresent(attempt -> {
            var plan = plan(attempt);
            var changed = new Attempt(
                    id,
                    attempt.callback(),
                    attempt.ordinal(),
                    attempt.number(),
                    attempt.server(),
                    attempt.fence(),
                    attempt.startedAt(),
                    to);
            put(new CallbackPlan(
                    plan.request(),
                    plan.profile(),
                    plan.createdAt(),
                    plan.state(),
                    plan.attempts().stream()
                            .map(one -> one.id().equals(id) ? changed : one)
                            .toList(),
                    plan.problem()));
        });
        return found.isPresent();
    }

    /// Takes in a callback as it stands, with attempts of any name: those of recorded calls were not named by us.
    public synchronized void keep(CallbackPlan plan) {
        put(plan);
    }

    private void put(CallbackPlan plan) {
        plans.put(plan.request().id(), plan);
        if (plan.state() instanceof CallbackState.Planned) {
            planned.put(plan.request().id(), plan);
        } else {
            planned.remove(plan.request().id());
        }
        for (Attempt attempt : plan.attempts()) {
            boolean isNew = whose.put(attempt.id(), plan.request().id()) == null;
            if (attempt.state() instanceof AttemptState.Settled(AttemptOutcome outcome, Instant endedAt)) {
                if (live.remove(attempt.id()) != null || isNew) {
                    settled.computeIfAbsent(attempt.server(), _ -> new TreeMap<>())
                            .computeIfAbsent(endedAt, _ -> new ArrayList<>())
                            .add(new TrunkHealth.Seen(outcome, endedAt));
                }
            } else {
                live.put(attempt.id(), attempt);
            }
        }
    }

    private void note(CallbackId id, NextMove move, Instant now) {
        int made = plans.containsKey(id) ? find(id).orElseThrow().attempts().size() : 0;
        decisions.computeIfAbsent(id, _ -> new ArrayList<>()).add(new CallbackDecision(now, made, move));
    }

    private CallbackPlan plan(Attempt attempt) {
        return find(attempt.callback()).orElseThrow();
    }

    private boolean isPresent(ServerName server, long fence) {
        return fences.getOrDefault(server, Long.MIN_VALUE) == fence;
    }

    private Stream<Attempt> live() {
        return List.copyOf(live.values()).stream();
    }

    private static boolean isDue(CallbackPlan plan, Instant now) {
        return plan.state() instanceof CallbackState.Planned planned
                && !planned.dueAt().isAfter(now);
    }

    private static Instant dueAt(CallbackPlan plan) {
        return plan.state() instanceof CallbackState.Planned planned ? planned.dueAt() : Instant.MAX;
    }
}

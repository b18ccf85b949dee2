package hearback.telephony.testing;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.CallId;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.AnswerRates;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackDecision;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackState;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.CloseReason;
import hearback.telephony.callback.DialledByHand;
import hearback.telephony.callback.Household;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.NumberHistory;
import hearback.telephony.callback.PauseScope;
import hearback.telephony.callback.TrunkHealth;
import hearback.telephony.flow.LaneChoice;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PlanStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Plans kept in memory; passes the same contract test as the SQL one.
public final class InMemoryPlanStore implements PlanStore {
    private static final Set<CloseReason> NEED_A_PERSON = EnumSet.of(
            CloseReason.UNREACHABLE, CloseReason.NUMBER_UNKNOWN, CloseReason.NUMBER_CHANGED, CloseReason.NOT_ALLOWED);

    private final Map<CallbackId, CallbackPlan> plans = new LinkedHashMap<>();
    /// What is looked for all the time: whose an attempt is, what is not settled, what waits, whose a number is.
    private final Map<AttemptId, CallbackId> whose = new HashMap<>();

    private final Map<AttemptId, Attempt> live = new LinkedHashMap<>();
    private final Map<CallbackId, CallbackPlan> planned = new LinkedHashMap<>();
    private final Map<PhoneNumber, Set<CallbackId>> ofNumber = new HashMap<>();
    private final Map<PauseScope.OfTrunk, NavigableMap<Instant, List<TrunkHealth.Seen>>> settled = new HashMap<>();
    private final Map<CallbackId, List<CallbackDecision>> decisions = new HashMap<>();
    private final Map<CallbackId, Instant> deadlines = new HashMap<>();
    private final Map<ServerName, Long> fences = new HashMap<>();
    private final Map<CallbackId, String> hotlines = new HashMap<>();
    private final Set<CallbackId> handedOn = new HashSet<>();
    private final Map<Optional<ProfileVersion>, NumberGuard> guards = new HashMap<>();
    private final Map<CallId, DialledByHand> byHand = new LinkedHashMap<>();
    private final InMemoryHoldStore holds;

    public InMemoryPlanStore() {
        this(new InMemoryHoldStore());
    }

    /// @param holds what is held up
    public InMemoryPlanStore(InMemoryHoldStore holds) {
        this.holds = holds;
    }

    /// The fence of the server's present lease, as the lease table would have it.
    public synchronized void fence(ServerName server, long fence) {
        fences.put(server, fence);
    }

    @Override
    public synchronized boolean add(
            CallbackRequest request,
            Optional<ProfileVersion> profile,
            String hotline,
            NextMove.DialAt first,
            Instant deadline,
            Instant now) {
        if (plans.containsKey(request.id())) {
            return false;
        }
        deadlines.put(request.id(), deadline);
        hotlines.put(request.id(), hotline);
        put(new CallbackPlan(
                request,
                profile,
                now,
                new CallbackState.Planned(first.at(), first.why()),
                List.of(),
                first.problem(),
                first.number().orElse(request.number())));
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
    public synchronized List<Waiting> waiting(Instant now) {
        Map<Optional<ProfileVersion>, Instant> earliest = new HashMap<>();
        planned.values()
                .forEach(plan ->
                        earliest.merge(plan.profile(), dueAt(plan), (one, other) -> one.isBefore(other) ? one : other));
        return earliest.entrySet().stream()
                .map(entry -> new Waiting(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public synchronized List<TrunkHealth.Seen> lastAt(ServerName server, TrunkName trunk, int most) {
        return settled
                .getOrDefault(new PauseScope.OfTrunk(server, trunk), new TreeMap<>())
                .descendingMap()
                .values()
                .stream()
                .flatMap(List::stream)
                .limit(most)
                .toList();
    }

    @Override
    public synchronized Map<TrunkName, Load> loads(ServerName server, Collection<TrunkName> trunks, Instant now) {
        return trunks.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        trunk -> new Load(
                                live().filter(attempt -> attempt.server().equals(server)
                                                && attempt.trunk().equals(trunk))
                                        .count(),
                                holds.isTrunkPaused(server, trunk, now))));
    }

    @Override
    public synchronized List<Claimed> claimDue(
            LineLease.Held line, Instant now, Collection<Optional<ProfileVersion>> open, Limits limits) {
        if (!isPresent(line.server(), line.fence())
                || holds.isPaused(line.server(), "", now)
                || limits.rooms().stream().allMatch(room -> holds.isTrunkPaused(line.server(), room.trunk(), now))) {
            return List.of();
        }
        var choice = new LaneChoice(limits.rooms(), now);
        var room = limits.liveAttempts()
                - live().filter(attempt -> attempt.server().equals(line.server()))
                        .count();
        Comparator<CallbackPlan> urgent = Comparator.comparing(this::deadline);
        Comparator<CallbackPlan> longest = Comparator.comparing(InMemoryPlanStore::dueAt);
        Comparator<CallbackPlan> byId =
                Comparator.comparing(plan -> plan.request().id().toString());
        var needAgents = new AtomicInteger();
        var persons = new HashSet<PhoneNumber.Known>();
        var busy = live().map(Attempt::number).collect(Collectors.toCollection(HashSet::new));
        return open.stream()
                .flatMap(rule -> planned.values().stream()
                        .filter(plan -> plan.profile().equals(rule) && isDue(plan, now.plus(limits.ahead())))
                        .filter(plan -> !holds.isPaused(
                                line.server(), hotlineOf(plan.request().id()), now))
                        .filter(plan -> !busy.contains(plan.inTurn()))
                        .filter(plan -> limits.prefixes().isEmpty()
                                || limits.prefixes().stream()
                                        .anyMatch(plan.inTurn().e164()::startsWith))
                        .sorted(longest.thenComparing(urgent).thenComparing(byId))
                        .limit(FAIR_AMONG))
                .sorted(urgent.thenComparing(longest).thenComparing(byId))
                .filter(plan -> isMachine(plan) || needAgents.getAndIncrement() < limits.needAgents())
                .limit(Math.max(0, Math.min(limits.batch(), room)))
                .toList()
                .stream()
                .filter(plan -> busy.add(plan.inTurn()))
                .filter(plan -> Collections.disjoint(plan.request().numbers(), persons)
                        && (!isShared(plan) || persons.addAll(plan.request().numbers())))
                .flatMap(plan -> choice.take(plan.inTurn()).stream()
                        .filter(_ -> !isShared(plan) || !isBeingRung(plan))
                        .map(trunk -> new Claimed(
                                commit(plan, line, trunk, now.isAfter(dueAt(plan)) ? now : dueAt(plan), limits),
                                plan.profile(),
                                plan.request().reason())))
                .toList();
    }

    private CallbackPlan known(CallbackId id) {
        return Optional.ofNullable(plans.get(id)).orElseThrow();
    }

    /// Has several numbers, or one that another callback has beside others.
    private boolean isShared(CallbackPlan plan) {
        return !plan.request().otherNumbers().isEmpty()
                || ofNumber.getOrDefault(plan.inTurn(), Set.of()).stream()
                        .map(this::known)
                        .anyMatch(other -> !other.request().otherNumbers().isEmpty());
    }

    /// At whichever of his numbers, for another callback that shares one.
    private boolean isBeingRung(CallbackPlan plan) {
        return live().map(this::plan)
                .filter(other -> !other.request().id().equals(plan.request().id()))
                .anyMatch(other -> !Collections.disjoint(
                        other.request().numbers(), plan.request().numbers()));
    }

    private static boolean isMachine(CallbackPlan plan) {
        return plan.request().reason() == CallbackReason.SURVEY;
    }

    private Instant deadline(CallbackPlan plan) {
        return deadlines.getOrDefault(plan.request().id(), dueAt(plan));
    }

    private Attempt commit(
            CallbackPlan plan, LineLease.Held line, TrunkName trunk, Instant now, PlanStore.Limits limits) {
        int ordinal = plan.attempts().size() + 1;
        var attempt = new Attempt(
                limits.attempt(plan.request().id(), ordinal, plan.request().reason()),
                plan.request().id(),
                ordinal,
                plan.inTurn(),
                line.server(),
                trunk,
                line.fence(),
                now,
                new AttemptState.Committed());
        put(new CallbackPlan(
                plan.request(),
                plan.profile(),
                plan.createdAt(),
                new CallbackState.Dialling(),
                Stream.concat(plan.attempts().stream(), Stream.of(attempt)).toList(),
                plan.problem(),
                plan.inTurn()));
        return attempt;
    }

    @Override
    public synchronized boolean release(AttemptId id, Instant now) {
        return change(
                id,
                attempt -> attempt.state() instanceof AttemptState.Committed
                        && isPresent(attempt.server(), attempt.fence())
                        && plan(attempt).state() instanceof CallbackState.Dialling
                        && heldUp(id, now).isEmpty()
                        && mayBeRung(attempt, now),
                new AttemptState.Released(now));
    }

    @Override
    public synchronized Optional<HeldUp> heldUp(AttemptId id, Instant now) {
        return findByAttempt(id).stream()
                .flatMap(plan -> plan.attempts().stream())
                .filter(attempt -> attempt.id().equals(id))
                .findFirst()
                .flatMap(attempt ->
                        holds.heldUp(attempt, plan(attempt).request().numbers(), hotlineOf(attempt.callback()), now));
    }

    private String hotlineOf(CallbackId id) {
        return hotlines.getOrDefault(id, "");
    }

    @Override
    public synchronized List<CallbackPlan> overdue(Instant dueBefore, int limit) {
        return plans.values().stream()
                .filter(plan -> plan.state() instanceof CallbackState.Planned planned
                        && !planned.dueAt().isAfter(dueBefore)
                        && !plan.attempts().isEmpty()
                        && plan.problem().isEmpty())
                .sorted(Comparator.comparing(this::deadline)
                        .thenComparing(plan -> plan.request().id().toString()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<CallbackPlan> toHandOn(int limit) {
        return plans.values().stream()
                .filter(plan -> plan.state() instanceof CallbackState.Closed closed
                        && NEED_A_PERSON.contains(closed.reason())
                        && !handedOn.contains(plan.request().id()))
                .sorted(Comparator.comparing(plan -> ((CallbackState.Closed) plan.state()).at()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void handedOn(CallbackId id, Instant now) {
        handedOn.add(id);
    }

    @Override
    public synchronized void markUnknown(AttemptId id, Instant now) {
        change(id, attempt -> attempt.state() instanceof AttemptState.Released, new AttemptState.Unknown(now));
    }

    @Override
    public synchronized boolean settle(
            AttemptId id, AttemptOutcome outcome, Instant endedAt, NextMove next, Instant deadline, Instant now) {
        return over(id, attempt -> !(attempt.state() instanceof AttemptState.Settled), outcome, endedAt, next, now)
                && noteDeadline(id, deadline);
    }

    @Override
    public synchronized boolean takeBack(
            AttemptId id, AttemptOutcome outcome, NextMove next, Instant deadline, Instant now) {
        return over(id, attempt -> attempt.state() instanceof AttemptState.Committed, outcome, now, next, now)
                && noteDeadline(id, deadline);
    }

    private boolean noteDeadline(AttemptId id, Instant deadline) {
        deadlines.put(findByAttempt(id).orElseThrow().request().id(), deadline);
        return true;
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
                            dial.problem(),
                            dial.number().orElse(plan.inTurn())));
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
                plan.problem(),
                plan.inTurn()));
        note(id, close, now);
        return true;
    }

    @Override
    public synchronized List<CallbackId> closeOf(CallbackSubject subject, NextMove.Close close, Instant now) {
        return plans.values().stream()
                .map(CallbackPlan::request)
                .filter(request -> request.subject().equals(subject))
                .map(CallbackRequest::id)
                .toList()
                .stream()
                .filter(id -> close(id, close, now))
                .toList();
    }

    @Override
    public synchronized List<Attempt> inVain(ServerName server) {
        return live().filter(attempt -> attempt.server().equals(server))
                .filter(attempt -> !(attempt.state() instanceof AttemptState.Committed))
                .filter(attempt -> plan(attempt).state() instanceof CallbackState.Closed)
                .toList();
    }

    @Override
    public synchronized List<Attempt> liveAt(PhoneNumber.Known number) {
        return live().filter(attempt -> attempt.number().equals(number)
                        || plan(attempt).request().numbers().contains(number))
                .toList();
    }

    @Override
    public synchronized List<CallbackId> closeOfNumber(PhoneNumber.Known number, NextMove.Close close, Instant now) {
        return at(number)
                .filter(plan -> plan.request().otherNumbers().isEmpty())
                .filter(plan -> plan.createdAt().isBefore(now))
                .map(plan -> plan.request().id())
                .toList()
                .stream()
                .filter(id -> close(id, close, now))
                .toList();
    }

    @Override
    public synchronized Set<PhoneNumber.Known> listed(Collection<PhoneNumber.Known> numbers, Instant now) {
        return numbers.stream()
                .filter(number -> holds.listed(number, now).isPresent())
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized List<CallbackId> closeAll(Contact contact, NextMove.Close close, Instant now) {
        byHand.replaceAll((_, call) ->
                call.number().equals(contact.number()) && !call.endedAt().isAfter(contact.heardAt())
                        ? call.spokenTo()
                        : call);
        return at(contact.number())
                .filter(plan -> plan.createdAt().isBefore(contact.heardAt()))
                .map(plan -> plan.request().id())
                .filter(id -> !contact.by().equals(Optional.of(id)))
                .toList()
                .stream()
                .filter(id -> close(id, close, now))
                .toList();
    }

    @Override
    public synchronized Known known(PhoneNumber.Known number, CallbackId except, Instant since) {
        var attempts = settledAt(number)
                .filter(attempt -> !attempt.callback().equals(except))
                .filter(attempt -> !attempt.startedAt().isBefore(since))
                .toList();
        var history = new NumberHistory(
                attempts,
                byHand.values().stream()
                        .filter(call -> call.number().equals(number)
                                && !call.startedAt().isBefore(since))
                        .toList(),
                attempts.stream()
                        .map(this::plan)
                        .map(CallbackPlan::state)
                        .flatMap(InMemoryPlanStore::spokenTo)
                        .max(Comparator.naturalOrder()));
        return new Known(history, !planned(number, except).isEmpty());
    }

    @Override
    public synchronized void keep(DialledByHand call) {
        byHand.putIfAbsent(call.call(), call);
    }

    @Override
    public synchronized List<Instant> dialled(Household household, CallbackId except, Instant since) {
        var rung = ofHousehold(household)
                .filter(one -> !one.callback().equals(except) && mayHaveRung(one))
                .map(Attempt::startedAt);
        var numbers = plansOf(household)
                .flatMap(plan -> plan.request().numbers().stream())
                .collect(Collectors.toSet());
        var dialled = byHand.values().stream()
                .filter(call -> numbers.contains(call.number()))
                .map(DialledByHand::startedAt);
        return Stream.concat(rung, dialled)
                .filter(at -> !at.isBefore(since))
                .sorted()
                .toList();
    }

    @Override
    public synchronized List<CallbackPlan> planned(Household household, CallbackId except) {
        return planned.values().stream()
                .filter(plan ->
                        !household.isNone() && plan.request().household().equals(household))
                .filter(plan -> !plan.request().id().equals(except))
                .sorted(Comparator.comparing(CallbackPlan::createdAt)
                        .thenComparing(plan -> plan.request().id().toString()))
                .toList();
    }

    @Override
    public synchronized AnswerRates answers(ZoneId zone, Instant since) {
        return AnswerRates.of(plans.values().stream()
                .flatMap(plan -> plan.attempts().stream())
                .filter(one -> !one.startedAt().isBefore(since))
                .filter(one ->
                        one.state() instanceof AttemptState.Settled settled && AnswerRates.tells(settled.outcome()))
                .map(one -> counted(one, zone))
                .toList());
    }

    private static AnswerRates.Counted counted(Attempt one, ZoneId zone) {
        boolean answered = AnswerRates.isAnswer(((AttemptState.Settled) one.state()).outcome());
        int hour = LocalTime.ofInstant(one.startedAt(), zone).getHour();
        return new AnswerRates.Counted(
                new AnswerRates.Place(AnswerRates.District.of(one.number()), hour),
                new AnswerRates.Rate(answered ? 1 : 0, 1));
    }

    @Override
    public synchronized List<CallbackPlan> planned(PhoneNumber.Known number, CallbackId except) {
        return at(number)
                .filter(plan -> !plan.request().id().equals(except))
                .filter(plan -> plan.state() instanceof CallbackState.Planned)
                .toList();
    }

    @Override
    public synchronized boolean replan(CallbackPlan before, NextMove.DialAt move, Instant now) {
        var id = before.request().id();
        var plan = plans.get(id);
        if (plan == null || !isPlannedAs(before, plan)) {
            return false;
        }
        put(new CallbackPlan(
                plan.request(),
                plan.profile(),
                plan.createdAt(),
                new CallbackState.Planned(move.at(), move.why()),
                plan.attempts(),
                move.problem(),
                move.number().orElse(plan.inTurn())));
        note(id, move, now);
        return true;
    }

    private static boolean isPlannedAs(CallbackPlan before, CallbackPlan now) {
        return before.state() instanceof CallbackState.Planned then
                && now.state() instanceof CallbackState.Planned planned
                && planned.dueAt().equals(then.dueAt());
    }

    @Override
    public synchronized void guard(Optional<ProfileVersion> rule, NumberGuard guard) {
        guards.put(rule, guard);
    }

    private boolean mayBeRung(Attempt attempt, Instant now) {
        return Optional.ofNullable(guards.get(plan(attempt).profile()))
                .filter(guard -> isLeftAlone(attempt, guard, now))
                .isEmpty();
    }

    private boolean isLeftAlone(Attempt attempt, NumberGuard guard, Instant now) {
        var number = history(attempt.number(), attempt.callback(), Instant.EPOCH);
        boolean inVain = number.attempts().stream()
                .map(one -> (AttemptState.Settled) one.state())
                .filter(one -> !(one.outcome() instanceof AttemptOutcome.Reached))
                .filter(one -> number.spokenTo()
                        .filter(at -> !at.isBefore(one.endedAt()))
                        .isEmpty())
                .anyMatch(one -> one.outcome().mayHaveRung() && one.endedAt().isAfter(now.minus(guard.gap())));
        return inVain
                || isHouseholdAtCeiling(guard, plan(attempt).request(), now)
                || isReached(guard.ceilings().inDay(), attempt, now.minus(Duration.ofHours(24)))
                || isReached(guard.ceilings().inMonth(), attempt, now.minus(Duration.ofDays(30)));
    }

    private boolean isHouseholdAtCeiling(NumberGuard guard, CallbackRequest request, Instant now) {
        int most = guard.ceilings().householdInDay();
        return most > 0
                && ofHousehold(request.household())
                                .filter(InMemoryPlanStore::mayHaveRung)
                                .filter(one -> one.startedAt().isAfter(now.minus(Duration.ofHours(24))))
                                .count()
                        >= most;
    }

    private Stream<Attempt> ofHousehold(Household household) {
        return plansOf(household).flatMap(plan -> plan.attempts().stream());
    }

    private Stream<CallbackPlan> plansOf(Household household) {
        return plans.values().stream()
                .filter(plan ->
                        !household.isNone() && plan.request().household().equals(household));
    }

    private static boolean mayHaveRung(Attempt attempt) {
        return switch (attempt.state()) {
            case AttemptState.Committed _ -> false;
            case AttemptState.Released _, AttemptState.Unknown _ -> true;
            case AttemptState.Settled settled -> settled.outcome().mayHaveRung();
        };
    }

    private boolean isReached(int most, Attempt attempt, Instant since) {
        return most > 0
                && settledAt(attempt.number())
                                .filter(one -> one.startedAt().isAfter(since))
                                .filter(one -> ((AttemptState.Settled) one.state())
                                        .outcome()
                                        .mayHaveRung())
                                .count()
                        >= most;
    }

    private Stream<Attempt> settledAt(PhoneNumber.Known number) {
        return at(number)
                .flatMap(plan -> plan.attempts().stream())
                .filter(attempt -> attempt.number().equals(number))
                .filter(attempt -> attempt.state() instanceof AttemptState.Settled);
    }

    private Stream<CallbackPlan> at(PhoneNumber number) {
        return List.copyOf(ofNumber.getOrDefault(number, Set.of())).stream().map(this::plan);
    }

    private static Stream<Instant> spokenTo(CallbackState state) {
        return state instanceof CallbackState.Closed(CloseReason reason, Instant at)
                        && (reason == CloseReason.REACHED || reason == CloseReason.CONTACTED)
                ? Stream.of(at)
                : Stream.empty();
    }

    private boolean change(AttemptId id, Predicate<Attempt> from, AttemptState to) {
        var found = findByAttempt(id).stream()
                .flatMap(plan -> plan.attempts().stream())
                .filter(attempt -> attempt.id().equals(id))
                .filter(from)
                .findFirst();
        found.ifPresent(attempt -> {
            var plan = plan(attempt);
            var changed = attempt.is(to);
            put(new CallbackPlan(
                    plan.request(),
                    plan.profile(),
                    plan.createdAt(),
                    plan.state(),
                    plan.attempts().stream()
                            .map(one -> one.id().equals(id) ? changed : one)
                            .toList(),
                    plan.problem(),
                    plan.inTurn()));
        });
        return found.isPresent();
    }

    /// Takes in a callback as it stands, with attempts of any name: those of recorded calls were not named by us.
    public synchronized void keep(CallbackPlan plan) {
        put(plan);
    }

    private void put(CallbackPlan plan) {
        var id = plan.request().id();
        plans.put(id, plan);
        plan.request()
                .numbers()
                .forEach(number -> ofNumber.computeIfAbsent(number, _ -> new LinkedHashSet<>())
                        .add(id));
        if (plan.state() instanceof CallbackState.Planned) {
            planned.put(id, plan);
        } else {
            planned.remove(id);
        }
        plan.attempts().forEach(attempt -> index(id, attempt));
    }

    private void index(CallbackId callback, Attempt attempt) {
        boolean isNew = whose.put(attempt.id(), callback) == null;
        if (!(attempt.state() instanceof AttemptState.Settled(AttemptOutcome outcome, Instant endedAt))) {
            live.put(attempt.id(), attempt);
        } else if (live.remove(attempt.id()) != null || isNew) {
            settled.computeIfAbsent(new PauseScope.OfTrunk(attempt.server(), attempt.trunk()), _ -> new TreeMap<>())
                    .computeIfAbsent(endedAt, _ -> new ArrayList<>())
                    .add(new TrunkHealth.Seen(outcome, endedAt));
        }
    }

    private void note(CallbackId id, NextMove move, Instant now) {
        int made = plans.containsKey(id) ? find(id).orElseThrow().attempts().size() : 0;
        decisions.computeIfAbsent(id, _ -> new ArrayList<>()).add(new CallbackDecision(now, made, inWords(move)));
    }

    /// The number is told by the words.
    private static NextMove inWords(NextMove move) {
        return switch (move) {
            case NextMove.DialAt dial -> new NextMove.DialAt(dial.at(), dial.why(), dial.problem());
            case NextMove.Close close -> close;
        };
    }

    private CallbackPlan plan(Attempt attempt) {
        return plan(attempt.callback());
    }

    private CallbackPlan plan(CallbackId id) {
        return find(id).orElseThrow();
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

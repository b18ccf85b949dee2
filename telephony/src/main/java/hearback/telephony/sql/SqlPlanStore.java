package hearback.telephony.sql;

import static hearback.telephony.sql.PlanRows.utc;

import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.AnswerRates;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.CallbackDecision;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.CallbackPlan;
import hearback.telephony.callback.CallbackRequest;
import hearback.telephony.callback.CallbackSubject;
import hearback.telephony.callback.DialledByHand;
import hearback.telephony.callback.Household;
import hearback.telephony.callback.NextMove;
import hearback.telephony.callback.TrunkHealth;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.NumberStore;
import hearback.telephony.flow.PlanStore;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Callbacks, attempts and decisions in PostgreSQL. `telephony.callback` is what was asked for, and how it was
/// closed. Until then it stands in `telephony.callback_due`, with when and why, or its attempt is in
/// `telephony.attempt_live`. What is over is in `telephony.attempt`, each written once with the decision that
/// followed; decisions that follow from no attempt are in `telephony.callback_decision`.
///
/// Reading lives in [PlanQueries] and [LookUps], what an attempt goes through in [Claims], [Releases] and [Settlings],
/// closing a callback in [PlanMoves].
///
/// Whoever releases, settles or looks up an attempt shares the statement with all who do so at the same time.
public final class SqlPlanStore implements PlanStore {
    /// More would make the first of them wait for the last.
    private static final int TOGETHER = 500;

    private final Database database;
    private final PlanQueries queries;
    private final DueEdge edge = new DueEdge();
    private final InTheAir inTheAir = new InTheAir();
    private final Claims claims;
    private final Batches<AttemptId, Optional<CallbackPlan>> lookUps;
    private final Batches<Releases.Asked, Boolean> releases;
    private final Batches<Settlings.Asked, Boolean> settlings;
    private final NumberStore numbers;

    public SqlPlanStore(Pool pool) {
        this.database = new Database(pool);
        this.queries = new PlanQueries(database);
        this.claims = new Claims(database, edge);
        this.lookUps = new Batches<>(TOGETHER, new LookUps(database)::byAttempts);
        this.releases = new Batches<>(TOGETHER, new Releases(database)::of);
        this.settlings = new Batches<>(TOGETHER, new Settlings(database)::of);
        this.numbers = new SqlNumberStore(database, queries, TOGETHER);
    }

    @Override
    public boolean add(
            CallbackRequest request,
            Optional<ProfileVersion> profile,
            String hotline,
            NextMove.DialAt first,
            Instant deadline,
            Instant now) {
        return database.ask(
                                "callback " + request.id(),
                                """
                        with added as (
                          insert into telephony.callback
                            (id, subject, number, reason, not_before, rule, created_at, hotline, best_times, household,
                             numbers)
                          values ($1, $2, $3, $4, $5, $6, $7, $12, $13, $14, $15)
                          on conflict (id) do nothing
                          returning numbers, id, rule, reason, number, created_at, hotline
                        ), waits as (
                          insert into telephony.callback_due
                            (callback, rule, due_at, deadline, number, attempts, hotline, machine, why, problem)
                          select id, rule, $8, $9, number, 0, hotline, reason = 'SURVEY', $10, $11 from added
                        ), each as (
                          insert into telephony.callback_number (number, callback)
                          select unnest(numbers), id from added where numbers <> '{}'
                        ), noted as (
                          insert into telephony.callback_decision
                            (callback, at, after_attempt, move, due_at, why, problem)
                          select id, created_at, 0, 'DIAL_AT', $8, $10, $11 from added
                        )
                        select id from added
                        """,
                                Tuple.tuple()
                                        .addUUID(request.id().value())
                                        .addString(request.subject().text())
                                        .addString(first.number()
                                                .orElse(request.number())
                                                .e164())
                                        .addString(request.reason().name())
                                        .addOffsetDateTime(utc(request.notBefore()))
                                        .addString(PlanRows.text(profile))
                                        .addOffsetDateTime(utc(now))
                                        .addOffsetDateTime(utc(first.at()))
                                        .addOffsetDateTime(utc(deadline))
                                        .addString(first.why())
                                        .addString(first.problem().orElse(null))
                                        .addString(hotline)
                                        .addString(request.bestTimes().text())
                                        .addString(request.household().text())
                                        .addArrayOfString(severalOf(request)))
                        .rowCount()
                == 1;
    }

    private static String[] severalOf(CallbackRequest request) {
        return request.otherNumbers().isEmpty()
                ? new String[0]
                : request.numbers().stream().map(PhoneNumber.Known::e164).toArray(String[]::new);
    }

    @Override
    public Optional<CallbackPlan> find(CallbackId id) {
        return queries.find(id);
    }

    @Override
    public Optional<CallbackPlan> findByAttempt(AttemptId id) {
        return lookUps.submit(id);
    }

    @Override
    public Optional<CallbackPlan> inTheAir(AttemptId id) {
        return inTheAir.find(id).or(() -> findByAttempt(id));
    }

    @Override
    public List<CallbackPlan> list(Optional<String> subject, Optional<CallbackId> before, int limit) {
        return queries.list(subject, before, limit);
    }

    @Override
    public List<CallbackDecision> decisions(CallbackId id) {
        return queries.decisions(id);
    }

    @Override
    public Counts counts(Instant now) {
        return queries.counts(now);
    }

    @Override
    public List<Waiting> waiting(Instant now) {
        var from = edge.next(now);
        var waiting = queries.waiting(from);
        edge.found(
                from,
                waiting.stream()
                        .map(Waiting::earliest)
                        .min(Comparator.naturalOrder())
                        .orElse(now));
        return waiting;
    }

    @Override
    public List<TrunkHealth.Seen> lastAt(ServerName server, TrunkName trunk, int most) {
        return queries.lastAt(server, trunk, most);
    }

    @Override
    public Map<TrunkName, Load> loads(ServerName server, Collection<TrunkName> trunks, Instant now) {
        return queries.loads(server, trunks, now);
    }

    @Override
    public List<Claimed> claimDue(
            LineLease.Held line, Instant now, Collection<Optional<ProfileVersion>> open, Limits limits) {
        var claimed = claims.claim(line, now, open, limits);
        claimed.forEach(inTheAir::committed);
        return claimed.stream()
                .map(one -> new Claimed(
                        one.attempt(),
                        one.plan().profile(),
                        one.plan().request().reason()))
                .toList();
    }

    @Override
    public boolean release(AttemptId id, Instant now) {
        return releases.submit(new Releases.Asked(id, now));
    }

    @Override
    public Optional<HeldUp> heldUp(AttemptId id, Instant now) {
        return queries.heldUp(id, now);
    }

    @Override
    public List<CallbackPlan> toHandOn(int limit) {
        return queries.toHandOn(limit);
    }

    @Override
    public List<CallbackPlan> overdue(Instant dueBefore, int limit) {
        return queries.overdue(dueBefore, limit);
    }

    @Override
    public void handedOn(CallbackId id, Instant now) {
        var _ = database.ask(
                "handing on of " + id,
                "update telephony.callback set handed_on_at = $2 where id = $1 and handed_on_at is null",
                Tuple.of(id.value(), utc(now)));
    }

    @Override
    public void markUnknown(AttemptId id, Instant now) {
        var _ = database.ask("unknown " + id, """
                update telephony.attempt_live set state = 'UNKNOWN', unknown_since = $2
                 where attempt = $1 and state = 'RELEASED'
                """, Tuple.of(id.value(), utc(now)));
    }

    @Override
    public boolean settle(
            AttemptId id, AttemptOutcome outcome, Instant endedAt, NextMove next, Instant deadline, Instant now) {
        return settled(new Settlings.Asked(id, false, outcome, endedAt, next, deadline, now));
    }

    @Override
    public boolean takeBack(AttemptId id, AttemptOutcome outcome, NextMove next, Instant deadline, Instant now) {
        return settled(new Settlings.Asked(id, true, outcome, now, next, deadline, now));
    }

    private boolean settled(Settlings.Asked asked) {
        boolean settled = settlings.submit(asked);
        inTheAir.over(asked.id());
        return settled;
    }

    @Override
    public List<Attempt> unsent(LineLease.Held line, Instant committedBefore) {
        return queries.unsent(line, committedBefore);
    }

    @Override
    public List<Attempt> unsettled(LineLease.Held line, Instant releasedBefore) {
        return queries.unsettled(line, releasedBefore);
    }

    @Override
    public boolean close(CallbackId id, NextMove.Close close, Instant now) {
        return database.together(
                "closing " + id, statements -> new PlanMoves(statements).close(id.value(), close, now));
    }

    @Override
    public List<CallbackId> closeOf(CallbackSubject subject, NextMove.Close close, Instant now) {
        return database.together(
                "closing for " + subject.text(),
                statements -> new PlanMoves(statements).closeEach("""
                        select id from telephony.callback
                         where subject = $1 and closed_at is null
                         order by id
                           for update
                        """, Tuple.of(subject.text()), close, now));
    }

    @Override
    public List<Attempt> inVain(ServerName server) {
        return queries.inVain(server);
    }

    @Override
    public List<Attempt> liveAt(PhoneNumber.Known number) {
        return queries.liveAt(number);
    }

    @Override
    public List<CallbackId> closeOfNumber(PhoneNumber.Known number, NextMove.Close close, Instant now) {
        return database.together(
                "closing of " + number,
                statements -> new PlanMoves(statements).closeEach("""
                        select id from telephony.callback
                         where number = $1 and numbers = '{}' and closed_at is null and created_at < $2
                         order by id
                           for update
                        """, Tuple.of(number.e164(), utc(now)), close, now));
    }

    @Override
    public List<CallbackId> closeAll(Contact contact, NextMove.Close close, Instant now) {
        return database.together(
                "closing for " + contact.number(),
                statements -> new PlanMoves(statements)
                        .closeEach(
                                """
                                with spoken_to as (
                                  update telephony.dialled_by_hand set spoken_to_since = true
                                   where number = $1 and ended_at <= $2 and not spoken_to_since
                                )
                                select id from telephony.callback
                                 where id in (select c.id from telephony.callbacks_of($1) c) and closed_at is null
                                   and created_at < $2 and id is distinct from $3
                                 order by id
                                   for update
                                """,
                                Tuple.of(
                                        contact.number().e164(),
                                        utc(contact.heardAt()),
                                        contact.by().map(CallbackId::value).orElse(null)),
                                close,
                                now));
    }

    @Override
    public Known known(PhoneNumber.Known number, CallbackId except, Instant since) {
        return numbers.known(number, except, since);
    }

    @Override
    public Set<PhoneNumber.Known> listed(Collection<PhoneNumber.Known> some, Instant now) {
        return numbers.listed(some, now);
    }

    @Override
    public List<CallbackPlan> planned(PhoneNumber.Known number, CallbackId except) {
        return numbers.planned(number, except);
    }

    @Override
    public boolean replan(CallbackPlan before, NextMove.DialAt move, Instant now) {
        return numbers.replan(before, move, now);
    }

    @Override
    public void keep(DialledByHand call) {
        numbers.keep(call);
    }

    @Override
    public List<Instant> dialled(Household household, CallbackId except, Instant since) {
        return numbers.dialled(household, except, since);
    }

    @Override
    public List<CallbackPlan> planned(Household household, CallbackId except) {
        return numbers.planned(household, except);
    }

    @Override
    public AnswerRates answers(ZoneId zone, Instant since) {
        return numbers.answers(zone, since);
    }

    @Override
    public void guard(Optional<ProfileVersion> rule, NumberGuard guard) {
        numbers.guard(rule, guard);
    }
}

import hearback.config.calendar.CallingHours;
import hearback.config.profile.ProfileVersion;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.RetryRule;
import hearback.telephony.flow.AllowedNumbers;
import hearback.telephony.flow.Dialer;
import hearback.telephony.flow.GuardedRules;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.Loop;
import hearback.telephony.flow.Pace;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.flow.RetryRules;
import hearback.telephony.flow.RingCustomer;
import hearback.telephony.flow.RunDueCallbacks;
import hearback.telephony.flow.SettleAttempt;
import hearback.telephony.sql.SqlPlanStore;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The service's own dispatcher on its own store, as the assembly puts them together; the line is a port that does nothing,
/// and every call is busy at once.
final class Ringing {
    static final Optional<ProfileVersion> PROFILE = Optional.of(new ProfileVersion("telecom", 1));
    private static final ServerName SERVER = new ServerName("main");
    private static final AttemptOutcome BUSY =
            new AttemptOutcome.NotReached(AttemptOutcome.Kind.BUSY, new HangupCause(17, 486));
    /// The telecom profile's numbers, at any hour: a run must not depend on the time of day.
    private static final RetryRule RULE = new RetryRule(
            3, Duration.ofDays(2), Duration.ofHours(3), Duration.ofSeconds(35), Duration.ofMinutes(10),
            Duration.ofMinutes(5), new CallingHours(ZoneId.of("Asia/Shanghai"), List.of()));

    private final Pool pool;
    private final InstantSource time;
    private long numbers;

    Ringing(Pool pool) {
        this.pool = pool;
        this.time = databaseTime(pool);
    }

    Pool pool() {
        return pool;
    }

    /// When each first attempt is due.
    Map<AttemptId, Instant> dueTimes() {
        var due = new ConcurrentHashMap<AttemptId, Instant>();
        pool.query("select callback, due_at from telephony.callback_due").execute().await()
                .forEach(row -> due.put(
                        AttemptId.of(new CallbackId(row.getUUID(0)), 1), row.getOffsetDateTime(1).toInstant()));
        return due;
    }

    /// As the service has it: what the database's clock said, carried on by one that nobody sets.
    private static InstantSource databaseTime(Pool pool) {
        long before = System.nanoTime();
        Instant said = pool.query("select clock_timestamp()").execute().await().iterator().next().getOffsetDateTime(0).toInstant();
        long asked = before + (System.nanoTime() - before) / 2;
        return () -> said.plusNanos(System.nanoTime() - asked);
    }

    /// Empties what is kept of callbacks.
    void empty() {
        pool.query("""
                truncate telephony.callback, telephony.callback_due, telephony.attempt, telephony.attempt_live,
                  telephony.callback_decision""").execute().await();
    }

    /// Callbacks that were asked for an hour ago.
    ///
    /// @param dueAt in SQL, over `i`, which counts from 1
    void plan(int count, String dueAt) {
        insert(count, dueAt);
        vacuum();
    }

    /// Each has a number of its own, in no order: who has another's is not rung within three hours.
    void insert(int count, String dueAt) {
        pool.query("""
                with asked as (
                  select gen_random_uuid() as id, i, %s as due_at, now() - interval '1 hour' as asked_at,
                         '+86' || (13000000000 + (%d + i) * 2654435761 %% 6999999999) as number
                    from generate_series(1, %d) i
                ), waits as (
                  insert into telephony.callback_due (callback, rule, due_at, deadline, number, attempts, why)
                  select id, 'telecom/1', due_at, asked_at + interval '1 second' * (random() * 100000), number, 0,
                         'not before Mon 23 Nov 09:00:00 UTC+08:00 as asked'
                    from asked
                )
                insert into telephony.callback
                  (id, subject, number, reason, not_before, rule, created_at)
                select id, 'ticket:' || id, number, 'REPLY', asked_at, 'telecom/1', asked_at from asked
                """.formatted(dueAt, numbers, count)).execute().await();
        numbers += count;
    }

    /// As autovacuum does within a minute.
    void vacuum() {
        pool.query("vacuum analyze telephony.callback, telephony.callback_due, telephony.attempt, telephony.attempt_live")
                .execute().await();
    }

    /// Rings until so many were rung and settled.
    ///
    /// @param perSecond the trunk's pace
    /// @return when each was handed to the line, by the database's clock
    Map<AttemptId, Instant> ring(int count, int perSecond, int atOnce) throws InterruptedException {
        pool.query("""
                insert into telephony.line_lease (server, owner, fence, until) values ('main', 'bench', 1, 'infinity')
                on conflict do nothing""").execute().await();
        PlanStore plans = new SqlPlanStore(pool);
        RetryRules rules = new GuardedRules(_ -> RULE, plans);
        var settle = new SettleAttempt(plans, rules, time);
        var left = new CountDownLatch(count);
        var dialled = new ConcurrentHashMap<AttemptId, Instant>();
        Dialer line = new Dialer() {
            @Override
            public Sent dial(AttemptId attempt, PhoneNumber.Known number) {
                var at = time.instant();
                if (dialled.put(attempt, at) != null) {
                    throw new IllegalStateException("dialled twice: " + attempt);
                }
                Thread.startVirtualThread(() -> {
                    if (settle.settle(attempt, BUSY, time.instant())) {
                        left.countDown();
                    }
                });
                return new Sent.Queued();
            }

            @Override
            public Sent survey(AttemptId attempt, PhoneNumber.Known number) {
                throw new IllegalStateException("nobody asked for a survey");
            }
        };
        var due = new RunDueCallbacks(
                plans, rules, () -> Optional.of(new LineLease.Held(SERVER, 1, Instant.MAX)),
                new RingCustomer(plans, line, settle, new AllowedNumbers(List.of("+86")), rules, time),
                new PlanStore.Limits(500, atOnce).ahead(RunDueCallbacks.LEAD), new Pace(perSecond), time,
                (at, work) -> Thread.startVirtualThread(() -> at(at, work)));
        var loop = new Loop("ring", () -> due.runOnce().rest(time.instant(), Duration.ofMillis(200)));
        loop.start();
        if (!left.await(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException(left.getCount() + " of " + count + " were not settled in ten minutes");
        }
        loop.stop();
        return dialled;
    }

    private void at(Instant at, Runnable work) {
        try {
            Thread.sleep(Duration.between(time.instant(), at));
            work.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Attempts that are settled and have their decision, and those that are not.
    long[] kept() {
        var row = pool.query("""
                select (select count(*) from telephony.attempt) as settled,
                       (select count(*) from telephony.attempt_live) as live,
                       (select count(*) from telephony.attempt where decision is not null) as decided""").execute().await().iterator().next();
        return new long[] {row.getLong(0), row.getLong(1), row.getLong(2)};
    }
}

package hearback.telephony.sql;

import static hearback.telephony.sql.PlanRows.utc;

import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.DialLevel;
import hearback.telephony.flow.AgentWaits;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;

/// Waits for an agent in PostgreSQL: `telephony.agent_wait`.
public final class SqlAgentWaits implements AgentWaits {
    private final Database database;

    public SqlAgentWaits(Pool pool) {
        this.database = new Database(pool);
    }

    @Override
    public void answered(AttemptId attempt, Instant at) {
        var _ = database.ask("answer of " + attempt, """
                insert into telephony.agent_wait (attempt, answered_at) values ($1, $2)
                on conflict (attempt) do nothing
                """, Tuple.of(attempt.value(), utc(at)));
    }

    @Override
    public void agentCame(AttemptId attempt, Instant at) {
        var _ = database.ask("agent for " + attempt, """
                update telephony.agent_wait set agent_at = $2
                 where attempt = $1 and agent_at is distinct from $2
                """, Tuple.of(attempt.value(), utc(at)));
    }

    @Override
    public void over(AttemptId attempt, Instant at) {
        var _ = database.ask("end of " + attempt, """
                update telephony.agent_wait set ended_at = $2
                 where attempt = $1 and ended_at is distinct from $2
                """, Tuple.of(attempt.value(), utc(at)));
    }

    @Override
    public void machine(AttemptId attempt) {
        var _ = database.ask(
                "machine at " + attempt,
                "delete from telephony.agent_wait where attempt = $1",
                Tuple.of(attempt.value()));
    }

    @Override
    public DialLevel.Answered since(Instant then, Duration patience, Instant now) {
        var row = database.ask("waits for an agent", """
                        select count(*) as every,
                               count(*) filter (where agent_at is null and ended_at is not null
                                                   or coalesce(agent_at, $2) > answered_at + $3::bigint * interval '1 ms')
                                 as abandoned
                          from telephony.agent_wait
                         where answered_at >= $1
                        """, Tuple.of(utc(then), utc(now), patience.toMillis()))
                .iterator()
                .next();
        return new DialLevel.Answered(row.getLong("every"), row.getLong("abandoned"));
    }
}

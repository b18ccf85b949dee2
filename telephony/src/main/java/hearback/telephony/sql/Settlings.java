package hearback.telephony.sql;

import static hearback.telephony.sql.PlanRows.utc;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.Announcement;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.NextMove;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Settles attempts and moves their callbacks on, in one statement, of all who ask at once. The live attempt is taken
/// away, and what it came to is written, once, with the decision that follows from it; the callback waits again or is
/// closed: each at most once and never one without the others. A callback that was closed meanwhile stays as it was
/// closed, and no decision is noted.
///
/// Callbacks that are changed, because they are closed or get another number, are locked before the live attempt is
/// touched, as by whoever closes one ([PlanMoves]): the two never wait for each other.
record Settlings(Database database) {
    private static final String SETTLE = """
            with asked as (
              select * from unnest($1::uuid[], $2::boolean[], $3::text[], $4::text[], $5::integer[], $6::integer[],
                $7::timestamptz[], $8::timestamptz[], $9::timestamptz[], $10::text[], $11::text[], $12::text[],
                $13::timestamptz[], $14::text[], $15::text[], $16::float8[], $17::text[])
                with ordinality as t (id, unsent, outcome, detail, q850, sip, ended_at, due_at, deadline, close_reason,
                  why, problem, now, announced, announced_by, confidence, next_number, nth)
            ), first as materialized (
              select c.id
                from asked
                join telephony.attempt_live l on l.attempt = asked.id
                join telephony.callback c on c.id = l.callback
               where asked.close_reason is not null or asked.next_number is not null
               order by c.id
                 for no key update of c
            ), over as (
              delete from telephony.attempt_live l
               using asked
               where (select count(*) from first) >= 0
                 and l.attempt = asked.id and (not asked.unsent or l.state = 'COMMITTED')
              returning l.callback, l.ordinal, l.number, l.server, l.trunk, l.fence, l.started_at, l.released_at,
                l.unknown_since, l.household, l.problem as had_problem, l.in_vain, asked.*
            ), fate as materialized (
              select over.*, c.rule, c.hotline, c.reason, coalesce(over.next_number, c.number) as in_turn,
                     case when over.close_reason is null then c.closed_at is null and not over.in_vain
                          else exists (select from telephony.callback k
                                        where k.id = over.callback and k.closed_at is null
                                          for no key update)
                     end as goes_on
                from over
                join telephony.callback c on c.id = over.callback
            ), waits as (
              insert into telephony.callback_due
                (callback, rule, due_at, deadline, number, attempts, hotline, machine, why, problem)
              select callback, rule, due_at, deadline, in_turn, ordinal, hotline, reason = 'SURVEY', why, problem
                from fate where goes_on and close_reason is null
            ), turned as (
              update telephony.callback c set number = fate.in_turn
                from fate
               where c.id = fate.callback and fate.goes_on and fate.next_number is not null
            ), closed as (
              update telephony.callback c
                 set close_reason = fate.close_reason, closed_at = fate.now, problem = fate.had_problem
                from fate
               where c.id = fate.callback and fate.goes_on and fate.close_reason is not null
            ), kept as (
              insert into telephony.attempt
                (id, callback, ordinal, number, server, trunk, fence, started_at, released_at, unknown_since, outcome, detail,
                 cause_q850, cause_sip, ended_at, household, announced, announced_by, confidence,
                 decision, decided_at, move, due_at, close_reason, why, problem)
              select id, callback, ordinal, number, server, trunk, fence, started_at, released_at, unknown_since, outcome, detail,
                     q850, sip, ended_at, household, announced, announced_by, confidence,
                     case when goes_on then nextval('telephony.callback_decision_id_seq') end,
                     case when goes_on then now end,
                     case when goes_on then case when close_reason is null then 'DIAL_AT' else 'CLOSE' end end,
                     case when goes_on then due_at end,
                     case when goes_on then close_reason end,
                     case when goes_on then why end,
                     case when goes_on then problem end
                from fate
            )
            select nth from over
            """;

    /// @param unsent only while it is still committed
    /// @param deadline of the next attempt, when there is one
    record Asked(
            AttemptId id,
            boolean unsent,
            AttemptOutcome outcome,
            Instant endedAt,
            NextMove next,
            Instant deadline,
            Instant now) {
        Optional<NextMove.DialAt> dial() {
            return next instanceof NextMove.DialAt dial ? Optional.of(dial) : Optional.empty();
        }

        String why() {
            return switch (next) {
                case NextMove.DialAt dial -> dial.why();
                case NextMove.Close close -> close.why();
            };
        }

        @Nullable
        String closeReason() {
            return next instanceof NextMove.Close close ? close.reason().name() : null;
        }
    }

    /// Whether each was settled now, in the order of what was asked.
    List<Boolean> of(List<Asked> asked) {
        var rows = database.askForMany("settling of " + asked.size() + " attempts", SETTLE, values(asked));
        var settled = new HashSet<Long>();
        for (Row row : rows) {
            settled.add(row.getLong("nth"));
        }
        var answers = new Boolean[asked.size()];
        for (int place = 0; place < answers.length; place++) {
            answers[place] = settled.contains(place + 1L);
        }
        return List.of(answers);
    }

    private static Tuple values(List<Asked> asked) {
        var columns = asked.stream().map(one -> PlanRows.columns(one.outcome())).toList();
        return Tuple.tuple()
                .addArrayOfUUID(asked.stream().map(one -> one.id().value()).toArray(UUID[]::new))
                .addArrayOfBoolean(asked.stream().map(Asked::unsent).toArray(Boolean[]::new))
                .addArrayOfString(
                        columns.stream().map(PlanRows.OutcomeColumns::outcome).toArray(String[]::new))
                .addArrayOfString(
                        columns.stream().map(PlanRows.OutcomeColumns::detail).toArray(String[]::new))
                .addArrayOfInteger(
                        columns.stream().map(one -> one.cause().q850()).toArray(Integer[]::new))
                .addArrayOfInteger(
                        columns.stream().map(one -> one.cause().sip()).toArray(Integer[]::new))
                .addArrayOfOffsetDateTime(times(asked, one -> utc(one.endedAt())))
                .addArrayOfOffsetDateTime(times(
                        asked, one -> one.dial().map(dial -> utc(dial.at())).orElse(null)))
                .addArrayOfOffsetDateTime(times(
                        asked, one -> one.dial().map(_ -> utc(one.deadline())).orElse(null)))
                .addArrayOfString(texts(asked, Asked::closeReason))
                .addArrayOfString(texts(asked, Asked::why))
                .addArrayOfString(texts(
                        asked,
                        one -> one.dial().flatMap(NextMove.DialAt::problem).orElse(null)))
                .addArrayOfOffsetDateTime(times(asked, one -> utc(one.now())))
                .addArrayOfString(
                        announced(columns, heard -> heard.said().name()).toArray(String[]::new))
                .addArrayOfString(announced(columns, heard -> heard.by().name()).toArray(String[]::new))
                .addArrayOfDouble(announced(columns, Announcement::confidence).toArray(Double[]::new))
                .addArrayOfString(texts(
                        asked,
                        one -> one.dial()
                                .flatMap(NextMove.DialAt::number)
                                .map(PhoneNumber.Known::e164)
                                .orElse(null)));
    }

    private static <T> Stream<@Nullable T> announced(
            List<PlanRows.OutcomeColumns> columns, Function<Announcement, T> field) {
        return columns.stream().map(one -> one.announcement().map(field).orElse(null));
    }

    private static @Nullable String[] texts(List<Asked> asked, Function<Asked, @Nullable String> field) {
        return asked.stream().<@Nullable String>map(field).toArray(String[]::new);
    }

    private static @Nullable OffsetDateTime[] times(
            List<Asked> asked, Function<Asked, @Nullable OffsetDateTime> field) {
        return asked.stream().<@Nullable OffsetDateTime>map(field).toArray(OffsetDateTime[]::new);
    }
}

package hearback.telephony.sql;

import static hearback.telephony.sql.PlanRows.utc;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.DialledByHand;
import hearback.telephony.callback.NumberHistory;
import hearback.telephony.flow.NumberStore.Known;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// What is known of numbers beyond one callback each, of all who ask at once in one statement. Most numbers have one
/// callback and nobody rang them by hand, and cost one step along either index, that of calls by hand only where there
/// are any. The attempts of each are looked up by themselves (`offset 0`): as a join it may be planned, while there are
/// none, to pass over all there are later.
record NumberLookUps(Database database) {
    private static final String KNOWN = """
            with asked as (
              select * from unnest($1::text[], $2::uuid[], $3::timestamptz[]) with ordinality as t (number, own, since, nth)
            ), others as (
              select asked.nth, asked.number as at, asked.since, c.id, c.close_reason, c.closed_at
                from asked
                join telephony.callback c on c.number = asked.number and c.id <> asked.own
              union all
              select asked.nth, asked.number, asked.since, c.id, c.close_reason, c.closed_at
                from asked
                join telephony.callback_number n on n.number = asked.number and n.callback <> asked.own
                join telephony.callback c on c.id = n.callback and c.number <> asked.number
            )
            select o.nth, exists (select from telephony.callback_due d where d.callback = o.id) as waits,
                   case when o.close_reason in ('REACHED', 'CONTACTED') then o.closed_at end as spoken_to,
                   a.id, a.callback, a.ordinal, a.number, a.server, a.trunk, a.fence, a.started_at, 'SETTLED' as state,
                   a.released_at, a.unknown_since, a.outcome, a.detail, a.cause_q850, a.cause_sip, a.ended_at,
                   a.announced, a.announced_by, a.confidence, null as call, null::boolean as spoken_to_since
              from others o
              left join lateral (
                select * from telephony.attempt its
                 where its.callback = o.id and its.number = o.at and its.started_at >= o.since
                offset 0) a on true
            union all
            select asked.nth, false, null, null, null, null, h.number, null, null, null, h.started_at, 'BY_HAND', null, null,
                   h.outcome, h.detail, h.cause_q850, h.cause_sip, h.ended_at, null, null, null, h.call, h.spoken_to_since
              from asked
              join telephony.dialled_by_hand h on h.number = asked.number and h.started_at >= asked.since
             where (select exists (select from telephony.dialled_by_hand))
            """;

    /// @param except this callback's own attempts
    /// @param since what began before is left out
    record Asked(PhoneNumber.Known number, CallbackId except, Instant since) {}

    /// In the order of what was asked.
    List<Known> of(List<Asked> asked) {
        var rows = database.askForMany(
                "what is known of " + asked.size() + " numbers",
                KNOWN,
                Tuple.tuple()
                        .addArrayOfString(
                                asked.stream().map(one -> one.number().e164()).toArray(String[]::new))
                        .addArrayOfUUID(
                                asked.stream().map(one -> one.except().value()).toArray(UUID[]::new))
                        .addArrayOfOffsetDateTime(
                                asked.stream().map(one -> utc(one.since())).toArray(OffsetDateTime[]::new)));
        var found = Stream.generate(Found::new).limit(asked.size()).toList();
        for (Row row : rows) {
            found.get(Math.toIntExact(row.getLong("nth")) - 1).add(row);
        }
        return found.stream().map(Found::known).toList();
    }

    /// Collects the rows of one who asked.
    private static final class Found {
        private final List<Attempt> attempts = new ArrayList<>();
        private final List<DialledByHand> byHand = new ArrayList<>();
        private Optional<Instant> spokenTo = Optional.empty();
        private boolean othersWait;

        void add(Row row) {
            othersWait |= row.getBoolean("waits");
            if (row.getString("call") != null) {
                byHand.add(PlanRows.byHand(row));
            } else if (row.getUUID("id") != null) {
                attempts.add(PlanRows.attempt(row));
                Optional.ofNullable(row.getOffsetDateTime("spoken_to"))
                        .map(OffsetDateTime::toInstant)
                        .filter(at ->
                                spokenTo.filter(later -> !later.isBefore(at)).isEmpty())
                        .ifPresent(at -> spokenTo = Optional.of(at));
            }
        }

        Known known() {
            return attempts.isEmpty() && byHand.isEmpty() && !othersWait
                    ? Known.ALONE
                    : new Known(new NumberHistory(attempts, byHand, spokenTo), othersWait);
        }
    }
}

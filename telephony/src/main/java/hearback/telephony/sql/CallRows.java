package hearback.telephony.sql;

import hearback.telephony.call.Call;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.flow.CallReader;
import hearback.telephony.sql.Database.Statements;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The rows of `telephony.call`: what lists are ordered and chosen by. Never read back into a record.
final class CallRows {
    private final CallReader reader;

    CallRows(CallReader reader) {
        this.reader = reader;
    }

    /// @param records what the calls come to, in the same order
    void write(Statements statements, ServerName server, List<Call> calls, List<CallRecord> records) {
        int size = records.size();
        Boolean[] live = new Boolean[size];
        Boolean[] incomplete = new Boolean[size];
        for (int at = 0; at < size; at++) {
            live[at] = !calls.get(at).isOver();
            incomplete[at] = records.get(at).incomplete();
        }
        Tuple values = Tuple.tuple()
                .addString(server.text())
                .addArrayOfString(texts(records, call -> call.id().text()))
                .addArrayOfString(texts(records, call -> call.direction().name()))
                .addArrayOfString(texts(records, call -> FactCodec.clean(call.hotline())))
                .addArrayOfString(texts(records, this::e164))
                .addArrayOfString(texts(records, call -> call.callerNumber().text()))
                .addArrayOfOffsetDateTime(times(records, call -> Optional.of(call.startedAt())))
                .addArrayOfOffsetDateTime(times(records, CallRecord::answeredAt))
                .addArrayOfOffsetDateTime(times(records, CallRecord::endedAt))
                .addArrayOfString(
                        texts(records, call -> call.result().map(Enum::name).orElse(null)))
                .addArrayOfBoolean(live)
                .addArrayOfBoolean(incomplete);
        // Long, because every column is named twice; one statement for all calls of a batch.
        var _ = statements.ask("""
                insert into telephony.call (server, id, direction, hotline, customer_e164, customer_raw, started_at,
                                            answered_at, ended_at, result, live, incomplete)
                select $1, c.*
                  from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
                              $8::timestamptz[], $9::timestamptz[], $10::text[], $11::boolean[], $12::boolean[]) as c
                on conflict (id) do update
                   set direction = excluded.direction, hotline = excluded.hotline,
                       customer_e164 = excluded.customer_e164, customer_raw = excluded.customer_raw,
                       started_at = excluded.started_at, answered_at = excluded.answered_at,
                       ended_at = excluded.ended_at, result = excluded.result,
                       live = excluded.live, incomplete = excluded.incomplete
                """, values);
    }

    private @Nullable String e164(CallRecord call) {
        return switch (reader.customer(call)) {
            case PhoneNumber.Known known -> known.e164();
            case PhoneNumber.Unknown unknown -> null;
        };
    }

    private static @Nullable String[] texts(List<CallRecord> records, Function<CallRecord, @Nullable String> text) {
        @Nullable String[] texts = new @Nullable String[records.size()];
        for (int at = 0; at < texts.length; at++) {
            texts[at] = text.apply(records.get(at));
        }
        return texts;
    }

    private static @Nullable OffsetDateTime[] times(
            List<CallRecord> records, Function<CallRecord, Optional<Instant>> time) {
        @Nullable OffsetDateTime[] times = new @Nullable OffsetDateTime[records.size()];
        for (int at = 0; at < times.length; at++) {
            times[at] = time.apply(records.get(at))
                    .map(instant -> instant.atOffset(ZoneOffset.UTC))
                    .orElse(null);
        }
        return times;
    }
}

package hearback.telephony.sql;

import static hearback.telephony.sql.PlanRows.instant;
import static hearback.telephony.sql.PlanRows.utc;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.flow.LineLease;
import hearback.telephony.flow.PreviewWish;
import hearback.telephony.flow.PreviewWishes;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Wishes in `telephony.preview_wish`, a row each from its putting to its end.
public final class SqlPreviewWishes implements PreviewWishes {
    private final Database database;

    public SqlPreviewWishes(Pool pool) {
        this.database = new Database(pool);
    }

    /// Who holds the line is said by the database's clock, as in [SqlLineLease].
    @Override
    public boolean put(PreviewWish wish) {
        var what = columns(wish.what());
        return database.ask(
                                "wish " + wish.id(),
                                """
                                insert into telephony.preview_wish (id, server, what, agent, attempt, reason, until)
                                select $1::uuid, $2::text, $3::text, $4::text, $5::uuid, $6::text, $7::timestamptz
                                 where exists (select from telephony.line_lease l
                                                where l.server = $2 and l.until > clock_timestamp())
                                """,
                                Tuple.tuple()
                                        .addUUID(wish.id())
                                        .addString(wish.server().text())
                                        .addString(what.kind())
                                        .addString(wish.what().agent().text())
                                        .addUUID(what.attempt())
                                        .addString(what.reason())
                                        .addOffsetDateTime(utc(wish.until())))
                        .rowCount()
                == 1;
    }

    /// Of two who take at once the second waits for the first at each row, and then finds it taken.
    @Override
    public List<PreviewWish> take(LineLease.Held line, Instant now) {
        var taken = database.ask(
                "wishes for " + line.server(), """
                with forgotten as (
                  delete from telephony.preview_wish where server = $1 and until < $3::timestamptz - interval '1 minute'
                )
                update telephony.preview_wish set fence = $2
                 where server = $1 and fence is null and until > $3
                   and exists (select from telephony.line_lease l where l.server = $1 and l.fence = $2)
                returning id, what, agent, attempt, reason, until
                """, Tuple.of(line.server().text(), line.fence(), utc(now)));
        return StreamSupport.stream(taken.spliterator(), false)
                .map(row -> wish(row, line.server()))
                .sorted(Comparator.comparing(PreviewWish::until))
                .toList();
    }

    @Override
    public void answer(UUID id, PreviewWish.Answer answer) {
        var told = columns(answer);
        var _ = database.ask(
                "answer to " + id,
                """
                update telephony.preview_wish set answer = $2, offered = $3, offered_until = $4, why = $5
                 where id = $1 and fence is not null
                """,
                Tuple.tuple()
                        .addUUID(id)
                        .addString(told.kind())
                        .addUUID(told.offered())
                        .addOffsetDateTime(Optional.ofNullable(told.until())
                                .map(PlanRows::utc)
                                .orElse(null))
                        .addString(told.why()));
    }

    @Override
    public boolean isAnswered(UUID id) {
        return database.ask(
                                "answer to " + id,
                                "select from telephony.preview_wish where id = $1 and answer is not null",
                                Tuple.of(id))
                        .size()
                == 1;
    }

    /// Gone already, it was forgotten: whoever put it stood still so long that he cannot say what became of it.
    @Override
    public Ending end(UUID id) {
        var rows = database.ask("end of wish " + id, """
                delete from telephony.preview_wish where id = $1
                returning fence is not null as is_taken, answer, offered, offered_until, why
                """, Tuple.of(id));
        for (Row row : rows) {
            return row.getString("answer") == null
                    ? (row.getBoolean("is_taken") ? new Ending.Taken() : new Ending.Untaken())
                    : new Ending.Answered(answer(row));
        }
        return new Ending.Taken();
    }

    private static PreviewWish wish(Row row, ServerName server) {
        var agent = new AgentId(row.getString("agent"));
        var what = switch (row.getString("what")) {
            case "NEXT" -> new PreviewWish.What.Next(agent);
            case "START" -> new PreviewWish.What.Start(new AttemptId(row.getUUID("attempt")), agent);
            case "HAND_BACK" ->
                new PreviewWish.What.HandBack(new AttemptId(row.getUUID("attempt")), agent, row.getString("reason"));
            case String other -> throw new IllegalStateException("no wish: " + other);
        };
        return new PreviewWish(row.getUUID("id"), server, what, instant(row, "until"));
    }

    private static Wanted columns(PreviewWish.What what) {
        return switch (what) {
            case PreviewWish.What.Next _ -> new Wanted("NEXT", null, "");
            case PreviewWish.What.Start start ->
                new Wanted("START", start.attempt().value(), "");
            case PreviewWish.What.HandBack back ->
                new Wanted("HAND_BACK", back.attempt().value(), back.reason());
        };
    }

    private static PreviewWish.Answer answer(Row row) {
        return switch (row.getString("answer")) {
            case "OFFERED" ->
                new PreviewWish.Answer.Offered(new AttemptId(row.getUUID("offered")), instant(row, "offered_until"));
            case "NOTHING_DUE" -> new PreviewWish.Answer.NothingDue();
            case "DONE" -> new PreviewWish.Answer.Done();
            case "REFUSED" -> new PreviewWish.Answer.Refused(row.getString("why"));
            case "NOT_NOW" -> new PreviewWish.Answer.NotNow(row.getString("why"));
            case String other -> throw new IllegalStateException("no answer: " + other);
        };
    }

    private static Told columns(PreviewWish.Answer answer) {
        return switch (answer) {
            case PreviewWish.Answer.Offered(var attempt, var until) -> new Told("OFFERED", attempt.value(), until, "");
            case PreviewWish.Answer.NothingDue _ -> new Told("NOTHING_DUE", null, null, "");
            case PreviewWish.Answer.Done _ -> new Told("DONE", null, null, "");
            case PreviewWish.Answer.Refused(var why) -> new Told("REFUSED", null, null, why);
            case PreviewWish.Answer.NotNow(var why) -> new Told("NOT_NOW", null, null, why);
        };
    }

    private record Wanted(String kind, @Nullable UUID attempt, String reason) {}

    private record Told(
            String kind, @Nullable UUID offered, @Nullable Instant until, String why) {}
}

package hearback.agent.sql;

import hearback.agent.flow.AskedStore;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/// What was asked under which key: `agent.asked_callback`. The content is kept as its SHA-256: it holds a number.
public final class SqlAskedStore implements AskedStore {
    private static final String KEEP = """
            insert into agent.asked_callback (who, key, content, not_before, asked_at) values ($1, $2, $3, $4, $5)
            on conflict (who, key) do nothing
            """;

    private static final String FIND =
            "select content, not_before, asked_at from agent.asked_callback where who = $1 and key = $2";

    private final Database database;

    public SqlAskedStore(Pool pool) {
        this.database = new Database(pool);
    }

    @Override
    public Asked remember(String who, String key, Asked asked) {
        String hash = sha256(asked.content());
        database.ask(
                "remember a wish",
                KEEP,
                Tuple.of(
                        who,
                        key,
                        hash,
                        micros(asked.notBefore()).atOffset(ZoneOffset.UTC),
                        micros(asked.at()).atOffset(ZoneOffset.UTC)));
        for (Row row : database.ask("recall a wish", FIND, Tuple.of(who, key))) {
            String before = row.getString("content");
            return new Asked(
                    before.equals(hash) ? asked.content() : before,
                    row.getOffsetDateTime("not_before").toInstant(),
                    row.getOffsetDateTime("asked_at").toInstant());
        }
        throw new IllegalStateException("a wish that was kept is gone");
    }

    /// PostgreSQL keeps microseconds; the first asking must already see what later ones will.
    private static Instant micros(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

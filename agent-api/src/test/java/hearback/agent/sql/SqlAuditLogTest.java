package hearback.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.agent.audit.AuditEntry;
import hearback.agent.audit.AuditEvent;
import hearback.agent.audit.ChainHash;
import hearback.agent.disk.HeadFile;
import hearback.agent.flow.AuditChain;
import hearback.agent.flow.AuditLog.Act;
import hearback.agent.flow.VerifyAudit;
import hearback.agent.flow.VerifyAudit.Verdict;
import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.Role;
import hearback.agent.testing.TestDatabase;
import hearback.telephony.flow.StoreUnavailable;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// UNPROVEN is what a whole chain is called here: there are no heads.
final class SqlAuditLogTest {
    private static final Instant AT = Instant.parse("2026-11-23T02:00:00.123456789Z");
    private static final AgentIdentity ONE = new AgentIdentity("one", Role.AGENT);
    private static final AgentIdentity TWO = new AgentIdentity("two", Role.AGENT);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final TestDatabase database = new TestDatabase();
    private SqlAuditLog audit;
    private SqlAuditChain chain;

    @BeforeEach
    void open() {
        audit = new SqlAuditLog(database.pool());
        chain = new SqlAuditChain(database.pool());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void what_happens_twice_is_written_twice() {
        audit.append(AT, ONE, Act.RECORDING_PLAYED, "recording:7", "bytes 0-9");
        audit.append(AT, ONE, Act.RECORDING_PLAYED, "recording:7", "bytes 0-9");

        assertThat(lines()).isEqualTo(2);
    }

    @Test
    void what_is_asked_again_because_the_answer_got_lost_is_written_once() {
        audit.appendOnce(AT, ONE, Act.CALLBACK_ASKED, "callback:7", "REPLY");
        audit.appendOnce(AT.plusSeconds(3), ONE, Act.CALLBACK_ASKED, "callback:7", "REPLY");
        assertThat(lines()).isEqualTo(1);

        audit.appendOnce(AT, TWO, Act.CALLBACK_ASKED, "callback:7", "REPLY");
        audit.appendOnce(AT, ONE, Act.CALLBACK_ASKED, "callback:8", "REPLY");
        audit.appendOnce(AT, ONE, Act.CALLBACK_WITHDRAWN, "callback:7", "");
        assertThat(lines()).isEqualTo(4);
    }

    @Test
    void what_two_nodes_say_at_once_is_written_once() throws Exception {
        var other = new SqlAuditLog(database.openPool());
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            String subject = "callback:" + n;
            for (var node : List.of(audit, other)) {
                work.add(() -> {
                    node.appendOnce(AT, ONE, Act.CALLBACK_ASKED, subject, "");
                    return true;
                });
            }
        }
        all(work);

        assertThat(lines()).isEqualTo(100);
        assertThat(verdict()).isEqualTo(Verdict.UNPROVEN);
    }

    @Test
    void the_database_hashes_as_the_verifier_does() {
        audit.append(AT, ONE, Act.TICKET_CLOSED, "ticket:1", "");
        audit.append(Instant.EPOCH.minusNanos(1), TWO, Act.REFUSED, "处理\n2:x'\"\\", "\uD83D\uDE00 \u0001\r\n");
        audit.append(Instant.parse("2026-11-23T02:00:00Z"), TWO, Act.REFUSED, "", "half of a pair \uD83D");

        var rows = chain.after(0, 10);

        ChainHash last = ChainHash.NONE;
        for (AuditEntry row : rows) {
            assertThat(row).isEqualTo(AuditEntry.chained(row.place(), row.event(), last));
            last = row.hash();
        }
        assertThat(rows).extracting(AuditEntry::place).containsExactly(1L, 2L, 3L);
        assertThat(rows.getFirst().event())
                .isEqualTo(new AuditEvent(
                        AT.truncatedTo(ChronoUnit.MICROS), "one", "AGENT", "TICKET_CLOSED", "ticket:1", ""));
    }

    @Test
    void sixteen_threads_and_two_nodes_make_one_chain_without_holes() throws Exception {
        var other = new SqlAuditLog(database.openPool());
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int n = 0; n < 1_000; n++) {
            var writer = n % 2 == 0 ? audit : other;
            String subject = "recording:" + n;
            work.add(() -> {
                writer.append(AT, ONE, Act.RECORDING_PLAYED, subject, "");
                return true;
            });
        }
        all(work);

        assertThat(database.count("select max(place) from agent.audit")).isEqualTo(1_000);
        assertThat(lines()).isEqualTo(1_000);
        assertThat(verdict()).isEqualTo(Verdict.UNPROVEN);
    }

    @Test
    void what_the_previous_release_writes_is_chained_too() {
        audit.append(AT, ONE, Act.TICKET_CLOSED, "ticket:1", "");
        sql(
                "insert into agent.audit (at, who, role, what, subject, detail)"
                        + " values (now(), 'old', 'AGENT', 'TICKET_CLOSED', 'ticket:2', ''), (now(), 'old', 'AGENT', 'X', '', '')");
        audit.append(AT, ONE, Act.TICKET_CLOSED, "ticket:3", "");

        assertThat(chain.newest().orElseThrow().place()).isEqualTo(4);
        assertThat(verdict()).isEqualTo(Verdict.UNPROVEN);
    }

    @Test
    void a_text_that_cannot_be_kept_fails_alone_and_leaves_no_hole() {
        assertThatThrownBy(() -> audit.append(AT, ONE, Act.REFUSED, "a\0b", ""))
                .isInstanceOf(IllegalArgumentException.class);
        audit.append(AT, ONE, Act.REFUSED, "next", "");
        assertThat(chain.newest().orElseThrow().place()).isEqualTo(1);
    }

    @Test
    void a_transaction_that_is_rolled_back_leaves_no_hole() {
        sql("begin; insert into agent.audit (at, who, role, what, subject) values (now(), '', '', '', ''); rollback");
        audit.append(AT, ONE, Act.REFUSED, "next", "");
        assertThat(chain.newest().orElseThrow().place()).isEqualTo(1);
    }

    @Test
    void a_database_that_is_away_is_said_to_everybody_who_waits() {
        Pool closed = database.openPool();
        closed.close().await();
        var away = new SqlAuditLog(closed);
        for (int n = 0; n < 3; n++) {
            assertThatThrownBy(() -> away.append(AT, ONE, Act.REFUSED, "x", "")).isInstanceOf(StoreUnavailable.class);
        }
    }

    @Test
    void rows_of_before_the_chain_are_taken_into_it_as_they_stand() throws IOException {
        sql("drop schema agent cascade");
        sql(migration("V0004__agent.sql"));
        sql("""
                insert into agent.audit (at, who, role, what, subject, detail)
                select timestamptz '2026-01-01 00:00:00.5+08' + n * interval '1 hour', 'old', 'AGENT', 'X', 's:' || n, '处'
                  from generate_series(1, 300) n;
                alter table agent.audit disable trigger audit_only_grows;
                delete from agent.audit where id % 7 = 1;
                alter table agent.audit enable trigger audit_only_grows
                """);
        long before = lines();

        sql("begin;" + migration("V0005__audit_chain.sql") + "commit");
        audit.append(AT, ONE, Act.REFUSED, "next", "");

        assertThat(chain.newest().orElseThrow().place()).isEqualTo(before + 1);
        assertThat(chain.after(0, 1).getFirst().event().subject()).isEqualTo("s:2");
        assertThat(verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThatThrownBy(() -> sql("update agent.audit set who = 'x'")).hasMessageContaining("only grows");
    }

    @Test
    void it_is_found_by_subject_person_and_time_newest_first_page_by_page() {
        for (int n = 0; n < 30; n++) {
            audit.append(AT.plusSeconds(n), n % 2 == 0 ? ONE : TWO, Act.RECORDING_PLAYED, "recording:" + n % 3, "");
        }
        var everything = new AuditChain.Wanted(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(places(everything, OptionalLong.empty(), 3)).containsExactly(30L, 29L, 28L);
        assertThat(places(everything, OptionalLong.of(28), 2)).containsExactly(27L, 26L);
        var some = new AuditChain.Wanted(
                Optional.of("recording:1"),
                Optional.of("two"),
                Optional.of(AT.plusSeconds(7).truncatedTo(ChronoUnit.MICROS)),
                Optional.of(AT.plusSeconds(19).truncatedTo(ChronoUnit.MICROS)));
        assertThat(places(some, OptionalLong.empty(), 50)).containsExactly(14L, 8L);
        assertThat(places(some, OptionalLong.of(14), 50)).containsExactly(8L);
    }

    @Test
    void twenty_thousand_rows_are_walked_a_page_at_a_time() {
        sql("insert into agent.audit (at, who, role, what, subject, detail)"
                + " select now(), 'li', 'AGENT', 'X', 's:' || n, repeat('处', 40) from generate_series(1, 20000) n");
        var counting = new CountingChain(chain);

        var walk = new VerifyAudit(counting, new HeadFile(folder.resolve("none")))
                .run()
                .walk();

        assertThat(walk.finding()).isEmpty();
        assertThat(walk.entries()).isEqualTo(20_000);
        assertThat(counting.largest).isEqualTo(1_000);
    }

    private Verdict verdict() {
        return new VerifyAudit(chain, new HeadFile(folder.resolve("none")))
                .run()
                .verdict();
    }

    private List<Long> places(AuditChain.Wanted wanted, OptionalLong before, int limit) {
        return chain.find(wanted, before, limit).stream().map(AuditEntry::place).toList();
    }

    private static void all(List<Callable<Boolean>> work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        }
    }

    private void sql(String statements) {
        database.pool().query(statements).execute().await();
    }

    private static String migration(String name) throws IOException {
        try (var in = SqlAuditLogTest.class.getResourceAsStream("/schema/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private long lines() {
        return database.count("select count(*) from agent.audit");
    }

    /// Notes how many rows are held at once.
    private static final class CountingChain implements AuditChain {
        private final AuditChain chain;
        private int largest;

        CountingChain(AuditChain chain) {
            this.chain = chain;
        }

        @Override
        public List<AuditEntry> after(long place, int about) {
            var rows = chain.after(place, about);
            largest = Math.max(largest, rows.size());
            return rows;
        }

        @Override
        public Optional<AuditEntry> newest() {
            return chain.newest();
        }

        @Override
        public boolean holds(long place, ChainHash hash) {
            return chain.holds(place, hash);
        }

        @Override
        public List<AuditEntry> find(Wanted wanted, OptionalLong before, int limit) {
            return chain.find(wanted, before, limit);
        }
    }
}

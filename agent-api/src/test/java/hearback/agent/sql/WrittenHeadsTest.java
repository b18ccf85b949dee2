package hearback.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.disk.HeadFile;
import hearback.agent.flow.AuditLog.Act;
import hearback.agent.flow.VerifyAudit;
import hearback.agent.flow.VerifyAudit.Verdict;
import hearback.agent.flow.WriteHeads;
import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.Role;
import hearback.agent.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Heads of a real log on a real disk, with crashes and failures in between.
final class WrittenHeadsTest {
    private static final Instant AT = Instant.parse("2026-11-23T02:00:00Z");
    private static final AgentIdentity LI = new AgentIdentity("li", Role.AGENT);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final TestDatabase database = new TestDatabase();
    private final SqlAuditLog audit = new SqlAuditLog(database.pool());
    private final SqlAuditChain chain = new SqlAuditChain(database.pool());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_process_that_died_between_commit_and_head_leaves_the_head_to_the_next() {
        var file = new HeadFile(folder.resolve("heads"));
        append(audit);
        assertThat(new WriteHeads(chain, file, InstantSource.fixed(AT)).runOnce())
                .isEqualTo(1);
        append(audit);
        // Died here. The next process:
        var next = new WriteHeads(chain, file, InstantSource.fixed(AT));
        append(new SqlAuditLog(database.openPool()));

        assertThat(next.runOnce()).isEqualTo(1);
        assertThat(next.runOnce()).isZero();

        assertThat(next.written()).isEqualTo(3);
        var report = new VerifyAudit(chain, file).run();
        assertThat(report.verdict()).isEqualTo(Verdict.SOUND);
        assertThat(report.walk().heads()).isEqualTo(2);
    }

    @Test
    void of_two_processes_on_one_file_none_takes_it_back() {
        var path = folder.resolve("heads");
        var one = new WriteHeads(chain, new HeadFile(path), InstantSource.fixed(AT));
        var other = new WriteHeads(chain, new HeadFile(path), InstantSource.fixed(AT));
        for (int n = 0; n < 10; n++) {
            append(audit);
            assertThat(one.runOnce() + other.runOnce()).isEqualTo(1);
        }
        assertThat(new VerifyAudit(chain, new HeadFile(path)).run().walk().heads())
                .isEqualTo(10);
    }

    @Test
    void a_failing_disk_is_told_of_and_appending_goes_on_and_the_next_head_proves_it_all() throws IOException {
        Path broken = folder.resolve("broken");
        Files.writeString(broken, "a file, no folder");
        var file = new HeadFile(broken.resolve("heads"));
        var heads = new WriteHeads(chain, file, InstantSource.fixed(AT));
        append(audit);

        assertThat(heads.runOnce()).isZero();
        assertThat(heads.state()).isEqualTo(WriteHeads.State.FAILING);
        append(audit);

        Files.delete(broken);
        assertThat(heads.runOnce()).isEqualTo(1);
        assertThat(heads.state()).isEqualTo(WriteHeads.State.UP);
        assertThat(new VerifyAudit(chain, file).run().walk().provenTo()).isEqualTo(2);
    }

    @Test
    void a_file_that_was_moved_into_an_archive_is_begun_anew() throws IOException {
        var file = new HeadFile(folder.resolve("heads"));
        var heads = new WriteHeads(chain, file, InstantSource.fixed(AT));
        append(audit);
        assertThat(heads.runOnce()).isEqualTo(1);
        Files.move(folder.resolve("heads"), folder.resolve("heads-2026"));
        append(audit);

        assertThat(heads.runOnce()).isEqualTo(1);

        assertThat(new VerifyAudit(chain, file).run().verdict()).isEqualTo(Verdict.SOUND);
        assertThat(new VerifyAudit(chain, new HeadFile(folder.resolve("heads-2026")))
                        .run()
                        .verdict())
                .isEqualTo(Verdict.SOUND);
    }

    private static void append(SqlAuditLog log) {
        log.append(AT, LI, Act.REFUSED, "listCalls", "");
    }
}

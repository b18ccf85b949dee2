package hearback.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.audit.Finding;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A superuser changes the log past its triggers (decision 0010): what was done is found, and where.
final class TamperedAuditTest {
    private static final Instant AT = Instant.parse("2026-11-23T02:00:00.123456789Z");
    private static final AgentIdentity LI = new AgentIdentity("li", Role.AGENT);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final TestDatabase database = new TestDatabase();
    private final SqlAuditChain chain = new SqlAuditChain(database.pool());

    @SuppressWarnings("NullAway.Init")
    private WriteHeads heads;

    @SuppressWarnings("NullAway.Init")
    private VerifyAudit verify;

    @BeforeEach
    void thirty_rows_with_heads_at_10_20_and_30() {
        var file = new HeadFile(folder.resolve("heads"));
        heads = new WriteHeads(chain, file, InstantSource.fixed(AT));
        verify = new VerifyAudit(chain, file);
        for (int ten = 0; ten < 3; ten++) {
            append(10);
            assertThat(heads.runOnce()).isEqualTo(1);
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void an_untouched_log_is_sound_also_when_it_has_grown_beyond_the_last_head() {
        append(1);

        var report = verify.run();

        assertThat(report.verdict()).isEqualTo(Verdict.SOUND);
        assertThat(report.walk().entries()).isEqualTo(31);
        assertThat(report.walk().heads()).isEqualTo(3);
        assertThat(report.walk().provenTo()).isEqualTo(30);
    }

    @Test
    void an_edit_is_found() {
        pastTriggers("update agent.audit set who = 'wang' where place = 17");
        assertFound(new Finding.Edited(17));
    }

    @Test
    void an_edit_of_the_smallest_part_of_a_second_is_found() {
        pastTriggers("update agent.audit set at = at + interval '1 microsecond' where place = 1");
        assertFound(new Finding.Edited(1));
    }

    @Test
    void values_that_no_writer_of_ours_writes_are_an_edit_and_no_accident() {
        pastTriggers("alter table agent.audit alter column subject drop not null;"
                + "update agent.audit set at = 'infinity', subject = null where place = 17");
        assertFound(new Finding.Edited(17));
    }

    @Test
    void an_edit_with_a_new_hash_is_found() {
        pastTriggers("update agent.audit set who = 'wang' where place = 11;" + rehash("place = 11"));
        assertFound(new Finding.Rewritten(11, 11));
    }

    @Test
    void an_edit_with_all_hashes_made_anew_is_found_by_the_next_head() {
        pastTriggers("update agent.audit set who = 'wang' where place = 17;" + rehashFrom(17));
        assertFound(new Finding.Rewritten(20, 11));
    }

    @Test
    void a_deletion_is_found_also_when_the_rest_moves_up() {
        pastTriggers("delete from agent.audit where place in (17, 18)");
        assertFound(new Finding.Deleted(17, 18));
        pastTriggers("update agent.audit set place = place + 1000 where place > 18;"
                + "update agent.audit set place = place - 1002 where place > 1000");
        assertFound(new Finding.Deleted(17, 18));
    }

    @Test
    void two_rows_that_changed_their_contents_are_found() {
        pastTriggers("""
                update agent.audit a
                   set at = b.at, who = b.who, role = b.role, what = b.what, subject = b.subject, detail = b.detail
                  from agent.audit b
                 where a.place in (5, 26) and b.place = 31 - a.place
                """);
        assertFound(new Finding.Swapped(5, 26));
    }

    @Test
    void two_rows_that_changed_their_places_are_found() {
        pastTriggers("update agent.audit set place = 1011 - place where place in (5, 6);"
                + "update agent.audit set place = place - 1000 where place > 1000");
        assertFound(new Finding.Swapped(5, 6));
    }

    @Test
    void a_cut_tail_is_found() {
        pastTriggers("delete from agent.audit where place > 27");
        assertFound(new Finding.CutTail(28, 30));
        pastTriggers("delete from agent.audit");
        assertFound(new Finding.CutTail(1, 30));
    }

    @Test
    void a_tail_that_was_cut_and_grew_again_is_found() {
        pastTriggers("delete from agent.audit where place > 27");
        append(10);
        assertFound(new Finding.Rewritten(30, 21));
    }

    @Test
    void a_row_put_into_the_middle_is_found() {
        pastTriggers("""
                update agent.audit set place = place + 1000 where place >= 17;
                update agent.audit set place = place - 999 where place > 1000;
                insert into agent.audit (place, at, who, role, what, subject, detail, previous, hash)
                select 17, at, 'wang', role, what, subject, detail, hash,
                       agent.audit_hash(17, at, 'wang', role, what, subject, detail, hash)
                  from agent.audit where place = 16
                """);
        assertFound(new Finding.Inserted(17, 17));
    }

    @Test
    void two_rows_of_one_place_are_found() {
        pastTriggers("""
                alter table agent.audit drop constraint audit_pkey;
                insert into agent.audit select * from agent.audit where place = 17
                """);
        assertFound(new Finding.Inserted(17, 17));
    }

    @Test
    void a_log_that_contradicts_its_last_head_gets_no_further_one_and_is_told_of() throws IOException {
        pastTriggers("delete from agent.audit where place > 27");
        append(10);
        String before = Files.readString(folder.resolve("heads"));

        assertThat(heads.runOnce()).isZero();

        assertThat(heads.state()).isEqualTo(WriteHeads.State.CONTRADICTED);
        assertThat(Files.readString(folder.resolve("heads"))).isEqualTo(before);
    }

    @Test
    void a_log_without_a_head_is_not_called_sound() throws IOException {
        Files.delete(folder.resolve("heads"));
        assertThat(verify.run().verdict()).isEqualTo(Verdict.UNPROVEN);
    }

    private void assertFound(Finding finding) {
        var report = verify.run();
        assertThat(report.walk().finding()).contains(finding);
        assertThat(report.verdict()).isEqualTo(Verdict.BROKEN);
    }

    private void append(int count) {
        var audit = new SqlAuditLog(database.pool());
        for (int n = 0; n < count; n++) {
            audit.append(AT.plusSeconds(n), LI, Act.RECORDING_PLAYED, "recording:" + n, "处理 " + n);
        }
    }

    private void pastTriggers(String sql) {
        database.pool()
                .query("begin; set local session_replication_role = replica;" + sql + "; commit")
                .execute()
                .await();
    }

    private static String rehash(String where) {
        return "update agent.audit set hash = agent.audit_hash(place, at, who, role, what, subject, detail, previous)"
                + " where " + where;
    }

    private static String rehashFrom(int place) {
        return """
                do $$
                declare
                    last text := (select hash from agent.audit where place = %d);
                begin
                    for n in %d .. (select max(place) from agent.audit) loop
                        update agent.audit set previous = last where place = n;
                        %s returning hash into last;
                    end loop;
                end
                $$
                """.formatted(place - 1, place, rehash("place = n"));
    }
}

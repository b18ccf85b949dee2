package hearback.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.agent.flow.IssueToken;
import hearback.agent.identity.Account;
import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.Department;
import hearback.agent.identity.Role;
import hearback.agent.identity.TokenHash;
import hearback.agent.testing.Sample;
import hearback.agent.testing.TestDatabase;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Accounts and their sessions on a real PostgreSQL, two nodes.
final class SqlAccountStoreTest {
    private static final String OLD = "$argon2id$old";
    private static final String NEW = "$argon2id$new";

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    private static SqlAccountStore accounts;

    @SuppressWarnings("NullAway.Init")
    private static SqlSessionStore sessions;

    @BeforeAll
    static void start() {
        database = new TestDatabase();
        accounts = new SqlAccountStore(database.pool());
        sessions = new SqlSessionStore(database.openPool());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void an_account_comes_back_as_it_was_kept_and_its_name_is_given_once() {
        var zhao = new Account("zhao", "赵 Zhao", Role.DEPARTMENT, Optional.of(new Department("network")), true);
        assertThat(accounts.create(zhao, OLD, Sample.NOON)).isTrue();
        assertThat(accounts.create(agent("zhao"), NEW, Sample.NOON)).isFalse();
        assertThat(accounts.find("zhao")).get().satisfies(kept -> {
            assertThat(kept.account()).isEqualTo(zhao);
            assertThat(kept.hash()).isEqualTo(OLD);
        });
        assertThat(accounts.find("nobody")).isEmpty();
    }

    @Test
    void a_name_is_an_accounts_or_a_tokens_whoever_comes_first_of_many_at_once() throws Exception {
        var tokens = new IssueToken(new SqlTokenStore(database.openPool()), () -> Sample.NOON, new SecureRandom());
        for (int round = 0; round < 10; round++) {
            String name = "both-" + round;
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                work.add(() -> accounts.create(agent(name), OLD, Sample.NOON));
                work.add(() -> tokens.issue(new AgentIdentity(name, Role.AGENT)).isPresent());
            }
            int given = 0;
            try (var threads = Executors.newFixedThreadPool(work.size())) {
                for (var done : threads.invokeAll(work)) {
                    given += done.get() ? 1 : 0;
                }
            }
            assertThat(given).isEqualTo(1);
            assertThat(accounts.isTaken(name)).isTrue();
        }
        assertThat(accounts.isTaken("neither")).isFalse();
    }

    @Test
    void a_revoked_token_frees_its_name() {
        var tokens = new IssueToken(new SqlTokenStore(database.pool()), () -> Sample.NOON, new SecureRandom());
        assertThat(tokens.issue(new AgentIdentity("moved", Role.AGENT))).isPresent();
        assertThat(accounts.create(agent("moved"), OLD, Sample.NOON)).isFalse();
        assertThat(tokens.revoke("moved")).isTrue();
        assertThat(accounts.create(agent("moved"), OLD, Sample.NOON)).isTrue();
        assertThat(tokens.issue(new AgentIdentity("moved", Role.AGENT))).isEmpty();
    }

    @Test
    void a_change_is_made_of_what_stands_and_one_that_throws_is_none() {
        accounts.create(agent("changing"), OLD, Sample.NOON);
        assertThat(accounts.change("changing", before -> role(before, Role.SUPERVISOR), Sample.NOON))
                .map(Account::role)
                .contains(Role.SUPERVISOR);
        assertThatThrownBy(() -> accounts.change("changing", before -> role(before, Role.DEPARTMENT), Sample.NOON))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(accounts.find("changing").orElseThrow().account().role()).isEqualTo(Role.SUPERVISOR);
        assertThat(accounts.change("nobody", before -> before, Sample.NOON)).isEmpty();
    }

    @Test
    void sessions_end_by_themselves_or_with_the_password_or_the_account() {
        accounts.create(agent("coming"), OLD, Sample.NOON);
        for (int i = 1; i <= 4; i++) {
            assertThat(sessions.keep(token(i), "coming", OLD, Sample.NOON)).isTrue();
        }
        assertThat(sessions.end(token(1), Sample.NOON)).isTrue();
        assertThat(sessions.end(token(1), Sample.NOON)).isFalse();
        assertThat(isOpen(1)).isFalse();

        assertThat(accounts.password("coming", NEW, Optional.of(token(2).hex()), Sample.NOON))
                .isTrue();
        assertThat(isOpen(2)).as("the one in which it was changed").isTrue();
        assertThat(isOpen(3)).isFalse();
        assertThat(sessions.keep(token(5), "coming", OLD, Sample.NOON))
                .as("with the password of before")
                .isFalse();

        accounts.change("coming", before -> active(before, false), Sample.NOON);
        assertThat(isOpen(2)).isFalse();
        assertThat(sessions.keep(token(6), "coming", NEW, Sample.NOON)).isFalse();
        accounts.change("coming", before -> active(before, true), Sample.NOON);
        assertThat(isOpen(2)).as("ended stays ended").isFalse();
        assertThat(sessions.keep(token(7), "coming", NEW, Sample.NOON)).isTrue();
    }

    @Test
    void a_use_is_written_and_never_back_and_old_sessions_are_forgotten() {
        accounts.create(agent("using"), OLD, Sample.NOON);
        sessions.keep(token(20), "using", OLD, Sample.NOON);
        sessions.used(token(20), Sample.NOON.plusSeconds(60));
        sessions.used(token(20), Sample.NOON.plusSeconds(30));
        assertThat(sessions.find(token(20))).get().satisfies(session -> {
            assertThat(session.begun()).isEqualTo(Sample.NOON);
            assertThat(session.used()).isEqualTo(Sample.NOON.plusSeconds(60));
        });
        sessions.forget(Sample.NOON);
        assertThat(isOpen(20)).isTrue();
        assertThat(sessions.forget(Sample.NOON.plusMillis(1))).isPositive();
        assertThat(isOpen(20)).isFalse();
    }

    @Test
    void a_password_is_hashed_anew_only_while_it_is_the_same() {
        accounts.create(agent("anew"), OLD, Sample.NOON);
        accounts.rehash("anew", NEW, "$argon2id$third");
        assertThat(accounts.find("anew").orElseThrow().hash()).isEqualTo(OLD);
        accounts.rehash("anew", OLD, NEW);
        assertThat(accounts.find("anew").orElseThrow().hash()).isEqualTo(NEW);
    }

    @Test
    void a_department_without_a_name_is_refused_by_the_database_and_old_tokens_of_one_stay_good() {
        assertThatThrownBy(() -> database.pool().query("""
                                insert into agent.account
                                values ('x', 'X', 'DEPARTMENT', null, true, '$argon2id$', now(), now())
                                """).execute().await()).hasMessageContaining("23514");
        database.pool()
                .query("insert into agent.token (name, role, hash, created_at) values ('old', 'DEPARTMENT', '"
                        + token(90).hex() + "', now())")
                .execute()
                .await();
        assertThat(new SqlTokenStore(database.pool()).holder(token(90)))
                .contains(new AgentIdentity("old", Role.DEPARTMENT));
    }

    @Test
    void pages_follow_by_name() {
        for (String name : List.of("page-b", "page-a", "page-c")) {
            accounts.create(agent(name), OLD, Sample.NOON);
        }
        assertThat(accounts.list(Optional.of("page"), 2))
                .extracting(Account::name)
                .containsExactly("page-a", "page-b");
        assertThat(accounts.list(Optional.of("page-b"), 1))
                .extracting(Account::name)
                .containsExactly("page-c");
    }

    private static boolean isOpen(int n) {
        return sessions.find(token(n)).isPresent();
    }

    private static TokenHash token(int n) {
        return new TokenHash("%064x".formatted(n));
    }

    private static Account agent(String name) {
        return new Account(name, name, Role.AGENT, Optional.empty(), true);
    }

    private static Account role(Account before, Role role) {
        return new Account(before.name(), before.displayName(), role, before.department(), before.isActive());
    }

    private static Account active(Account before, boolean isActive) {
        return new Account(before.name(), before.displayName(), before.role(), before.department(), isActive);
    }
}

package hearback.agent.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.agent.profile.KeptProfile;
import hearback.agent.profile.PutIn;
import hearback.agent.profile.Switch;
import hearback.agent.profile.Switched;
import hearback.agent.testing.Documents;
import hearback.agent.testing.Sample;
import hearback.agent.testing.TestDatabase;
import hearback.config.profile.ProfileVersion;
import hearback.telephony.flow.StoreUnavailable;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SqlProfileStoreTest {
    private static final ProfileVersion ONE = new ProfileVersion("telecom", 1);

    private final TestDatabase database = new TestDatabase();
    private final SqlProfileStore store = new SqlProfileStore(database.pool());
    private final SqlProfileStore other = new SqlProfileStore(database.openPool());

    @AfterEach
    void close() {
        database.close();
    }

    private PutIn put(int version, int digits) {
        return store.put(Documents.text(Documents.telecom(version, digits)), Sample.NOON, "li");
    }

    private static Switch.Wish wish(String hotline, int version) {
        return new Switch.Wish(
                hotline, new ProfileVersion("telecom", version), Sample.NOON, Sample.NOON, "li", "a test");
    }

    private void run(String sql) {
        database.pool().query(sql).execute().await();
    }

    @Test
    void a_document_comes_back_as_it_was_written() {
        var text = Documents.text(Documents.telecom(1, 4) + "# 备注 ✓\n");
        var expected = new KeptProfile(1, text, Sample.NOON, "li");
        assertThat(store.put(text, Sample.NOON, "li")).isEqualTo(new PutIn.Done(expected));
        assertThat(other.find(ONE)).contains(expected);
        assertThat(other.keptAfter(0)).containsExactly(expected);
        assertThat(other.keptAfter(1)).isEmpty();
        assertThat(other.find(new ProfileVersion("telecom", 2))).isEmpty();
    }

    @Test
    void the_same_again_is_the_same_another_text_is_refused_and_versions_grow() {
        put(2, 4);
        assertThat(put(2, 4)).isInstanceOf(PutIn.Same.class);
        assertThat(put(2, 5)).isInstanceOf(PutIn.OtherText.class);
        assertThat(put(1, 4)).isEqualTo(new PutIn.NotNewer(new ProfileVersion("telecom", 2)));
        assertThat(put(9, 4)).isInstanceOf(PutIn.Done.class);
        assertThat(store.keptAfter(0)).extracting(KeptProfile::place).containsExactly(1L, 2L);
    }

    @Test
    void the_database_itself_refuses_to_change_what_is_there_or_to_go_back() {
        put(2, 4);
        store.change(wish("4001", 2));
        for (String sql : List.of(
                "update agent.profile set yaml = 'x'",
                "delete from agent.profile",
                "truncate agent.profile cascade",
                "update agent.profile_switch set hotline = '4002'",
                "delete from agent.profile_switch",
                "truncate agent.profile_switch",
                "insert into agent.profile (name, version, yaml, sha256, put_at, put_by)"
                        + " select name, 1, yaml, sha256, put_at, put_by from agent.profile",
                "insert into agent.profile (name, version, yaml, sha256, put_at, put_by)"
                        + " select name, version, 'other', sha256, put_at, put_by from agent.profile",
                "insert into agent.profile_switch (hotline, name, version, since, put_at, put_by, why)"
                        + " values ('4001', 'telecom', 3, now(), now(), 'li', 'no such version')")) {
            assertThatThrownBy(() -> run(sql)).as(sql).isInstanceOf(PgException.class);
        }
        assertThat(store.keptAfter(0)).hasSize(1);
        assertThat(store.switchesAfter(0)).hasSize(1);
    }

    @Test
    void a_switch_names_who_when_and_why_and_is_made_once() {
        put(1, 4);
        assertThat(store.change(wish("4001", 2)))
                .isEqualTo(new Switched.NoSuchVersion(new ProfileVersion("telecom", 2)));
        var made = new Switch(1, "4001", ONE, Sample.NOON, Sample.NOON, "li", "a test");
        assertThat(store.change(wish("4001", 1))).isEqualTo(new Switched.Done(made));
        assertThat(store.change(wish("4001", 1))).isEqualTo(new Switched.Already(made));
        assertThat(store.change(wish(Switch.EVERY, 1))).isInstanceOf(Switched.Done.class);
        assertThat(other.switchesAfter(0)).hasSize(2).first().isEqualTo(made);
    }

    @Test
    void nodes_that_start_at_once_choose_once() throws Exception {
        put(1, 4);
        assertThat(all(IntStream.range(0, 20)
                        .<Callable<Boolean>>mapToObj(n -> () -> node(n).begin(wish(Switch.EVERY, 1)))
                        .toList()))
                .containsOnlyOnce(true);
        assertThat(store.begin(wish("4001", 1))).isTrue();
        store.change(wish(Switch.EVERY, 1));
        assertThat(store.switchesAfter(0)).hasSize(2);
    }

    @Test
    void one_version_put_in_by_many_at_once_has_one_text() throws Exception {
        var answers = all(IntStream.range(0, 20)
                .<Callable<PutIn>>mapToObj(n ->
                        () -> node(n).put(Documents.text(Documents.telecom(1, 1 + n % 4)), Sample.NOON, "li"))
                .toList());
        assertThat(answers).filteredOn(PutIn.Done.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(PutIn.Same.class::isInstance).hasSize(4);
        assertThat(answers).filteredOn(PutIn.OtherText.class::isInstance).hasSize(15);
        assertThat(database.count("select count(*) from agent.profile")).isEqualTo(1);
    }

    /// Two nodes switch three hotlines to and fro while connections are cut, and somebody reads what is new all the
    /// time.
    @Test
    void no_switch_is_lost_or_doubled_and_whoever_reads_on_misses_none() throws Exception {
        for (int version = 1; version <= 3; version++) {
            put(version, 4);
        }
        for (long seed = 1; seed <= 3; seed++) {
            long from = last(atLast(() -> store.switchesAfter(0)));
            Map<Long, Switch> done = new ConcurrentHashMap<>();
            AtomicBoolean isOver = new AtomicBoolean();
            List<Switch> read = new ArrayList<>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var reader = threads.submit(() -> {
                    boolean isLast;
                    do {
                        isLast = isOver.get();
                        read.addAll(atLast(() -> store.switchesAfter(Math.max(from, last(read)))));
                    } while (!isLast);
                    return true;
                });
                var knife = threads.submit(() -> {
                    int cut = 0;
                    for (int n = 0; n < 30 && !isOver.get(); n++) {
                        cut += cutOne();
                    }
                    return cut;
                });
                try {
                    var chance = new Random(seed);
                    all(IntStream.range(0, 120)
                            .<Callable<Boolean>>mapToObj(n -> {
                                var wish = wish("400" + chance.nextInt(3), 1 + chance.nextInt(3));
                                return () -> {
                                    if (atLast(() -> node(n).change(wish)) instanceof Switched.Done(Switch made)) {
                                        assertThat(done.put(made.place(), made)).isNull();
                                    }
                                    return true;
                                };
                            })
                            .toList());
                } finally {
                    isOver.set(true);
                }
                assertThat(knife.get()).as("seed %s", seed).isPositive();
                reader.get();
            }
            // The pool may still hold a connection that the knife has cut.
            var kept = atLast(() -> store.switchesAfter(from));
            assertThat(read).as("seed %s", seed).isEqualTo(kept);
            // A commit whose answer was cut off is there although nobody heard of it.
            assertThat(kept).as("seed %s", seed).containsAll(done.values());
            assertThat(kept.stream().mapToLong(Switch::place))
                    .as("seed %s", seed)
                    .containsExactlyElementsOf(LongStream.rangeClosed(from + 1, from + kept.size())
                            .boxed()
                            .toList());
            Map<String, ProfileVersion> before = new HashMap<>();
            atLast(() -> store.switchesAfter(0))
                    .forEach(one ->
                            assertThat(before.put(one.hotline(), one.version())).isNotEqualTo(one.version()));
        }
    }

    private SqlProfileStore node(int n) {
        return n % 2 == 0 ? store : other;
    }

    private static long last(List<Switch> switches) {
        return switches.isEmpty() ? 0 : switches.getLast().place();
    }

    private int cutOne() {
        try {
            return (int) database.count("""
                    select count(*) from (
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()
                        order by random() limit 1
                    ) as cut
                    """);
        } catch (Exception _) {
            // It was itself cut off, by the one before; what a future failed with comes as it is, checked or not.
            return 0;
        }
    }

    private static <T> T atLast(Callable<T> asked) throws Exception {
        for (int tries = 0; tries < 10_000; tries++) {
            try {
                return asked.call();
            } catch (StoreUnavailable _) {
                // Asked again, as people do.
            }
        }
        throw new AssertionError("never answered");
    }

    private static <T> List<T> all(List<Callable<T>> tasks) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> answers = new ArrayList<>();
            for (var future : threads.invokeAll(tasks)) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What ours is measured beside: two engines that do due jobs, each as its own pages say it is fastest, and the claim alone.
final class Peers {
    private final Pool pool;
    private final String jdbc;
    private final String address;
    private final Path folder;

    /// @param folder where they were fetched to
    Peers(Pool pool, String jdbc, String address, Path folder) {
        this.pool = pool;
        this.jdbc = jdbc;
        this.address = address;
        this.folder = folder;
    }

    void create() throws IOException, InterruptedException {
        pool.query("""
                create table scheduled_tasks (
                  task_name text not null, task_instance text not null, task_data bytea, execution_time timestamptz,
                  picked boolean not null, picked_by text, last_success timestamptz, last_failure timestamptz,
                  consecutive_failures integer, last_heartbeat timestamptz, version bigint not null, priority smallint,
                  state text, primary key (task_name, task_instance));
                create index execution_time_idx on scheduled_tasks (execution_time);
                create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
                create index priority_execution_time_idx on scheduled_tasks (priority desc, execution_time asc);
                create table bare_plan (
                  id uuid primary key, number text not null, due_at timestamptz not null, state text not null,
                  attempts integer not null default 0);
                create index on bare_plan (due_at) where state = 'PLANNED';
                create table bare_attempt (
                  id uuid primary key default gen_random_uuid(), plan uuid not null, fence bigint not null,
                  started_at timestamptz not null, state text not null);
                """).execute().await();
        node("node_modules/graphile-worker/dist/cli.js", "--schema-only", "-c", address);
    }

    /// Lock-and-fetch with 100 threads.
    ///
    /// @return jobs a second, until the last one's end is committed
    double dbScheduler(int count) throws InterruptedException {
        pool.query("truncate scheduled_tasks").execute().await();
        pool.query("""
                insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                select 'dial', gen_random_uuid()::text, now() - interval '1 ms' * (random() * 1000000), false, 1
                  from generate_series(1, %d)""".formatted(count)).execute().await();
        pool.query("vacuum analyze scheduled_tasks").execute().await();
        var left = new CountDownLatch(count);
        var dial = Tasks.oneTime("dial").execute((_, _) -> left.countDown());
        var settings = new HikariConfig();
        settings.setJdbcUrl(jdbc);
        settings.setMaximumPoolSize(110);
        try (var connections = new HikariDataSource(settings)) {
            var scheduler = Scheduler.create(connections, dial).threads(100).pollUsingLockAndFetch(4.0, 20.0)
                    .pollingInterval(Duration.ofMillis(100)).build();
            long from = System.nanoTime();
            scheduler.start();
            left.await();
            while (pool.query("select exists (select from scheduled_tasks)").execute().await().iterator().next().getBoolean(0)) {
                Thread.sleep(5);
            }
            double rate = count * 1e9 / (System.nanoTime() - from);
            scheduler.stop();
            return rate;
        }
    }

    /// With its local queue and batches.
    double graphile(int count) throws IOException, InterruptedException {
        pool.query("""
                select graphile_worker.add_jobs(array(
                  select json_populate_record(null::graphile_worker.job_spec, '{"identifier": "dial", "payload": {}}'::json)
                    from generate_series(1, %d)))""".formatted(count)).execute().await();
        pool.query("vacuum analyze graphile_worker._private_jobs").execute().await();
        return count * 1e3 / Long.parseLong(node("graphile.mjs", address, Integer.toString(count)).strip());
    }

    private String node(String... arguments) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<String>();
        command.add(folder.resolve("node_modules/.bin/node").toString());
        command.addAll(java.util.List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        // As its own performance test: no line for each job.
        builder.environment().put("NO_LOG_SUCCESS", "1");
        var process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
        String[] lines = said.strip().split("\n");
        return lines[lines.length - 1];
    }

    /// Due rows claimed and an attempt written for each, nothing else: one statement and commit for each batch.
    ///
    /// @param claimers at once, each with a connection
    double bare(int count, int batch, int claimers) throws InterruptedException {
        pool.query("truncate bare_plan, bare_attempt").execute().await();
        pool.query("""
                insert into bare_plan (id, number, due_at, state)
                select gen_random_uuid(), '+86' || (13000000000 + (random() * 6999999999)::bigint),
                       now() - interval '1 ms' * (random() * 1000000), 'PLANNED'
                  from generate_series(1, %d)""".formatted(count)).execute().await();
        pool.query("vacuum analyze bare_plan, bare_attempt").execute().await();
        var claimed = new AtomicInteger();
        long from = System.nanoTime();
        var threads = new Thread[claimers];
        for (int one = 0; one < claimers; one++) {
            threads[one] = Thread.startVirtualThread(() -> {
                while (claimed.get() < count) {
                    claimed.addAndGet(pool.preparedQuery("""
                            with due as (
                              select id from bare_plan where state = 'PLANNED' and due_at <= now()
                               order by due_at limit %d for update skip locked
                            ), taken as (
                              update bare_plan p set state = 'DIALLING', attempts = attempts + 1 from due where p.id = due.id
                              returning p.id
                            )
                            insert into bare_attempt (plan, fence, started_at, state) select id, 1, now(), 'COMMITTED' from taken
                            """.formatted(batch)).execute().await().rowCount());
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return count * 1e9 / (System.nanoTime() - from);
    }
}

package hearback.app;

import hearback.config.ProfileFolder;
import hearback.config.RedisSettings;
import hearback.config.SchemaTrouble;
import hearback.config.Settings;
import hearback.config.SettingsFile;
import hearback.config.SettingsProblems;
import io.lettuce.core.RedisClient;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.BindException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running Hearback: what it needs beside it, the modules bottom first, and the way to stop them all.
public final class Hearback {
    private static final Logger log = LoggerFactory.getLogger(Hearback.class);
    private static final String THE_API = "the API";
    private static final String ANOTHER_PORT = "HEARBACK_HTTP_PORT (http.port) to another";
    private static final int OUR_MISTAKE = 1;
    private static final int BROKEN_SETTINGS = 2;
    private static final int UNAVAILABLE = 3;
    /// A supervisor kills what has not stopped 10 s after SIGTERM (faults.md case 64).
    private static final Duration STOP_PATIENCE = Duration.ofMillis(9_500);

    private final Started started = new Started();
    private final Settings settings;
    private String databaseUri = "";
    private int httpPort;

    private Hearback(Settings settings) {
        this.settings = settings;
    }

    /// Reads the settings and runs until SIGTERM or SIGINT. Exit codes: 2 broken settings, 3 something needed is
    /// not to be had; one line on the error output for each reason. With `--verify-audit` see [AuditCommand].
    public static void main(String[] arguments) {
        try {
            var settings = new SettingsFile(System.getenv()).read();
            if (List.of(arguments).contains(AuditCommand.ARGUMENT)) {
                exit(new AuditCommand(settings, cache()).run(System.out));
            }
            var hearback = new Hearback(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(hearback::stopInTime, "stop"));
            hearback.begin((vertx, pool) -> DatabaseTime.of(vertx, pool, System::nanoTime), new SecureRandom());
            System.out.println(
                    "hearback is ready: http://" + hearback.settings.http().host() + ":" + hearback.httpPort);
        } catch (SettingsProblems broken) {
            broken.problems().forEach(problem -> System.err.println("settings: " + problem));
            exit(BROKEN_SETTINGS);
        } catch (Unavailable | SchemaTrouble missing) {
            log.debug("not started", missing);
            System.err.println("hearback: " + missing.getMessage());
            exit(UNAVAILABLE);
        } catch (Exception ours) {
            // Vert.x throws what failed as it is, checked or not.
            log.error("not started", ours);
            exit(OUR_MISTAKE);
        }
    }

    /// Starts everything; returns when requests are answered. What was started before something failed is stopped
    /// again.
    ///
    /// @param time where the present comes from; a test cranks it by hand
    /// @param chance must be safe to use from many threads
    /// @throws SettingsProblems when profiles cannot be used, or settings name some that are not there
    /// @throws Unavailable when something needed is not to be had
    /// @throws SchemaTrouble when the database cannot be brought up to date
    public static Hearback start(Settings settings, InstantSource time, RandomGenerator chance) {
        var hearback = new Hearback(settings);
        hearback.begin((_, _) -> time, chance);
        return hearback;
    }

    private void begin(BiFunction<Vertx, Pool, InstantSource> time, RandomGenerator chance) {
        try {
            startAll(time, chance);
        } catch (Exception | Error failed) {
            stop();
            throw failed;
        }
    }

    private void startAll(BiFunction<Vertx, Pool, InstantSource> time, RandomGenerator chance) {
        var ownProfiles =
                settings.profile().directory().map(ProfileFolder::read).orElse(List.of());
        var state = StateFolder.open(settings.stateFolder());
        started.add("state folder", state::close);
        if (settings.http().port() != 0) {
            Ports.refuseTaken(settings.http().host(), settings.http().port(), THE_API, ANOTHER_PORT);
        }
        databaseUri = settings.database().url().orElseGet(() -> ownPostgres(state));
        var database = new DatabaseAccess(databaseUri, settings.database(), settings.node());
        database.migrate();
        var redis = redis(state);
        var meters = new Meters();
        started.add("meters", meters::close);
        var vertx = meters.vertx();
        started.add("vertx", () -> vertx.close().await(3, TimeUnit.SECONDS));
        var pool = database.pool(vertx);
        started.add("database pool", () -> pool.close().await(3, TimeUnit.SECONDS));
        httpPort = answering(new Modules(
                settings, vertx, pool, redis, time.apply(vertx, pool), chance, meters.registry(), ownProfiles));
        log.info("node={} answers on {}:{}", settings.node(), settings.http().host(), httpPort);
    }

    /// The port may be gone since we looked: to one of our own servers, when it was given twice.
    private int answering(Modules modules) {
        try {
            return modules.start(started).port();
        } catch (Exception failed) {
            if (failed instanceof BindException taken) {
                throw Ports.taken(settings.http().host(), settings.http().port(), THE_API, ANOTHER_PORT, taken);
            }
            throw failed;
        }
    }

    private String ownPostgres(StateFolder state) {
        var postgres =
                EmbeddedPostgres.start(state, cache(), settings.database().embeddedPort());
        started.add("postgres", postgres::stop);
        return postgres.uri();
    }

    /// Redis carries only what may be lost: without it we start all the same.
    private Optional<RedisClient> redis(StateFolder state) {
        return switch (settings.redis()) {
            case RedisSettings.Off() -> Optional.empty();
            case RedisSettings.Server it -> Optional.of(client(it.url(), it.commandTimeout()));
            case RedisSettings.Embedded it -> ownRedis(state, it.port(), it.commandTimeout());
        };
    }

    private Optional<RedisClient> ownRedis(StateFolder state, int port, Duration timeout) {
        try {
            var redis = EmbeddedRedis.start(state, cache(), port);
            started.add("redis", redis::stop);
            return Optional.of(client(redis.uri(), timeout));
        } catch (Unavailable missing) {
            log.warn("running without Redis, other nodes see nothing live of this one: {}", missing.getMessage());
            return Optional.empty();
        }
    }

    private RedisClient client(String uri, Duration timeout) {
        var access = new RedisAccess(uri, timeout);
        started.add("redis client", access::close);
        return access.client();
    }

    /// Where what was unpacked is kept: outside of the state, so that a fresh start is a quick one.
    private static Path cache() {
        var set = System.getenv().getOrDefault("HEARBACK_CACHE", "");
        return set.isBlank() ? Path.of(System.getProperty("user.home"), ".cache", "hearback") : Path.of(set);
    }

    /// The port the API answers on.
    public int httpPort() {
        return httpPort;
    }

    /// `postgresql://user:password@host:port/database`, for tests and tools that look behind the API.
    public String databaseUri() {
        return databaseUri;
    }

    /// Stops everything in reverse. Outcomes under way are saved; a second call does nothing.
    public void stop() {
        started.stopAll();
    }

    private void stopInTime() {
        var stopping = Thread.ofPlatform().name("stopping").start(this::stop);
        try {
            if (stopping.join(STOP_PATIENCE)) {
                log.info("node={} stopped", settings.node());
                return;
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        log.error("node={} did not stop within {}", settings.node(), STOP_PATIENCE);
        Runtime.getRuntime().halt(1);
    }

    private static void exit(int code) {
        System.exit(code);
    }
}

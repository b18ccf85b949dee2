package hearback.agent.password;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import hearback.agent.flow.HasherBusy;
import hearback.agent.flow.Password;
import hearback.agent.flow.PasswordHasher;
import hearback.config.PasswordSettings;
import io.vertx.core.Future;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Argon2id (RFC 9106), on threads of the operating system: on a virtual thread a hash would hold a carrier, and with
/// it calls, for as long as it takes.
public final class Argon2Hasher implements PasswordHasher, AutoCloseable {
    /// Bytes (RFC 9106, 3.1).
    private static final int SALT = 16;

    private static final int LENGTH = 32;
    /// At some 100 ms each the last of them waits a few seconds.
    private static final int MOST_WAITING = 64;

    private final Argon2Function present;
    private final RandomGenerator secrets;
    private final ThreadPoolExecutor threads;

    /// @param secrets salts are drawn from it: must be cryptographically strong
    public Argon2Hasher(PasswordSettings settings, RandomGenerator secrets) {
        this.present =
                Argon2Function.getInstance(settings.memory(), settings.passes(), settings.lanes(), LENGTH, Argon2.ID);
        this.secrets = secrets;
        this.threads = new ThreadPoolExecutor(
                settings.atOnce(),
                settings.atOnce(),
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().name("passwords-", 1).daemon().factory());
        this.threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public String hash(Password password) {
        byte[] salt = new byte[SALT];
        secrets.nextBytes(salt);
        return done(() -> present.hash(password.bytes(), salt).getResult());
    }

    @Override
    public boolean matches(Password password, String hash) {
        return done(() -> function(hash).check(password.text(), hash));
    }

    @Override
    public boolean isOutdated(String hash) {
        return !function(hash).equals(present);
    }

    /// The library keeps one of each for ever, with its memory, so what was hashed with other settings is dear; but
    /// it is hashed anew when its owner comes in.
    private static Argon2Function function(String hash) {
        return Argon2Function.getInstanceFromHash(hash);
    }

    private <T> T done(Supplier<T> work) {
        try {
            // Awaited and not blocked for: the caller's context serves others meanwhile.
            return Future.fromCompletionStage(CompletableFuture.supplyAsync(work, threads))
                    .await();
        } catch (RejectedExecutionException _) {
            throw new HasherBusy();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

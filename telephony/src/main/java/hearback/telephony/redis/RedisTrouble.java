package hearback.telephony.redis;

import io.lettuce.core.RedisException;
import java.util.Locale;
import java.util.Optional;

/// Why Redis cannot be used, in words an operator can act on. Never the password: what is repeated is the server's word
/// alone.
final class RedisTrouble {
    private RedisTrouble() {}

    static String words(RedisException trouble, LiveChannel channel) {
        String said = said(trouble);
        String kind = said.toUpperCase(Locale.ROOT);
        if (kind.startsWith("WRONGPASS") || kind.contains("INVALID PASSWORD")) {
            return "it refuses our password (" + said
                    + "). Set REDIS_URL (redis.url) to redis://:password@host:port, or redis://user:password@host:port;"
                    + " special characters of the password as %XX";
        }
        if (kind.startsWith("NOAUTH")) {
            return "it asks for a password and we have none (" + said
                    + "). Set REDIS_URL (redis.url) to redis://:password@host:port";
        }
        if (kind.startsWith("NOPERM")) {
            return "our user may not do this there (" + said + "). Run on that server: ACL SETUSER <user> +@pubsub &"
                    + channel.name() + ", or set HEARBACK_REDIS_CHANNEL (redis.channel) to one he may use";
        }
        return said + ". Start it, or set REDIS_URL (redis.url) to another, or to off";
    }

    /// A refusal is the server's own word, at the end of the chain of causes; otherwise what we tried and why it
    /// failed.
    private static String said(RedisException trouble) {
        Throwable last = trouble;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        String reason =
                Optional.ofNullable(last.getMessage()).orElse(last.getClass().getSimpleName());
        return last instanceof RedisException ? reason : trouble.getMessage() + ": " + reason;
    }
}

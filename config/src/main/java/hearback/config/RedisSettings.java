package hearback.config;

import java.time.Duration;

/// Where Redis is, if anywhere. Everything works without it; live views of other nodes are missing then.
public sealed interface RedisSettings {
    /// No Redis is wanted.
    record Off() implements RedisSettings {}

    /// One is started beside us.
    ///
    /// @param port on 127.0.0.1; 0 lets the system choose (tests)
    /// @param commandTimeout a command that takes longer has failed
    record Embedded(int port, Duration commandTimeout) implements RedisSettings {
        public Embedded {
            new Checks()
                    .portOrAny("embedded-port", port)
                    .longerThanZero("command-timeout", commandTimeout)
                    .done();
        }
    }

    /// An existing server.
    ///
    /// @param url `redis://host:port`, `redis://:password@host:port`, or `rediss://` for TLS
    record Server(String url, Duration commandTimeout) implements RedisSettings {
        public Server {
            new Checks()
                    .that(
                            (url.startsWith("redis://") || url.startsWith("rediss://"))
                                    && ServerAddress.namesServer(url),
                            "url",
                            "must be redis://:password@host:port, rediss://host:port, \"off\" or empty"
                                    + ServerAddress.ESCAPE)
                    .longerThanZero("command-timeout", commandTimeout)
                    .done();
        }

        /// Never the password.
        @Override
        public String toString() {
            return "Server[url given, " + commandTimeout + "]";
        }
    }
}

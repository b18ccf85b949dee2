package hearback.config;

import java.time.Duration;

/// Where Redis is, if anywhere. Everything works without it; live views of other nodes are missing then.
public sealed interface RedisSettings {
    /// No Redis is wanted.
    record Off() implements RedisSettings {}

    /// One is started beside us.
    ///
    /// @param port on 127.0.0.1; 0 lets the system choose (tests)
    /// @param channel the same on all nodes of one installation, and of no other on that server
    /// @param commandTimeout a command that takes longer has failed
    record Embedded(int port, String channel, Duration commandTimeout) implements RedisSettings {
        public Embedded {
            channelAndTimeout(channel, commandTimeout)
                    .portOrAny("embedded-port", port)
                    .done();
        }
    }

    /// An existing server.
    ///
    /// @param url `redis://host:port`, `redis://:password@host:port`, or `rediss://` for TLS
    /// @param channel the same on all nodes of one installation, and of no other on that server
    record Server(String url, String channel, Duration commandTimeout) implements RedisSettings {
        public Server {
            channelAndTimeout(channel, commandTimeout)
                    .that(
                            (url.startsWith("redis://") || url.startsWith("rediss://"))
                                    && ServerAddress.namesServer(url),
                            "url",
                            "must be redis://:password@host:port, rediss://host:port, \"off\" or empty"
                                    + ServerAddress.ESCAPE)
                    .done();
        }

        /// Never the password.
        @Override
        public String toString() {
            return "Server[url given, " + channel + ", " + commandTimeout + "]";
        }
    }

    /// The channel is also named in an access list of the server's, where `*` and `?` would mean others too.
    private static Checks channelAndTimeout(String channel, Duration commandTimeout) {
        return new Checks()
                .that(
                        channel.matches("[A-Za-z0-9:._-]{1,100}"),
                        "channel",
                        "must be 1 to 100 letters, digits or : . _ -")
                .longerThanZero("command-timeout", commandTimeout);
    }
}

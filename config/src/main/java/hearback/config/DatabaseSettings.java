package hearback.config;

import java.util.Optional;

/// Where PostgreSQL is.
///
/// @param url `postgresql://user:password@host:port/database`; empty: an embedded server is started
/// @param embeddedPort TCP port of the embedded server on 127.0.0.1; 0 lets the system choose (tests)
/// @param poolSize connections
public record DatabaseSettings(Optional<String> url, int embeddedPort, int poolSize) {
    public DatabaseSettings {
        new Checks()
                .that(
                        url.isEmpty()
                                || url.get().startsWith("postgresql://")
                                || url.get().startsWith("postgres://"),
                        "url",
                        "must look like postgresql://user:password@host:port/database")
                .portOrAny("embedded-port", embeddedPort)
                .between("pool-size", poolSize, 1, 1_000)
                .done();
    }

    /// Never the password.
    @Override
    public String toString() {
        return "DatabaseSettings[" + (url.isPresent() ? "url given" : "embedded on " + embeddedPort) + ", pool of "
                + poolSize + "]";
    }
}

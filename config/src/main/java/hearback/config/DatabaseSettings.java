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
                        url.filter(given -> !isAddress(given)).isEmpty(),
                        "url",
                        "must look like postgresql://user:password@host:port/database" + ServerAddress.ESCAPE)
                .portOrAny("embedded-port", embeddedPort)
                .between("pool-size", poolSize, 1, 1_000)
                .done();
    }

    private static boolean isAddress(String url) {
        return (url.startsWith("postgresql://") || url.startsWith("postgres://"))
                && ServerAddress.namesUserAndPath(url);
    }

    /// Never the password.
    @Override
    public String toString() {
        return "DatabaseSettings[" + (url.isPresent() ? "url given" : "embedded on " + embeddedPort) + ", pool of "
                + poolSize + "]";
    }
}

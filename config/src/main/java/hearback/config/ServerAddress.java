package hearback.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Whether text is an address with a server in it. What is wrong is told without repeating it: it holds a password.
final class ServerAddress {
    static final String ESCAPE = "; special characters of user and password must be written as %XX";

    private ServerAddress() {}

    /// `scheme://host:port`, with or without user and password.
    static boolean namesServer(String url) {
        return authority(url)
                .map(URI::getRawAuthority)
                .filter(name -> !name.endsWith("@"))
                .isPresent();
    }

    /// `scheme://user:password@host:port/name`, with or without password.
    static boolean namesUserAndPath(String url) {
        return authority(url)
                .filter(address -> address.getRawAuthority().indexOf('@') > 0
                        && !address.getRawAuthority().startsWith(":"))
                .filter(address -> address.getRawPath().length() > 1)
                .isPresent();
    }

    /// A `#` of a password would make the rest a fragment. Names with an underscore are hosts to everybody but
    /// [URI#getHost].
    private static Optional<URI> authority(String url) {
        try {
            return Optional.of(new URI(url))
                    .filter(address -> address.getRawAuthority() != null && address.getRawFragment() == null);
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }
}

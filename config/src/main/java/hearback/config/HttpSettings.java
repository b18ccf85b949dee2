package hearback.config;

import java.nio.file.Path;

/// Where the API is served.
///
/// @param port 0 lets the system choose (tests)
/// @param bodyLimit largest request body, bytes
/// @param streamBacklog a stream client that leaves more than this unread is dropped, bytes
/// @param adminTokenFile where the first administrator's token is written, mode 0600
public record HttpSettings(String host, int port, long bodyLimit, long streamBacklog, Path adminTokenFile) {
    public HttpSettings {
        new Checks()
                .filled("host", host)
                .portOrAny("port", port)
                .between("body-limit", bodyLimit, 1_024, 1L << 30)
                .between("stream-backlog", streamBacklog, 1_024, 1L << 30)
                .done();
    }
}

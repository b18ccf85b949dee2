package hearback.config;

import java.time.Duration;

/// How Asterisk servers are listened to.
///
/// @param pingEvery a Ping goes out this often
/// @param halfOpenAfter no byte for this long: the connection is dead
/// @param reconnectFirst first wait between reconnects
/// @param reconnectMost longest wait between reconnects
/// @param lease how long one node may hold a server without renewing
/// @param settleAfter all legs gone for this long: the call is over
/// @param signalBuffer signals kept while the database is away
public record ListeningSettings(
        Duration pingEvery,
        Duration halfOpenAfter,
        Duration reconnectFirst,
        Duration reconnectMost,
        Duration lease,
        Duration settleAfter,
        int signalBuffer) {
    public ListeningSettings {
        new Checks()
                .longerThanZero("ping-every", pingEvery)
                .that(
                        halfOpenAfter.compareTo(pingEvery.multipliedBy(2)) >= 0,
                        "half-open-after",
                        "must be at least twice ping-every, or one late answer cuts a good connection")
                .longerThanZero("reconnect-first", reconnectFirst)
                .that(
                        reconnectMost.compareTo(reconnectFirst) >= 0,
                        "reconnect-most",
                        "must not be shorter than reconnect-first")
                .that(
                        lease.toMillis() >= 1_000,
                        "lease",
                        "must be at least 1 s: it is renewed three times in its length")
                .longerThanZero("settle-after", settleAfter)
                .between("signal-buffer", signalBuffer, 1_000, 100_000_000)
                .done();
    }
}

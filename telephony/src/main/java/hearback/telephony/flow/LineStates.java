package hearback.telephony.flow;

import hearback.telephony.call.ServerName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Offered: how well each Asterisk server is heard.
public interface LineStates {
    List<LineState> lines();

    /// What the server does not give us and we need, or gives us and we must not have, with where to mend it, in
    /// words; empty when nothing is wrong, or nobody could look yet.
    List<String> problems(ServerName server);

    /// Newest first.
    List<Gap> gaps(int limit);

    /// The gap of this server that began at this instant, to the microsecond; empty when there is none.
    Optional<Gap> gap(ServerName server, Instant from);

    /// @param connected logged in, and heard within the keep-alive's limit
    /// @param version as the server says it; empty before the first login
    /// @param signals heard since start
    /// @param dropped events that could not be used: broken or unknown
    record LineState(ServerName server, boolean connected, String version, long signals, long dropped) {}

    /// A stretch in which we may have missed what a server said.
    ///
    /// @param until empty while it lasts
    /// @param reason `connection lost`, `started`, `queue overflow`, `reader died`, `server restarted`
    record Gap(long id, ServerName server, Instant from, Optional<Instant> until, String reason, int callsRepaired) {}
}

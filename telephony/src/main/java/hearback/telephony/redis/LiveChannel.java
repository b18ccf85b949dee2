package hearback.telephony.redis;

import java.time.Duration;

/// Where the nodes of one installation speak to each other.
///
/// @param name unique among the installations that use one Redis: channels know no database numbers
/// @param patience a command that takes longer has failed
public record LiveChannel(String name, Duration patience) {}

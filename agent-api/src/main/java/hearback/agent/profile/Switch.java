package hearback.agent.profile;

import hearback.config.profile.ProfileVersion;
import java.time.Instant;

/// From an instant on a hotline goes by this version; tickets that were accepted before keep theirs.
///
/// @param place among all of them, from 1, in the order of commit
/// @param hotline the dialled number, or [#EVERY]
/// @param since the first instant
/// @param putBy the name of whoever decided it, or [#AT_START]
public record Switch(
        long place, String hotline, ProfileVersion version, Instant since, Instant putAt, String putBy, String why) {
    /// Every hotline that has no switch of its own.
    public static final String EVERY = "*";
    /// Hearback itself, by its settings.
    public static final String AT_START = "hearback";
    /// Before anybody called anybody.
    public static final Instant BEGINNING = Instant.EPOCH;

    /// What somebody wants; it gets its place when it is committed.
    public record Wish(String hotline, ProfileVersion version, Instant since, Instant at, String who, String why) {}
}

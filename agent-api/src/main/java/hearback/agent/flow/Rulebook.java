package hearback.agent.flow;

import hearback.agent.life.TicketLife;
import hearback.agent.ticket.Ticket;
import hearback.config.profile.Profile;
import hearback.config.profile.ProfileVersion;
import java.time.Instant;

/// Needed: which profile a hotline goes by, and every version that a ticket goes by.
public interface Rulebook {
    /// @param hotline the dialled number
    Profile forHotline(String hotline, Instant now);

    /// @throws IllegalStateException when there is none of this version; those that were used are kept for ever
    Profile version(ProfileVersion version);

    /// The version by whose rule somebody is rung about this ticket: the one it was accepted under, and before that
    /// the present one of its hotline.
    default ProfileVersion versionOf(Ticket ticket, Instant now) {
        return ticket.standing()
                .profile()
                .orElseGet(() -> forHotline(ticket.opening().hotline(), now).version());
    }

    /// The one this ticket goes by: the version it was accepted under, and before that the present one of its
    /// hotline.
    default Profile of(TicketLife life, Instant now) {
        return life.profile()
                .map(this::version)
                .orElseGet(() -> forHotline(life.registered().hotline().orElse(""), now));
    }
}

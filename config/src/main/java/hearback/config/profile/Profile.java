package hearback.config.profile;

import hearback.config.calendar.WorkCalendar;
import java.util.List;
import java.util.Optional;

/// Everything an institution has decided about its complaints, as one version of one document.
///
/// @param calendar how its clocks count
/// @param clocks every clock it has; their ids differ
/// @param taxonomies the axes, in the order in which they are asked
public record Profile(
        ProfileVersion version,
        Names name,
        WorkCalendar calendar,
        Intake intake,
        Handling handling,
        FollowUp followUp,
        Retry retry,
        Numbering numbering,
        List<Taxonomy> taxonomies,
        List<ClockRule> clocks) {
    public Profile {
        taxonomies = List.copyOf(taxonomies);
        clocks = List.copyOf(clocks);
    }

    public Optional<ClockRule> clock(ClockId id) {
        return clocks.stream().filter(clock -> clock.id().equals(id)).findFirst();
    }

    public Optional<Taxonomy> taxonomy(String id) {
        return taxonomies.stream().filter(axis -> axis.id().equals(id)).findFirst();
    }
}

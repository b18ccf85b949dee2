package hearback.config.profile;

import hearback.config.calendar.WorkCalendar;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Everything an institution has decided about its complaints, as one version of one document.
///
/// @param hotlines dialled numbers whose callers it is for; empty: those that the settings say
/// @param calendar how its clocks count
/// @param classes those a ticket may have
/// @param clocks every clock it has; their ids differ
/// @param taxonomies the axes, in the order in which they are asked
/// @param matter what makes two complaints be about one matter; empty: only people say so
public record Profile(
        ProfileVersion version,
        Names name,
        Set<String> hotlines,
        WorkCalendar calendar,
        Intake intake,
        Handling handling,
        FollowUp followUp,
        Retry retry,
        Numbering numbering,
        List<Taxonomy> taxonomies,
        Optional<Matter> matter,
        List<ClassRule> classes,
        List<ClockRule> clocks,
        Powers powers,
        Formulas formulas) {
    public Profile {
        hotlines = Set.copyOf(hotlines);
        classes = List.copyOf(classes);
        taxonomies = List.copyOf(taxonomies);
        clocks = List.copyOf(clocks);
    }

    public Optional<ClockRule> clock(ClockId id) {
        return clocks.stream().filter(clock -> clock.id().equals(id)).findFirst();
    }

    public Optional<ClassRule> classRule(ClassFlag flag) {
        return classes.stream().filter(rule -> rule.flag() == flag).findFirst();
    }

    public Optional<Taxonomy> taxonomy(String id) {
        return taxonomies.stream().filter(axis -> axis.id().equals(id)).findFirst();
    }
}

package hearback.config.yaml;

import hearback.config.calendar.WorkCalendar;
import hearback.config.profile.ClassRule;
import hearback.config.profile.ClockRule;
import hearback.config.profile.FollowUp;
import hearback.config.profile.Formulas;
import hearback.config.profile.Handling;
import hearback.config.profile.Intake;
import hearback.config.profile.Matter;
import hearback.config.profile.Names;
import hearback.config.profile.Numbering;
import hearback.config.profile.Powers;
import hearback.config.profile.Profile;
import hearback.config.profile.ProfileVersion;
import hearback.config.profile.Retry;
import hearback.config.profile.Taxonomy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What could be read of a document: each part for itself, so that one that is broken does not hide what is wrong with
/// the others.
record Parts(
        Optional<ProfileVersion> version,
        Optional<Names> name,
        Set<String> hotlines,
        Optional<WorkCalendar> calendar,
        Optional<Intake> intake,
        Optional<Handling> handling,
        Optional<FollowUp> followUp,
        Optional<Retry> retry,
        Optional<Numbering> numbering,
        Listed<Taxonomy> taxonomies,
        Optional<Matter> matter,
        Listed<ClassRule> classes,
        Listed<ClockRule> clocks,
        Optional<Powers> powers,
        Optional<Formulas> formulas) {

    /// @param entries those that could be read
    /// @param complete whether that is all of them: only then something can be said to be missing
    record Listed<T>(List<Placed<T>> entries, boolean complete) {
        List<T> values() {
            return entries.stream().map(Placed::value).toList();
        }
    }

    /// @param path in the document: `clocks[3]`
    record Placed<T>(String path, T value) {}

    /// Only when nothing is wrong with any part.
    Profile whole() {
        return new Profile(
                version.orElseThrow(),
                name.orElseThrow(),
                hotlines,
                calendar.orElseThrow(),
                intake.orElseThrow(),
                handling.orElseThrow(),
                followUp.orElseThrow(),
                retry.orElseThrow(),
                numbering.orElseThrow(),
                taxonomies.values(),
                matter,
                classes.values(),
                clocks.values(),
                powers.orElseThrow(),
                formulas.orElseThrow());
    }
}

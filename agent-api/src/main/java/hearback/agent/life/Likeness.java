package hearback.agent.life;

import hearback.config.profile.Intake;
import hearback.config.profile.Matter;
import hearback.config.profile.Profile;
import hearback.config.profile.Taxonomy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// By what a ticket may be like others, read from its steps. Two that have a matter in common are about the same
/// (S3-91); two of one complainant with the same problem are the same problem again (S4-47).
///
/// @param matters every one it is about: as it is described, as people marked it (S0-12), as people linked it
/// @param problem where it stands on the axes of the profile's matter; empty: not determined, or "other"
/// @param complainant so written that the same one is written the same; empty: one nobody is not told from another
/// @param receivedAt when it reached us
public record Likeness(
        Set<String> matters, Optional<String> problem, Optional<String> complainant, Instant receivedAt) {
    /// What is longer tells a story, and two stories that agree letter for letter are one text that was copied.
    private static final int LONGEST_NAME = 100;

    private static final int LONGEST_NUMBER = 10;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{" + LONGEST_NUMBER + ",}");
    private static final String LINKED = "ticket/";
    private static final char FULL_WIDTH_FROM = '\uff01';
    private static final char FULL_WIDTH_UNTIL = '\uff5e';
    private static final int FULL_WIDTH = '\uff01' - '!';

    public Likeness {
        matters = Set.copyOf(matters);
    }

    /// Empty for what does not count: what was not accepted (yet), was withdrawn, was no complaint, or was found
    /// invalid.
    ///
    /// @param profile the version the ticket goes by
    public static Optional<Likeness> of(Profile profile, TicketLife life) {
        return counts(life) ? Optional.of(read(profile, life)) : Optional.empty();
    }

    private static Likeness read(Profile profile, TicketLife life) {
        Optional<String> complainant =
                Optional.ofNullable(life.described().get(Intake.Field.CONTACT)).flatMap(Likeness::sameAs);
        String institution = profile.version().profile();
        Optional<String> problem =
                profile.matter().flatMap(matter -> stand(profile, matter, life)).map(stand -> institution + stand);
        Set<String> matters = new HashSet<>();
        problem.flatMap(stand ->
                        profile.matter().flatMap(matter -> named(matter, life).map(names -> stand + names)))
                .ifPresent(described -> matters.add("described/" + described));
        life.all(CourseFact.MarkedBatch.class)
                .flatMap(marked -> plain(marked.batch()).stream())
                .forEach(batch -> matters.add("batch/" + institution + "/" + batch));
        // A link that Hearback made itself says only that one customer called twice.
        life.steps().stream()
                .filter(step -> !step.actor().isItself()
                        && step.fact() instanceof CourseFact.LinkedTo linked
                        && linked.kinship() == CourseFact.Kinship.SAME_MATTER)
                .flatMap(step -> plain(((CourseFact.LinkedTo) step.fact()).ticket()).stream())
                .forEach(number -> matters.add(LINKED + number));
        return new Likeness(matters, problem, complainant, life.registered().receivedAt());
    }

    /// The matter of all that people linked to this one.
    ///
    /// @param number of the ticket
    public static String linkedTo(String number) {
        return LINKED + plain(number).orElse("");
    }

    /// The ticket to which people linked those of this matter, as [#plain] writes its number; empty: it is no such
    /// matter.
    public static Optional<String> hub(String matter) {
        return matter.startsWith(LINKED) ? Optional.of(matter.substring(LINKED.length())) : Optional.empty();
    }

    /// Whether there is nothing by which others could be like it.
    public boolean isNone() {
        return matters.isEmpty() && problem.isEmpty();
    }

    /// The same with the customer's number where we know it.
    public Likeness complainedBy(Optional<String> number) {
        return new Likeness(matters, problem, number.flatMap(Likeness::sameAs).or(() -> complainant), receivedAt);
    }

    private static boolean counts(TicketLife life) {
        boolean stands = switch (life.stage()) {
            case Stage.Closed closed -> isComplaint(closed.kind());
            case Stage.Archived archived -> isComplaint(archived.kind());
            default -> true;
        };
        return stands && life.profile().isPresent() && !FollowUps.isInvalid(life);
    }

    private static boolean isComplaint(Stage.Kind kind) {
        return switch (kind) {
            case FINISHED, SETTLED_AT_ONCE, SPECIALLY, UNREACHABLE -> true;
            case NO_COMPLAINT, NOT_ACCEPTED, WITHDRAWN -> false;
        };
    }

    /// A leaf of each axis; empty when one of them is open or "other": what is neither this nor that is like
    /// nothing.
    private static Optional<String> stand(Profile profile, Matter matter, TicketLife life) {
        Map<String, String> leaves = life.leaves(profile);
        List<String> stands = new ArrayList<>();
        for (String axis : matter.axes()) {
            String leaf = leaves.getOrDefault(axis, Taxonomy.NOT_YET_DETERMINED);
            if (leaf.equals(Taxonomy.NOT_YET_DETERMINED) || leaf.equals(Taxonomy.OTHER)) {
                return Optional.empty();
            }
            stands.add("/" + axis + "=" + leaf);
        }
        return Optional.of(String.join("", stands));
    }

    private static Optional<String> named(Matter matter, TicketLife life) {
        Map<Intake.Field, String> said = life.described();
        List<String> names = matter.fields().stream()
                .flatMap(field -> Optional.ofNullable(said.get(field)).flatMap(Likeness::plain).stream()
                        .map(name -> "/" + Ids.of(field) + "=" + name))
                .toList();
        return names.size() == matter.fields().size() ? Optional.of(String.join("", names)) : Optional.empty();
    }

    /// A number is the same with and without its country.
    private static Optional<String> sameAs(String contact) {
        return plain(contact).map(text -> {
            Matcher number = NUMBER.matcher(text);
            return number.find() ? number.group().substring(number.group().length() - LONGEST_NUMBER) : text;
        });
    }

    /// As two people would write it who write the same: no spaces, no punctuation, small letters, narrow ones for
    /// wide.
    ///
    /// @return empty when nothing is left, or too much
    static Optional<String> plain(String text) {
        String left = text.codePoints()
                .map(point -> point >= FULL_WIDTH_FROM && point <= FULL_WIDTH_UNTIL ? point - FULL_WIDTH : point)
                .filter(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .collect(Collectors.joining())
                .toLowerCase(Locale.ROOT);
        return left.isEmpty() || left.length() > LONGEST_NAME ? Optional.empty() : Optional.of(left);
    }
}

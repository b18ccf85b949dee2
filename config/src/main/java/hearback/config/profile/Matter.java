package hearback.config.profile;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What makes complaints of several people be about one matter without anybody saying so: they stand at the same leaf
/// of each of these axes, and each of these fields says the same (S3-88, S3-91). The sources do not say it more
/// closely.
///
/// @param axes by their ids; a leaf that is not determined yet, or is "other", is like no other
/// @param fields that must all be written down
public record Matter(RuleId rule, List<String> axes, List<Intake.Field> fields) {
    /// Those that tell one place or thing from another. The others are about the customer or are told in sentences.
    public static final Set<Intake.Field> NAMING =
            Set.copyOf(EnumSet.of(Intake.Field.SUBJECT, Intake.Field.PLACE, Intake.Field.KEY));

    public Matter {
        axes = List.copyOf(axes);
        fields = List.copyOf(fields);
    }
}

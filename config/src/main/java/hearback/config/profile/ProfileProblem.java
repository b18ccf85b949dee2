package hearback.config.profile;

/// One thing that is wrong with a profile.
///
/// @param path where in the document: `clocks[3].length`; empty for the whole
/// @param rule of the sources that asks for it to be otherwise; `ours` when only we do
/// @param reason what is wrong and what would be right
public record ProfileProblem(String path, RuleId rule, String reason) {
    @Override
    public String toString() {
        String where = path.isEmpty() ? "" : path + ": ";
        return where + reason + (rule.equals(RuleId.OURS) ? "" : " (" + rule + ")");
    }
}

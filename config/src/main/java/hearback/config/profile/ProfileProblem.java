package hearback.config.profile;

/// One thing that is wrong with a profile.
///
/// @param path where in the document: `clocks[3].length`; empty for the whole
/// @param reason what is wrong and what would be right
public record ProfileProblem(String path, String reason) {
    @Override
    public String toString() {
        return path.isEmpty() ? reason : path + ": " + reason;
    }
}

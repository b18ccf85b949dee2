package hearback.config.profile;

/// What people read: Chinese first, English beside it.
public record Names(String zh, String en) {
    public Names {
        if (zh.isBlank() || en.isBlank()) {
            throw new IllegalArgumentException("a name is written in both languages: " + zh + " / " + en);
        }
    }
}

package hearback.config.profile;

/// The way a complaint came (regulation a.1; S0-61, S1-41).
public enum Channel {
    PHONE,
    VISIT,
    LETTER,
    FAX,
    EMAIL,
    WEB,
    SMS,
    COMMENT_BOOK,
    MEDIA,
    /// From an outside body: ministry, association, government hotline.
    TRANSFERRED,
    /// From our own head office.
    HEAD_OFFICE,
    /// Heard in a follow-up (S4-46).
    FOLLOW_UP
}

package hearback.config.profile;

/// Who works on complaints, by the name of the role that an account has (regulation a.10).
public enum Post {
    AGENT,
    DISPATCHER,
    DEPARTMENT,
    FOLLOW_UP,
    QUALITY,
    /// Also the leader whose signature a text asks for.
    SUPERVISOR,
    AUDITOR,
    ADMINISTRATOR
}

package hearback.config.profile;

/// What a complaint is, several of them at once (regulation a.2). Without any it is ordinary.
public enum ClassFlag {
    /// 重大
    MAJOR,
    /// 批量: one of many with one cause.
    BATCH,
    /// 重复: the customer calls again while it is in progress (S0-10).
    REPEAT_IN_PROGRESS,
    /// 重复: the customer is dissatisfied with an earlier result (S0-11).
    REPEAT_DISSATISFIED,
    /// 升级: passed on by an outside body (S0-13). Not the same as leapfrog (S0-50).
    ESCALATED,
    /// 越级: the customer went past us to a higher level.
    LEAPFROG,
    /// 集中: many about one issue over a period (S4-58).
    CONCENTRATED,
    ANONYMOUS,
    MEDIA,
    /// Takes longer by its category (S0-63).
    COMPLEX
}

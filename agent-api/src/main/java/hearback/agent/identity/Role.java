package hearback.agent.identity;

import static hearback.agent.identity.Permission.ASK_CALLBACKS;
import static hearback.agent.identity.Permission.DECIDE_UNREACHABLE;
import static hearback.agent.identity.Permission.IMPORT_CALLBACKS;
import static hearback.agent.identity.Permission.KEEP_DO_NOT_CALL;
import static hearback.agent.identity.Permission.PAUSE_CALLBACKS;
import static hearback.agent.identity.Permission.PLAY_RECORDINGS;
import static hearback.agent.identity.Permission.READ_AUDIT;
import static hearback.agent.identity.Permission.READ_BOARD;
import static hearback.agent.identity.Permission.READ_CALLBACKS;
import static hearback.agent.identity.Permission.READ_CALLS;
import static hearback.agent.identity.Permission.READ_FIGURES;
import static hearback.agent.identity.Permission.READ_LINES;
import static hearback.agent.identity.Permission.READ_METRICS;
import static hearback.agent.identity.Permission.READ_PROFILES;
import static hearback.agent.identity.Permission.READ_RECORDINGS;
import static hearback.agent.identity.Permission.READ_TICKETS;
import static hearback.agent.identity.Permission.SEE_NUMBERS;
import static hearback.agent.identity.Permission.TRY_PROFILES;
import static hearback.agent.identity.Permission.VERIFY_AUDIT;
import static hearback.agent.identity.Permission.WITHDRAW_CALLBACKS;
import static hearback.agent.identity.Permission.WORK_ON_TICKETS;

import java.util.Set;

/// What somebody is here for; each role has the fewest rights its work needs.
///
/// Source: regulation a.10; the people of the product.
public enum Role {
    /// Hotline agent (坐席): talks with customers, so he sees their numbers.
    AGENT,
    /// Complaint centre (派单): passes matters on, and listens again before it does.
    DISPATCHER,
    /// Handling department (处理部门): the complainant is not shown to the one complained about (regulation S3-03).
    DEPARTMENT,
    /// Follow-up caller (回访).
    FOLLOW_UP,
    /// Quality staff (质检): hears, and does not ring anybody.
    QUALITY,
    /// Shift leader (班长).
    SUPERVISOR,
    /// Proves what was done; changes nothing.
    AUDITOR,
    /// Sets the house up; has every right, the first token is his.
    ADMINISTRATOR;

    public boolean may(Permission permission) {
        return permissions().contains(permission);
    }

    private Set<Permission> permissions() {
        return switch (this) {
            case AGENT ->
                Set.of(
                        READ_CALLS,
                        READ_TICKETS,
                        READ_PROFILES,
                        WORK_ON_TICKETS,
                        READ_CALLBACKS,
                        ASK_CALLBACKS,
                        READ_RECORDINGS,
                        READ_BOARD,
                        SEE_NUMBERS);
            case DISPATCHER ->
                Set.of(
                        READ_CALLS,
                        READ_TICKETS,
                        READ_PROFILES,
                        WORK_ON_TICKETS,
                        READ_CALLBACKS,
                        ASK_CALLBACKS,
                        WITHDRAW_CALLBACKS,
                        READ_RECORDINGS,
                        PLAY_RECORDINGS,
                        READ_BOARD);
            case DEPARTMENT -> Set.of(READ_TICKETS, WORK_ON_TICKETS);
            case FOLLOW_UP ->
                Set.of(
                        READ_CALLS,
                        READ_TICKETS,
                        READ_PROFILES,
                        WORK_ON_TICKETS,
                        READ_CALLBACKS,
                        ASK_CALLBACKS,
                        READ_RECORDINGS,
                        SEE_NUMBERS);
            case QUALITY ->
                Set.of(
                        READ_CALLS,
                        READ_TICKETS,
                        READ_PROFILES,
                        WORK_ON_TICKETS,
                        READ_RECORDINGS,
                        PLAY_RECORDINGS,
                        READ_FIGURES);
            case SUPERVISOR ->
                Set.of(
                        READ_CALLS,
                        READ_TICKETS,
                        READ_PROFILES,
                        WORK_ON_TICKETS,
                        READ_CALLBACKS,
                        ASK_CALLBACKS,
                        IMPORT_CALLBACKS,
                        WITHDRAW_CALLBACKS,
                        DECIDE_UNREACHABLE,
                        PAUSE_CALLBACKS,
                        KEEP_DO_NOT_CALL,
                        READ_RECORDINGS,
                        PLAY_RECORDINGS,
                        READ_BOARD,
                        READ_LINES,
                        SEE_NUMBERS,
                        TRY_PROFILES,
                        READ_FIGURES,
                        READ_METRICS);
            case AUDITOR ->
                Set.of(
                        READ_CALLS,
                        READ_TICKETS,
                        READ_PROFILES,
                        READ_CALLBACKS,
                        READ_RECORDINGS,
                        PLAY_RECORDINGS,
                        READ_BOARD,
                        READ_LINES,
                        READ_FIGURES,
                        READ_METRICS,
                        READ_AUDIT,
                        VERIFY_AUDIT);
            case ADMINISTRATOR -> Set.of(Permission.values());
        };
    }
}

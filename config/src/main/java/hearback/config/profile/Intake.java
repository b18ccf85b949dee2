package hearback.config.profile;

import hearback.config.calendar.WorkingHours;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How a complaint comes in.
///
/// @param channels by which it may
/// @param required fields without which it cannot be submitted (S1-24, S4-51)
/// @param documentsFirst it may wait for documents before it is accepted, and no clock of acceptance runs (S3-92)
/// @param onRepeat what a call about an open matter does (S0-10, S4-62)
/// @param urgesToUrgent so many urges raise the priority by one level (S0-52)
/// @param recheck which majors must be listened to again before dispatch (S3-61); empty: none
/// @param escalatedDesk when somebody is there for what outside bodies pass on (S0-13); empty: no such desk
public record Intake(
        Set<Channel> channels,
        Set<Field> required,
        boolean documentsFirst,
        OnRepeat onRepeat,
        int urgesToUrgent,
        Optional<RecheckGate> recheck,
        Optional<EscalatedDesk> escalatedDesk) {
    public Intake {
        channels = Set.copyOf(channels);
        required = Set.copyOf(required);
    }

    /// What is written down at intake (a.1).
    public enum Field {
        CONTENT,
        COMPLAINANT_NAME,
        CONTACT,
        OCCURRED_AT,
        DEMAND,
        EVIDENCE,
        SUBJECT,
        PLACE,
        /// The industry's own key: plate number, meter, room (S2-29).
        KEY
    }

    /// @param hours of every day of the year, by the wall clock of the calendar's zone
    public record EscalatedDesk(RuleId rule, List<WorkingHours> hours) {
        public EscalatedDesk {
            hours = List.copyOf(hours);
        }
    }

    /// What a call about an open matter does.
    public enum OnRepeat {
        URGES,
        OPENS_LINKED
    }

    /// Any one of these sends the ticket through the gate.
    ///
    /// @param amountOver strictly more than this (S3-62)
    /// @param triggers others, as they are ticked at intake
    /// @param sitesWithoutRecording exempt by the text: "有录音设备的" (b.7)
    public record RecheckGate(
            RuleId rule, BigDecimal amountOver, List<Circumstance> triggers, Set<String> sitesWithoutRecording) {
        public RecheckGate {
            triggers = List.copyOf(triggers);
            sitesWithoutRecording = Set.copyOf(sitesWithoutRecording);
        }
    }
}

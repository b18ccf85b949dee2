package hearback.telephony.call;

import java.time.Duration;
import java.time.Instant;

/// Something concluded about a call: stored, followed, never changed.
///
/// Facts are made so that a call is the *set* of its facts: each has a key, the same key is the same fact, and what a
/// call comes to does not depend on the order in which its facts were heard (decision 0002). That is what makes
/// doubled, swapped and replayed events harmless.
public sealed interface CallFact {
    Instant at();

    /// Names this fact within its call; a second fact with the same key says nothing new. The key holds the
    /// server's own time wherever the record depends on what the fact says besides its key, so that two facts of
    /// one key are one fact, whichever came first.
    String key();

    /// A fact about one leg; all but [PartMissed] and [Ended].
    sealed interface OfLeg extends CallFact {
        LegId leg();
    }

    /// A channel was seen for the first time, or was found in the server's list later. Of several about one leg the
    /// earliest says how the leg began: a list tells the channel's present place in the dialplan, not its first.
    record LegAppeared(
            Instant at,
            LegId leg,
            String channel,
            InertText callerNumber,
            InertText callerName,
            String context,
            String exten)
            implements OfLeg {
        @Override
        public String key() {
            return "appeared " + leg.uniqueid() + " " + at;
        }
    }

    record LegRang(Instant at, LegId leg) implements OfLeg {
        @Override
        public String key() {
            return "rang " + leg.uniqueid();
        }
    }

    /// The network sent early media (183) for a leg that we dialled.
    record LegHeardEarly(Instant at, LegId leg) implements OfLeg {
        @Override
        public String key() {
            return "early " + leg.uniqueid();
        }
    }

    record LegAnswered(Instant at, LegId leg) implements OfLeg {
        @Override
        public String key() {
            return "answered " + leg.uniqueid();
        }
    }

    record Queued(Instant at, LegId leg, QueueName queue, int position) implements OfLeg {
        @Override
        public String key() {
            return "queued " + leg.uniqueid() + " " + at;
        }
    }

    record Abandoned(Instant at, LegId leg, QueueName queue, Duration waited) implements OfLeg {
        @Override
        public String key() {
            return "abandoned " + leg.uniqueid() + " " + at;
        }
    }

    record AgentRang(Instant at, LegId leg, LegId agentLeg, AgentId agent, QueueName queue) implements OfLeg {
        @Override
        public String key() {
            return "agent-rang " + agentLeg.uniqueid();
        }
    }

    record AgentTook(Instant at, LegId leg, LegId agentLeg, AgentId agent, QueueName queue, Duration waited)
            implements OfLeg {
        @Override
        public String key() {
            return "agent-took " + agentLeg.uniqueid();
        }
    }

    record BridgeEntered(Instant at, LegId leg, BridgeId bridge) implements OfLeg {
        @Override
        public String key() {
            return "entered " + leg.uniqueid() + " " + bridge.text() + " " + at;
        }
    }

    record BridgeLeft(Instant at, LegId leg, BridgeId bridge) implements OfLeg {
        @Override
        public String key() {
            return "left " + leg.uniqueid() + " " + bridge.text() + " " + at;
        }
    }

    record RecordingBegan(Instant at, LegId leg, SoundFile file) implements OfLeg {
        @Override
        public String key() {
            return "recording " + leg.uniqueid() + " " + at + " " + file.path();
        }
    }

    record SurveyAnswered(Instant at, LegId leg, SurveyAnswer answer) implements OfLeg {
        @Override
        public String key() {
            return "survey " + leg.uniqueid() + " " + answer.question() + " " + at;
        }
    }

    record DialReported(Instant at, LegId leg, boolean answered, int reason) implements OfLeg {
        @Override
        public String key() {
            return "dial " + leg.uniqueid() + " " + answered + " " + reason;
        }
    }

    record LegEnded(Instant at, LegId leg, HangupCause cause, LegState finalState) implements OfLeg {
        @Override
        public String key() {
            return "ended " + leg.uniqueid();
        }
    }

    record LegLost(Instant at, LegId leg, LostReason reason) implements OfLeg {
        @Override
        public String key() {
            return "lost " + leg.uniqueid() + " " + at;
        }
    }

    /// Dialling this leg failed, and no channel was ever made for it: nobody was rung. Concluded only where
    /// nothing was missed since `heardSince`; for an attempt that was committed before that it proves nothing.
    ///
    /// @param heardSince everything the server said since then was heard, by our own time
    record LegNeverCame(Instant at, LegId leg, Instant heardSince) implements OfLeg {
        @Override
        public String key() {
            return "never-came " + leg.uniqueid() + " " + heardSince;
        }
    }

    /// Part of the call fell into a gap, and is known from somebody else. `at` is the gap's beginning.
    record PartMissed(MissedPart part) implements CallFact {
        @Override
        public Instant at() {
            return part.gapFrom();
        }

        @Override
        public String key() {
            return "missed " + part.witness() + " " + part.gapFrom() + " " + part.gapReason();
        }
    }

    /// Every leg is gone and the settling time has passed: the call is over, and its record stands.
    record Ended(Instant at) implements CallFact {
        @Override
        public String key() {
            return "over";
        }
    }
}

package hearback.telephony.call;

import java.time.Duration;

/// Whether two facts, told by two witnesses, are of one thing that happened.
final class SameThing {
    private SameThing() {}

    /// @param near how much the times of what can happen more than once may differ
    static boolean is(CallFact one, CallFact other, Duration near) {
        return what(one).equals(what(other))
                && (!isRepeatable(one)
                        || Duration.between(one.at(), other.at()).abs().compareTo(near) <= 0);
    }

    /// What happened, without its time.
    private static String what(CallFact fact) {
        return switch (fact) {
            case CallFact.LegAppeared it -> "appeared " + it.leg().uniqueid();
            case CallFact.Queued it -> "queued " + it.leg().uniqueid() + " " + it.queue();
            case CallFact.Abandoned it -> "abandoned " + it.leg().uniqueid() + " " + it.queue();
            case CallFact.BridgeEntered it ->
                "entered " + it.leg().uniqueid() + " " + it.bridge().text();
            case CallFact.BridgeLeft it ->
                "left " + it.leg().uniqueid() + " " + it.bridge().text();
            case CallFact.RecordingBegan it ->
                "recording " + it.leg().uniqueid() + " " + it.file().path();
            // Each question is asked once in a call.
            case CallFact.SurveyAnswered it ->
                "survey " + it.leg().uniqueid() + " " + it.answer().question();
            case CallFact.LegLost it -> "lost " + it.leg().uniqueid();
            case CallFact.LegRang _,
                    CallFact.LegHeardEarly _,
                    CallFact.LegAnswered _,
                    CallFact.AgentRang _,
                    CallFact.AgentTook _,
                    CallFact.DialReported _,
                    CallFact.LegEnded _,
                    CallFact.LegNeverCame _,
                    CallFact.PartMissed _,
                    CallFact.Ended _ -> fact.key();
        };
    }

    /// A leg can be put into a queue or a bridge again; everything else happens to it once.
    private static boolean isRepeatable(CallFact fact) {
        return fact instanceof CallFact.Queued
                || fact instanceof CallFact.Abandoned
                || fact instanceof CallFact.BridgeEntered
                || fact instanceof CallFact.BridgeLeft;
    }
}

package hearback.telephony.flow;

import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.LegId;
import hearback.telephony.callback.AttemptId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the calls of our attempts: as soon as the network is heard in the customer's place it is listened to,
/// until somebody answers. What cannot be listened to is judged by the network's cause alone.
public final class HearEarlyMedia implements CallFollower {
    /// The place in the facts is kept under this name.
    public static final String NAME = "early-media";

    private static final Logger log = LoggerFactory.getLogger(HearEarlyMedia.class);

    /// Whoever follows from further behind finds the announcement over.
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final EarlyEar ear;
    private final InstantSource time;

    /// @param ear of every server
    public HearEarlyMedia(EarlyEar ear, InstantSource time) {
        this.ear = ear;
        this.time = time;
    }

    @Override
    public boolean takesCallsAtOnce() {
        return true;
    }

    @Override
    public void on(CallNews news) {
        switch (news.fact()) {
            case CallFact.LegHeardEarly early ->
                attempt(early.leg(), news.call())
                        .filter(_ -> isNow(early, news.call()))
                        .ifPresent(attempt -> tell("not listened to", early.leg(), leg -> ear.listen(leg, attempt)));
            case CallFact.LegAnswered answered -> stop(answered.leg(), news.call());
            // Said again: the first may have come before there was anything to end.
            case CallFact.BridgeEntered entered -> stop(entered.leg(), news.call());
            case CallFact.Queued queued -> stop(queued.leg(), news.call());
            case CallFact.OfLeg _, CallFact.PartMissed _, CallFact.Ended _ -> {}
        }
    }

    private void stop(LegId leg, CallRecord call) {
        if (call.customerEnd().earlyMedia() && attempt(leg, call).isPresent()) {
            tell("listened to further", leg, ear::endListening);
        }
    }

    /// Whose customer's leg this is; empty for any other.
    private static Optional<AttemptId> attempt(LegId leg, CallRecord call) {
        return call.customerLeg().filter(leg::equals).flatMap(_ -> AttemptId.ofCall(call.id()));
    }

    private boolean isNow(CallFact.LegHeardEarly early, CallRecord call) {
        return call.endedAt().isEmpty()
                && !call.customerEnd().answered()
                && early.at().isAfter(time.instant().minus(FRESH));
    }

    private static void tell(String otherwise, LegId leg, Consumer<LegId> what) {
        try {
            what.accept(leg);
        } catch (LineDown down) {
            log.warn("early media {} leg={}: {}", otherwise, leg, down.getMessage());
        }
    }
}

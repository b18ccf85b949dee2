package hearback.telephony.flow;

import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes what is still kept of what was heard early though its attempt is over: the end of its call was never told,
/// or whoever settled it died before he deleted it.
///
/// An attempt is settled by what was heard, so nobody needs that of one that is. Of an attempt that the store does not
/// know nothing is deleted: it may be another installation's that records to the same folder.
public final class ClearEarlyMedia {
    private static final Logger log = LoggerFactory.getLogger(ClearEarlyMedia.class);

    private final EarlyMedia early;
    private final PlanStore plans;

    public ClearEarlyMedia(EarlyMedia early, PlanStore plans) {
        this.early = early;
        this.plans = plans;
    }

    /// @return of how many attempts it was to be deleted
    /// @throws StoreUnavailable when the store could not be asked: the next run deletes the rest
    public int runOnce() {
        int count = 0;
        for (AttemptId attempt : early.kept()) {
            if (isOver(attempt)) {
                log.info("early media left over attempt={}", attempt);
                early.forget(attempt);
                count++;
            }
        }
        return count;
    }

    private boolean isOver(AttemptId attempt) {
        return plans.findByAttempt(attempt)
                .flatMap(plan -> plan.attempt(attempt))
                .filter(one -> one.state() instanceof AttemptState.Settled)
                .isPresent();
    }
}

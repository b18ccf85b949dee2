package hearback.telephony.flow;

import hearback.telephony.call.CallRecord;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.queue.Member;
import java.util.List;

/// Offered: what is going on now, as this process sees it. May be lost and is rebuilt from the line.
public interface Board {
    List<Member> members();

    /// How far this board sees.
    default Sharing sharing() {
        return Sharing.ALONE;
    }

    /// Tells this watcher each change from now on; a slow watcher must not block: it hands over and returns.
    void watch(Watcher watcher);

    /// Whether what other nodes hear is seen here.
    enum Sharing {
        /// It is not meant to be: there is no Redis.
        ALONE,
        /// Yes.
        SHARED,
        /// It should be, and is not now: Redis is away. Of servers other nodes listen to, nothing is known.
        CUT_OFF
    }

    /// Hears of live changes. Nothing is repeated for a watcher that was away.
    interface Watcher {
        void callChanged(CallRecord call, PhoneNumber customer);

        void memberChanged(Member member);
    }
}

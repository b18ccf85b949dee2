package hearback.telephony.flow;

import hearback.telephony.call.CallRecord;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.queue.Member;
import java.util.List;

/// Offered: what is going on now, as this process sees it. May be lost and is rebuilt from the line.
public interface Board {
    List<Member> members();

    /// Tells this watcher each change from now on; a slow watcher must not block: it hands over and returns.
    void watch(Watcher watcher);

    /// Hears of live changes. Nothing is repeated for a watcher that was away.
    interface Watcher {
        void callChanged(CallRecord call, PhoneNumber customer);

        void memberChanged(Member member);
    }
}

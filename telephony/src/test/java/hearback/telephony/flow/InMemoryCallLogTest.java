package hearback.telephony.flow;

import hearback.telephony.call.ServerName;
import hearback.telephony.testing.InMemoryCallLog;
import java.time.Duration;

class InMemoryCallLogTest extends CallLogContract {
    private final InMemoryCallLog log = new InMemoryCallLog(READER);
    private long fence;

    @Override
    protected CallLog log() {
        return log;
    }

    @Override
    protected LineLease.Held hold(ServerName held) {
        log.fence(held, ++fence);
        return new LineLease.Held(held, fence, NOW.plus(Duration.ofMinutes(1)));
    }
}

package hearback.telephony.flow;

import hearback.telephony.call.ServerName;
import hearback.telephony.testing.InMemoryLineHistory;

class InMemoryLineHistoryTest extends LineHistoryContract {
    private final InMemoryLineHistory history = new InMemoryLineHistory();

    @Override
    protected LineHistory history() {
        return history;
    }

    @Override
    protected LineLease.Held hold(ServerName server) {
        return new LineLease.Held(server, 1, NOW.plusSeconds(60));
    }

    @Override
    protected void takeOver(ServerName server) {
        history.fence(server, 2);
    }
}

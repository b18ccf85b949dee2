package hearback.telephony.testing;

import hearback.telephony.call.ServerName;
import hearback.telephony.flow.PlanStore;

class InMemorySeveralNumbersTest extends SeveralNumbersContract {
    private InMemoryPlanStore store = new InMemoryPlanStore();

    @Override
    protected PlanStore emptyStore() {
        store = new InMemoryPlanStore();
        return store;
    }

    @Override
    protected void fence(ServerName server, long fence) {
        store.fence(server, fence);
    }
}

package hearback.telephony.testing;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.flow.HoldStore;
import hearback.telephony.flow.PlanStore;
import java.time.Instant;

class InMemoryHoldStoreTest extends HoldStoreContract {
    private InMemoryHoldStore holds = new InMemoryHoldStore();
    private InMemoryPlanStore plans = new InMemoryPlanStore(holds);

    @Override
    protected HoldStore emptyStore() {
        holds = new InMemoryHoldStore();
        plans = new InMemoryPlanStore(holds);
        return holds;
    }

    @Override
    protected PlanStore plansBeside() {
        return plans;
    }

    @Override
    protected void fence(ServerName server, long fence) {
        plans.fence(server, fence);
    }

    @Override
    protected void rings(PhoneNumber.Known number, Instant since) {
        holds.rings(number);
    }

    @Override
    protected void rangOff(PhoneNumber.Known number) {
        holds.rangOff(number);
    }
}

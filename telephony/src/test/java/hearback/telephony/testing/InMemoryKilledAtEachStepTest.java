package hearback.telephony.testing;

import hearback.telephony.flow.PlanStore;

class InMemoryKilledAtEachStepTest extends KilledAtEachStep {
    private final InMemoryPlanStore store = new InMemoryPlanStore();

    @Override
    protected PlanStore emptyStore() {
        return store;
    }

    @Override
    protected void fence(long fence) {
        store.fence(CallbackNode.MAIN, fence);
    }
}

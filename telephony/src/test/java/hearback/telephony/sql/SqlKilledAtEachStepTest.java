package hearback.telephony.sql;

import hearback.telephony.flow.PlanStore;
import hearback.telephony.testing.CallbackNode;
import hearback.telephony.testing.KilledAtEachStep;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlKilledAtEachStepTest extends KilledAtEachStep {
    @RegisterExtension
    private static final PlanTables TABLES = new PlanTables();

    @Override
    protected PlanStore emptyStore() {
        return TABLES.emptied();
    }

    @Override
    protected void fence(long fence) {
        TABLES.fence(CallbackNode.MAIN, fence);
    }
}

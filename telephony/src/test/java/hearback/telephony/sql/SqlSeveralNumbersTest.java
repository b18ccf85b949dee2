package hearback.telephony.sql;

import hearback.telephony.call.ServerName;
import hearback.telephony.flow.PlanStore;
import hearback.telephony.testing.SeveralNumbersContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlSeveralNumbersTest extends SeveralNumbersContract {
    @RegisterExtension
    private static final PlanTables TABLES = new PlanTables();

    @Override
    protected PlanStore emptyStore() {
        return TABLES.emptied();
    }

    @Override
    protected void fence(ServerName server, long fence) {
        TABLES.fence(server, fence);
    }
}

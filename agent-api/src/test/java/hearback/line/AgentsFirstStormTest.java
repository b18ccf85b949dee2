package hearback.line;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// As [NodesStormTest], where an agent is rung before the customer: what fell on an attempt while it rang the agent
/// rings no customer a second time, and loses none. The whole: `deploy/prove/storm 2000 100 SEED agents`.
@Tag("line")
class AgentsFirstStormTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void rings_no_customer_twice_and_loses_nobody() {
        try (NodesStorm storm = NodesStorm.start(folder, RungFirst.AGENT, NodesStorm.Size.or(20, 3));
                Callees agents = CountedAgents.instead(storm.two.pbx, folder)) {
            NodesLedger ledger = storm.over();
            AgentsLedger agentsLedger = new AgentsLedger(ledger, agents.rung());
            System.out.println("storm: " + agentsLedger.summary());
            ledger.holds();
            agentsLedger.holds();
        }
    }
}

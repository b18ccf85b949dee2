package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.HangupCause;
import hearback.telephony.call.TrunkName;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptOutcome.Kind;
import hearback.telephony.callback.TrunkHealth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchCausesTest {
    private static final TrunkName CARRIER = new TrunkName("carrier");
    private static final TrunkName OTHER = new TrunkName("other");

    private final Map<TrunkName, List<TrunkHealth.Seen>> seen = new HashMap<>();
    private final WatchCauses watch =
            new WatchCauses(List.of(CARRIER, OTHER), trunk -> seen.getOrDefault(trunk, List.of()));

    @Test
    void the_trunk_whose_causes_change_is_named_while_they_do() {
        seen.put(CARRIER, newestFirst(50, Kind.SWITCHED_OFF, 150, Kind.BUSY));
        seen.put(OTHER, newestFirst(50, Kind.BUSY, 150, Kind.BUSY));
        assertThat(watch.problems()).isEmpty();

        assertThat(watch.runOnce()).isZero();
        assertThat(watch.problems()).singleElement().asString().contains("carrier", "100 %", "SWITCHED_OFF", "0 %");

        seen.put(CARRIER, newestFirst(200, Kind.SWITCHED_OFF, 150, Kind.BUSY));
        assertThat(watch.runOnce()).isZero();
        assertThat(watch.problems()).isEmpty();
    }

    private static List<TrunkHealth.Seen> newestFirst(int many, Kind kind, int before, Kind other) {
        List<TrunkHealth.Seen> all = new ArrayList<>(Collections.nCopies(many, of(kind)));
        all.addAll(Collections.nCopies(before, of(other)));
        return all;
    }

    private static TrunkHealth.Seen of(Kind kind) {
        return new TrunkHealth.Seen(new AttemptOutcome.NotReached(kind, HangupCause.NOT_SAID), Instant.EPOCH);
    }
}

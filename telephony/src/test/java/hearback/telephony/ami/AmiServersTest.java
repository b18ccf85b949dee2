package hearback.telephony.ami;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.telephony.call.LegId;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.flow.LineDown;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AmiServersTest {
    private static final AttemptId ATTEMPT = new AttemptId(new UUID(0x1234, 0xabcd));
    private static final ServerName GONE = new ServerName("gone");

    private final AmiServers servers = new AmiServers(List.of());

    @Test
    void a_server_that_no_line_leads_to_any_more_is_down() {
        var leg = new LegId(GONE, "1795410553.12");

        assertThatThrownBy(() -> servers.listen(leg, ATTEMPT)).isInstanceOf(LineDown.class);
        assertThatThrownBy(() -> servers.endListening(leg)).isInstanceOf(LineDown.class);
        assertThatThrownBy(() -> servers.drop(attempt())).isInstanceOf(LineDown.class);
    }

    private static Attempt attempt() {
        return new Attempt(
                ATTEMPT,
                new CallbackId(new UUID(1, 1)),
                1,
                new PhoneNumber.Known("+8613800138000"),
                GONE,
                1,
                Instant.EPOCH,
                new AttemptState.Released(Instant.EPOCH));
    }
}

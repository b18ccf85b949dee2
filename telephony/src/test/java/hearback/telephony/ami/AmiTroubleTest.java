package hearback.telephony.ami;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.config.LineSettings;
import java.net.ConnectException;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.TimeoutException;
import org.junit.jupiter.api.Test;

class AmiTroubleTest {
    private static final LineSettings LINE = AmiLines.to(5038);

    @Test
    void a_wrong_secret_names_the_settings_and_the_place_to_compare_with() {
        assertThat(AmiTrouble.refused(LINE, new AuthenticationFailedException("Authentication failed")))
                .contains(
                        "127.0.0.1:5038",
                        "Authentication failed",
                        "AMI_USERNAME (now hearback)",
                        "AMI_SECRET",
                        "lines[]",
                        "manager.conf")
                .doesNotContain(AmiLines.SECRET);
    }

    @Test
    void a_server_that_is_away_names_the_address_and_its_settings() {
        assertThat(AmiTrouble.unreached(LINE, new ConnectException("Connection refused")))
                .contains("127.0.0.1:5038", "Connection refused", "AMI_HOST and AMI_PORT", "lines[]");
    }

    @Test
    void a_port_where_something_else_listens_is_doubted() {
        assertThat(AmiTrouble.silent(LINE, new TimeoutException("no answer")))
                .contains("127.0.0.1:5038", "no answer", "Is that an Asterisk", "AMI_PORT");
    }
}

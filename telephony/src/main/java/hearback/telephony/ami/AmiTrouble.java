package hearback.telephony.ami;

import hearback.config.LineSettings;
import java.io.IOException;
import org.asteriskjava.manager.AuthenticationFailedException;

/// Why a server's manager interface cannot be used, in words an operator can act on. Never the secret.
final class AmiTrouble {
    private AmiTrouble() {}

    /// Asterisk says the same for an unknown user, a wrong secret and an address that is not permitted.
    static String refused(LineSettings line, AuthenticationFailedException refused) {
        return "login refused by " + place(line) + ": " + refused.getMessage() + ". Correct AMI_USERNAME (now "
                + line.username() + ") and AMI_SECRET (lines[].username and secret) to what manager.conf has there, and"
                + " see that its permit lines let this machine in";
    }

    static String unreached(LineSettings line, IOException failed) {
        return "not connected to " + place(line) + ": " + failed.getMessage()
                + ". Start Asterisk there with enabled=yes in manager.conf, or correct AMI_HOST and AMI_PORT"
                + " (lines[].host and port)";
    }

    static String silent(LineSettings line, Exception failed) {
        return "not logged in at " + place(line) + ": " + failed.getMessage()
                + ". Is that an Asterisk manager interface? See AMI_HOST and AMI_PORT (lines[].host and port)";
    }

    private static String place(LineSettings line) {
        return line.host() + ":" + line.port();
    }
}

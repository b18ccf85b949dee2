package hearback.telephony.flow;

import hearback.telephony.call.ServerName;

/// Another node acts for this server now; whatever this one still holds for it must not be written.
public final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LeaseLost(ServerName server, long fence) {
        super(server + ": fence " + fence + " is no longer the line's");
    }
}

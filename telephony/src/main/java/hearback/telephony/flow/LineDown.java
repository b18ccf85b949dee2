package hearback.telephony.flow;

import hearback.telephony.call.ServerName;

/// There is no usable AMI connection to this server, and nothing was sent.
public final class LineDown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LineDown(ServerName server, String why) {
        super(server + ": " + why);
    }
}

package hearback.telephony.call;

/// The name of one call for ever: its server and the Uniqueid of its first leg, so that the same call gets the same id
/// from every node, after every restart and however often it is heard of. Linkedid is not used: it changes when calls
/// merge (telephony facts; Asterisk commit 072b61bbed).
///
/// @param text `<server>-<uniqueid>`, for example `main-1795313984.2`
public record CallId(String text) {
    public CallId {
        int dash = text.indexOf('-');
        if (dash < 1 || dash == text.length() - 1) {
            throw new IllegalArgumentException("a call id is <server>-<uniqueid>: " + text);
        }
    }

    /// The id of the call whose first leg this is.
    public static CallId bornOf(LegId first) {
        return new CallId(first.server().text() + "-" + first.uniqueid());
    }

    /// The leg this call began with: the customer's, inbound and outbound.
    public LegId firstLeg() {
        int dash = text.indexOf('-');
        return new LegId(new ServerName(text.substring(0, dash)), text.substring(dash + 1));
    }

    @Override
    public String toString() {
        return text;
    }
}

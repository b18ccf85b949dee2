package hearback.telephony.call;

import java.util.regex.Pattern;

/// An agent as the line knows him: the user part of his endpoint, `1001` of `PJSIP/1001`.
public record AgentId(String text) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_.]{1,64}");

    public AgentId {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("agent id must be 1 to 64 of A-Z a-z 0-9 _ .");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}

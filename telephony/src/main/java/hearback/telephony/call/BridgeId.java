package hearback.telephony.call;

/// Where legs hear each other. Source: Asterisk AMI `BridgeUniqueid`, since 12.
public record BridgeId(String text) {}

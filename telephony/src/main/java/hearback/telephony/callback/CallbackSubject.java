package hearback.telephony.callback;

/// The asker's own word for why the customer is rung (`ticket:<id>`); opaque here.
public record CallbackSubject(String text) {
    public CallbackSubject {
        if (text.isBlank() || text.length() > 200) {
            throw new IllegalArgumentException("callback subject must have 1 to 200 characters");
        }
    }
}

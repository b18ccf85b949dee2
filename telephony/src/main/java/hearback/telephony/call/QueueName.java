package hearback.telephony.call;

/// A queue of Asterisk's app_queue, by the name in its configuration.
public record QueueName(String text) {
    public QueueName {
        if (text.isEmpty() || text.length() > 128) {
            throw new IllegalArgumentException("queue name must have 1 to 128 characters, has " + text.length());
        }
    }

    @Override
    public String toString() {
        return text;
    }
}

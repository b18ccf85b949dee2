package hearback.config;

/// A public number and the queue it leads to.
///
/// @param number as the dialplan sees it
/// @param queue name of the Asterisk queue
public record HotlineSettings(String number, String queue) {
    public HotlineSettings {
        new Checks()
                .that(number.matches("\\+?[0-9*#]{1,32}"), "number", "must be 1 to 32 digits as the dialplan sees them")
                .that(queue.matches("[^\\p{Cntrl},]{1,128}"), "queue", "must be 1 to 128 characters without a comma")
                .done();
    }
}

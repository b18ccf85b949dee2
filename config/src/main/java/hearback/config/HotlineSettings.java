package hearback.config;

/// A public number, the queue it leads to, and the institution whose rules its complaints go by.
///
/// @param number as the dialplan sees it
/// @param queue name of the Asterisk queue
/// @param profile name of the institution's profile
public record HotlineSettings(String number, String queue, String profile) {
    public HotlineSettings {
        new Checks()
                .that(number.matches("\\+?[0-9*#]{1,32}"), "number", "must be 1 to 32 digits as the dialplan sees them")
                .that(queue.matches("[^\\p{Cntrl},]{1,128}"), "queue", "must be 1 to 128 characters without a comma")
                .that(
                        ShippedProfiles.NAMES.contains(profile),
                        "profile",
                        "must be one of " + String.join(", ", ShippedProfiles.NAMES))
                .done();
    }
}

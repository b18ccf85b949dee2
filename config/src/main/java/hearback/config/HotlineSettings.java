package hearback.config;

import java.util.Optional;

/// A public number, the queue it leads to, and the institution whose rules its complaints go by.
///
/// @param number as the dialplan sees it
/// @param queue name of the Asterisk queue
/// @param profile name of the profile it begins with; empty: the default one. Once it was switched, the switch counts
public record HotlineSettings(String number, String queue, Optional<String> profile) {
    public HotlineSettings {
        new Checks()
                .that(number.matches("\\+?[0-9*#]{1,32}"), "number", "must be 1 to 32 digits as the dialplan sees them")
                .that(!number.equals("*"), "number", "must not be * alone, which stands for every hotline")
                .that(queue.matches("[^\\p{Cntrl},]{1,128}"), "queue", "must be 1 to 128 characters without a comma")
                .that(
                        profile.filter(name -> !name.matches(ProfileSettings.SHAPE))
                                .isEmpty(),
                        "profile",
                        ProfileSettings.NAMED_SO)
                .done();
    }
}

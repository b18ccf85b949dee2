package hearback.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// One Asterisk server that is listened to and dialled through.
///
/// @param name our name for it, part of every id: 1 to 24 of `a-z 0-9`, letter first
/// @param host where its manager interface (AMI) is
/// @param trunk what stands around a number in a dial string: `PJSIP/<number>@<trunk>`
/// @param callbackContext where an answered callback enters the dialplan
/// @param surveyContext where an answered survey enters it
/// @param callbackCallerId the calling number the customer sees
/// @param detailFile the file in which that server writes its channel events (CEL, one JSON object a line) as this
///     process sees it: calls that lived and died while nobody listened are found there
/// @param dialling whose telephone rings first
public record LineSettings(
        String name,
        String host,
        int port,
        String username,
        String secret,
        String trunk,
        String callbackContext,
        String surveyContext,
        String callbackCallerId,
        Optional<Path> detailFile,
        Dialling dialling) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,23}");
    static final Pattern DIALPLAN_WORD = Pattern.compile("[A-Za-z0-9_.-]{1,80}");

    public LineSettings {
        new Checks()
                .that(NAME.matcher(name).matches(), "name", "must be 1 to 24 of a-z 0-9, letter first")
                .oneLine("host", host)
                .port("port", port)
                .oneLine("username", username)
                .that(
                        !secret.isBlank(),
                        "secret",
                        "must not be empty: set AMI_SECRET to the secret of " + username + " in manager.conf")
                .that(secret.chars().noneMatch(Character::isISOControl), "secret", "must not hold control characters")
                .that(DIALPLAN_WORD.matcher(trunk).matches(), "trunk", "must be a name of A-Z a-z 0-9 _ . -")
                .that(
                        DIALPLAN_WORD.matcher(callbackContext).matches(),
                        "callback-context",
                        "must be a name of A-Z a-z 0-9 _ . -")
                .that(
                        DIALPLAN_WORD.matcher(surveyContext).matches(),
                        "survey-context",
                        "must be a name of A-Z a-z 0-9 _ . -")
                .that(
                        callbackCallerId.matches("\\+?[0-9]{1,15}"),
                        "callback-caller-id",
                        "must be 1 to 15 digits, with or without a leading +")
                .done();
    }

    /// A line through which the customer is rung first.
    public LineSettings(
            String name,
            String host,
            int port,
            String username,
            String secret,
            String trunk,
            String callbackContext,
            String surveyContext,
            String callbackCallerId,
            Optional<Path> detailFile) {
        this(
                name,
                host,
                port,
                username,
                secret,
                trunk,
                callbackContext,
                surveyContext,
                callbackCallerId,
                detailFile,
                new Dialling.CustomerFirst());
    }

    /// Never the secret.
    @Override
    public String toString() {
        return "LineSettings[" + name + " " + username + "@" + host + ":" + port + "]";
    }
}

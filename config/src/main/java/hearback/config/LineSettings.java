package hearback.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One Asterisk server that is listened to and dialled through.
///
/// @param name our name for it, part of every id: 1 to 24 of `a-z 0-9`, letter first
/// @param host where its manager interface (AMI) is
/// @param trunk what stands around a number in a dial string: `PJSIP/<number>@<trunk>`; with several trunks, of those
///     that have no name of their own
/// @param callbackContext where an answered callback enters the dialplan
/// @param surveyContext where an answered survey enters it
/// @param callbackCallerId the calling number the customer sees
/// @param detailFile the file in which that server writes its channel events (CEL, one JSON object a line) as this
///     process sees it: calls that lived and died while nobody listened are found there
/// @param trunks its ways into the public network, each with its name; never empty
/// @param dialling whose telephone rings first
/// @param detection what the dialplan is to find out
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
        List<TrunkSettings> trunks,
        Dialling dialling,
        Detection detection) {
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
                .that(!trunks.isEmpty(), "trunks", "must not be empty: leave it out for one trunk")
                .that(
                        trunks.stream().map(one -> one.nameOr(trunk)).distinct().count() == trunks.size(),
                        "trunks",
                        "must each have a name of their own")
                .done();
        trunks = trunks.stream().map(one -> one.named(one.nameOr(trunk))).toList();
    }

    /// The same line with this one of its trunks alone.
    public LineSettings through(TrunkSettings one) {
        return new LineSettings(
                name,
                host,
                port,
                username,
                secret,
                one.name(),
                callbackContext,
                surveyContext,
                one.callerId().isEmpty() ? callbackCallerId : one.callerId(),
                detailFile,
                List.of(one),
                dialling,
                detection);
    }

    /// Never the secret.
    @Override
    public String toString() {
        return "LineSettings[" + name + " " + username + "@" + host + ":" + port + "]";
    }
}

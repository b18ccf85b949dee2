package hearback.agent.http;

import hearback.agent.flow.AskCallback;
import hearback.agent.flow.AuditLog;
import hearback.agent.identity.AgentIdentity;
import hearback.agent.life.Decision;
import hearback.agent.life.Words;
import hearback.agent.ticket.TicketNumber;
import hearback.telephony.callback.BestTimes;
import hearback.telephony.callback.CallbackReason;
import hearback.telephony.callback.Household;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;

/// Wishes for callbacks, each from its fields to the line in the audit log: one way for the one that comes
/// alone and for the row of a list.
final class CallbackWishes {
    /// What no clock and no database can hold is no wish.
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    static final String OTHER_NUMBERS = "otherNumbers";
    private static final String BEST_TIME = "bestTime";

    private final AskCallback ask;
    private final AuditLog audit;
    private final InstantSource time;

    CallbackWishes(AskCallback ask, AuditLog audit, InstantSource time) {
        this.ask = ask;
        this.audit = audit;
        this.time = time;
    }

    /// @param fields that fit the body of `askCallback` in the contract
    /// @throws Refusal when they fit and still say nothing
    static AskCallback.Wish read(JsonObject fields) {
        return new AskCallback.Wish(
                fields.getString("number"),
                CallbackReason.valueOf(fields.getString("reason")),
                Optional.ofNullable(fields.getString("notBefore")).map(text -> time("notBefore", text)),
                Optional.ofNullable(fields.getString("ticket"))
                        .map(text -> TicketNumber.read(text)
                                .orElseThrow(() -> Problems.unusable("ticket", "does not exist"))),
                bestTimes(fields.getString(BEST_TIME, "")),
                household(fields.getString("household", "")),
                fields.getJsonArray(OTHER_NUMBERS, new JsonArray()).stream()
                        .map(String.class::cast)
                        .toList());
    }

    private static Household household(String text) {
        try {
            return new Household(text);
        } catch (IllegalArgumentException unfit) {
            throw Problems.unusable(
                    "household", Optional.ofNullable(unfit.getMessage()).orElse("cannot be read"));
        }
    }

    private static BestTimes bestTimes(String text) {
        try {
            return BestTimes.read(text);
        } catch (IllegalArgumentException unfit) {
            throw Problems.unusable(
                    BEST_TIME, Optional.ofNullable(unfit.getMessage()).orElse("cannot be read"));
        }
    }

    /// The key of a wish that came without one.
    String keyOf(AskCallback.Wish wish) {
        return ask.keyOf(wish);
    }

    /// Returns when it is planned and audited; asking again gives what was planned.
    ///
    /// @throws Refusal with the field that is to blame
    /// @throws hearback.telephony.flow.StoreUnavailable when it is not known whether it is planned: ask again
    AskCallback.Answer.Accepted ask(AgentIdentity who, String key, AskCallback.Wish wish) {
        return switch (ask.ask(who, key, wish)) {
            case AskCallback.Answer.NotDiallable(String field) ->
                throw Problems.unusable(field, "is not a number that can be dialled");
            case AskCallback.Answer.SameNumberTwice(String field) ->
                throw Problems.unusable(field, "is the same number as one before it");
            case AskCallback.Answer.NotAllowed(String field, String why) -> throw Problems.unusable(field, why);
            case AskCallback.Answer.NoSuchTicket() -> throw Problems.unusable("ticket", "does not exist");
            case AskCallback.Answer.TicketClosed() -> throw Problems.unusable("ticket", "is closed");
            case AskCallback.Answer.SurveyOfNoTicket() ->
                throw Problems.unusable("ticket", "is missing: a survey asks about the result of a ticket");
            case AskCallback.Answer.SurveyedAlready() ->
                throw Problems.unusable("ticket", "was surveyed already about what its customer was told last");
            case AskCallback.Answer.Refused(Decision.Refused why) ->
                throw StepBodies.refusal(why, new Words(Locale.ENGLISH));
            case AskCallback.Answer.KeyUsedOtherwise() ->
                throw Problems.unusable("Idempotency-Key", "was used for another wish");
            case AskCallback.Answer.Accepted accepted -> {
                audit.appendOnce(
                        time.instant(),
                        who,
                        AuditLog.Act.CALLBACK_ASKED,
                        "callback:" + accepted.plan().request().id(),
                        wish.reason().name());
                yield accepted;
            }
        };
    }

    /// @param field that it stands in
    static Instant time(String field, String text) {
        try {
            Instant at = OffsetDateTime.parse(text).toInstant();
            if (at.isBefore(Instant.EPOCH) || at.isAfter(LAST)) {
                throw Problems.unusable(field, "lies outside of what can be planned");
            }
            return at;
        } catch (DateTimeException _) {
            throw Problems.badField(field, "is no RFC 3339 time");
        }
    }
}

package hearback.agent.http;

import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.Permission;
import hearback.agent.life.Standing;
import hearback.config.profile.Intake;
import hearback.telephony.call.InertText;
import hearback.telephony.call.PhoneNumber;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;

/// Who will read an answer: whether customers' numbers and names are shown to him in full.
///
/// Source: faults.md 3.4: numbers are masked `138****5678` wherever there is no right to see them.
enum Eyes {
    FULL,
    MASKED;

    /// A run of digits long enough to be most of a number.
    private static final Pattern DIGITS = Pattern.compile("[0-9]{5,}");

    private static final Pattern ANY_DIGIT = Pattern.compile("\\p{Nd}");

    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");

    static Eyes of(AgentIdentity identity) {
        return identity.may(Permission.SEE_NUMBERS) ? FULL : MASKED;
    }

    /// What they see of a ticket whose complainant may be hidden (S3-03).
    Eyes before(Standing ticket) {
        return before(ticket.isSealed());
    }

    Eyes before(boolean isSealed) {
        return isSealed ? MASKED : this;
    }

    JsonObject customer(PhoneNumber number) {
        return switch (number) {
            case PhoneNumber.Known known ->
                new JsonObject().put("known", true).put("number", this == FULL ? known.e164() : known.masked());
            case PhoneNumber.Unknown unknown ->
                new JsonObject()
                        .put("known", false)
                        .put("number", free(unknown.heard().text()));
        };
    }

    JsonObject customer(PhoneNumber number, InertText name) {
        JsonObject customer = customer(number);
        return this == FULL && !name.isEmpty() ? customer.put("name", name.text()) : customer;
    }

    /// Text that may hold a number.
    String free(String text) {
        return this == FULL ? text : DIGITS.matcher(text).replaceAll("****");
    }

    /// What somebody wrote where a number may stand, with whatever between its digits.
    String written(InertText text) {
        return this == FULL ? text.text() : ANY_DIGIT.matcher(text.text()).replaceAll("*");
    }

    /// Every text within.
    JsonObject free(JsonObject body) {
        if (this == FULL) {
            return body;
        }
        JsonObject masked = new JsonObject();
        body.forEach(entry -> masked.put(entry.getKey(), free(entry.getValue())));
        return masked;
    }

    private Object free(Object value) {
        return switch (value) {
            case String text -> isTime(text) ? text : free(text);
            case JsonObject inner -> free(inner);
            default -> value;
        };
    }

    /// What was written down about the customer himself is not for everybody.
    String told(Intake.Field field, String text) {
        return switch (field) {
            case CONTACT, COMPLAINANT_NAME -> this == FULL ? text : "****";
            case CONTENT, OCCURRED_AT, DEMAND, EVIDENCE, SUBJECT, PLACE, KEY -> free(text);
        };
    }

    private static boolean isTime(String text) {
        return TIME.matcher(text).matches();
    }
}

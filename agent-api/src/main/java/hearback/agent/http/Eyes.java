package hearback.agent.http;

import hearback.agent.identity.AgentIdentity;
import hearback.agent.identity.Permission;
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

    static Eyes of(AgentIdentity identity) {
        return identity.may(Permission.SEE_NUMBERS) ? FULL : MASKED;
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
}

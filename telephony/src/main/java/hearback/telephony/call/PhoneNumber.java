package hearback.telephony.call;

import java.util.regex.Pattern;

/// A telephone number as far as we could make sense of it.
public sealed interface PhoneNumber {

    /// A number that can be dialled and compared.
    ///
    /// @param e164 `+` and 8 to 15 digits (ITU-T E.164), the only form that is ever handed to Asterisk
    record Known(String e164) implements PhoneNumber {
        private static final Pattern SHAPE = Pattern.compile("\\+[1-9][0-9]{7,14}");

        public Known {
            if (!SHAPE.matcher(e164).matches()) {
                throw new IllegalArgumentException("not an E.164 number");
            }
        }

        /// `+86138****5678`: how a number appears in logs and to roles without the right to see it.
        public String masked() {
            return e164.substring(0, e164.length() - 8) + "****" + e164.substring(e164.length() - 4);
        }

        /// Never the whole number: a record lands in a log line sooner or later.
        @Override
        public String toString() {
            return masked();
        }
    }

    /// Withheld, `<unknown>`, or not a number at all; kept as it came, inert, and never dialled.
    record Unknown(InertText heard) implements PhoneNumber {}
}

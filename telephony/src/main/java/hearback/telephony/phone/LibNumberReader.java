package hearback.telephony.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import hearback.telephony.call.InertText;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.flow.NumberReader;
import java.util.regex.Pattern;

/// Reads numbers by the plans of all countries. What is not valid in its plan, a short code (110, 10086), or anything
/// that is more than digits and the usual separators, is Unknown: it is kept and shown, and never dialled.
public final class LibNumberReader implements NumberReader {
    /// Digits as anybody writes them; no letters (`1800-FLOWERS`), no extension, no full-width digits.
    private static final Pattern WRITTEN = Pattern.compile("[+]?[0-9 ()./-]{5,40}");

    private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
    private final String region;

    /// @param region ISO 3166, two capital letters: where a number without country code is at home
    public LibNumberReader(String region) {
        this.region = region;
    }

    @Override
    public PhoneNumber read(InertText written) {
        String text = written.text().strip();
        if (!WRITTEN.matcher(text).matches()) {
            return new PhoneNumber.Unknown(written);
        }
        try {
            Phonenumber.PhoneNumber parsed = plans.parse(text, region);
            String e164 = plans.format(parsed, PhoneNumberFormat.E164);
            return plans.isValidNumber(parsed) && e164.length() >= 9
                    ? new PhoneNumber.Known(e164)
                    : new PhoneNumber.Unknown(written);
        } catch (NumberParseException | IllegalArgumentException noNumber) {
            return new PhoneNumber.Unknown(written);
        }
    }
}

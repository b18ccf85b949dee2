package hearback.telephony.ami;

import hearback.telephony.call.PhoneNumber;
import java.util.regex.Pattern;

/// How a number is written for the trunk: digits alone, so that nothing in it can be anything but a number.
///
/// A Chinese number is written as it is dialled inside China: mobiles (`13800138000`), 400 and 800 numbers as they are,
/// landlines with the trunk prefix 0 (`01012345678`). Any other number is its E.164 digits without the plus
/// (`4930123456`): what stands before it abroad is the trunk's business.
record DialString(PhoneNumber.Known number, String trunk) {
    private static final String CHINA = "+86";
    private static final Pattern WITHOUT_PREFIX = Pattern.compile("1[3-9][0-9]{9}|[48]00[0-9]{7}");

    /// `PJSIP/<digits>@<trunk>`
    String channel() {
        return "PJSIP/" + digits() + "@" + trunk;
    }

    String digits() {
        if (!number.e164().startsWith(CHINA)) {
            return number.e164().substring(1);
        }
        var national = number.e164().substring(CHINA.length());
        return WITHOUT_PREFIX.matcher(national).matches() ? national : "0" + national;
    }
}

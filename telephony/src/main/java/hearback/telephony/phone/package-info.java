/// Reads telephone numbers. The only place that knows libphonenumber.
@NullMarked
package hearback.telephony.phone;

import org.jspecify.annotations.NullMarked;

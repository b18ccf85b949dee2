/// Everything that speaks the Asterisk manager interface. The only place that knows Asterisk-Java; no null and none of
/// its types leave it.
@NullMarked
package hearback.telephony.ami;

import org.jspecify.annotations.NullMarked;

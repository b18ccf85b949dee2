/// The promise to ring somebody back: request, plan, attempts, and the rule that moves it on. Pure.
@NullMarked
package hearback.telephony.callback;

import org.jspecify.annotations.NullMarked;

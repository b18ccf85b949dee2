/// The meters of telephony.
@NullMarked
package hearback.telephony.metrics;

import org.jspecify.annotations.NullMarked;

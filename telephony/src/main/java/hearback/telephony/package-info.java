/// The assembly of telephony: the only way in besides nouns and ports.
@NullMarked
package hearback.telephony;

import org.jspecify.annotations.NullMarked;

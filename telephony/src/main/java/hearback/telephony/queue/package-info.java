/// Agents as queues know them. May use `call`, never the reverse.
@NullMarked
package hearback.telephony.queue;

import org.jspecify.annotations.NullMarked;

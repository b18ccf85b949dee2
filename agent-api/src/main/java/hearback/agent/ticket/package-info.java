/// A customer's open concern and the rules about it. Pure: no I/O, no clock. What telephony and recordings know is only
/// named here by their ids.
@NullMarked
package hearback.agent.ticket;

import org.jspecify.annotations.NullMarked;

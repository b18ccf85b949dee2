/// The clocks of a ticket, read from what happened on it and what its profile says (decision 0009).
@NullMarked
package hearback.agent.clock;

import org.jspecify.annotations.NullMarked;

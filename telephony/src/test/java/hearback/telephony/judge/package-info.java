/// An independent judge of the callback planner and the random lives it is tried on. The judge shares no code with the
/// planner; only [Life] speaks to both. Beside the tests there is a program, [ProvePlans], for `deploy/prove/plans`.
@NullMarked
package hearback.telephony.judge;

import org.jspecify.annotations.NullMarked;

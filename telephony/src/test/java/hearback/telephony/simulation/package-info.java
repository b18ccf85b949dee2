/// Many callbacks in compressed time: the engine as it is, on several nodes that die, freeze, lose their connections
/// and have wrong clocks, a scripted Asterisk, and a judge who knows nothing of the engine. One seed is one history.
@NullMarked
package hearback.telephony.simulation;

import org.jspecify.annotations.NullMarked;

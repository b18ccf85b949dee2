/// What telephony does, one verb a class, and the ports it needs. Straight-line code for virtual threads: load, decide,
/// save. No Vert.x, no SQL, no clock of its own.
@NullMarked
package hearback.telephony.flow;

import org.jspecify.annotations.NullMarked;

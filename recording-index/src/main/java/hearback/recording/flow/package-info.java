/// What the recording index does, one verb a class, and the ports it offers and needs. Straight-line code for virtual
/// threads: load, decide, save.
@NullMarked
package hearback.recording.flow;

import org.jspecify.annotations.NullMarked;

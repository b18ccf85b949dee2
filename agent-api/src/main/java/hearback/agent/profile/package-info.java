/// Which profiles there are and which hotline goes by which, from when on. Pure: no I/O, no clock.
@NullMarked
package hearback.agent.profile;

import org.jspecify.annotations.NullMarked;

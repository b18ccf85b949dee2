/// What the desk writes to a disk.
@NullMarked
package hearback.agent.disk;

import org.jspecify.annotations.NullMarked;

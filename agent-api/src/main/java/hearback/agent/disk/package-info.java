/// What the desk writes to a disk: its first token, and how far the audit log has come.
@NullMarked
package hearback.agent.disk;

import org.jspecify.annotations.NullMarked;

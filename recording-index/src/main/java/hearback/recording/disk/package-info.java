/// Files under the recording folder, and nothing else.
@NullMarked
package hearback.recording.disk;

import org.jspecify.annotations.NullMarked;

/// What was recorded, where it is, how good it was. [RecordingIndex] is the way in.
@NullMarked
package hearback.recording;

import org.jspecify.annotations.NullMarked;

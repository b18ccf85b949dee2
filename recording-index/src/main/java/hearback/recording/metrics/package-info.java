/// What is counted about recordings.
@NullMarked
package hearback.recording.metrics;

import org.jspecify.annotations.NullMarked;

/// What a recording is, when a call should have one, when a file counts as complete, what a WAV file says about itself.
/// Pure: bytes come in as an argument, files and tables are unknown here.
@NullMarked
package hearback.recording.index;

import org.jspecify.annotations.NullMarked;

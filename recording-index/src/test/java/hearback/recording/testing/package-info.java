/// Fakes and examples for tests of this module and those above.
@NullMarked
package hearback.recording.testing;

import org.jspecify.annotations.NullMarked;

/// Fakes and stories for tests, of this module and of those above it: shipped as a test jar. A fake passes the same
/// contract test as what it stands for.
@NullMarked
package hearback.telephony.testing;

import org.jspecify.annotations.NullMarked;

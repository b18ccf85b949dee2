/// End to end: the whole service against a real Asterisk, with a stand-in network and SIPp as callers. Tag `line`:
/// run by `deploy/test`, which fetches what they need.
@NullMarked
package hearback.line;

import org.jspecify.annotations.NullMarked;

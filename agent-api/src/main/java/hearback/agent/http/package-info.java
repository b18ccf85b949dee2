/// The HTTP contract, the stream and the page. The only package that knows status numbers and JSON.
@NullMarked
package hearback.agent.http;

import org.jspecify.annotations.NullMarked;

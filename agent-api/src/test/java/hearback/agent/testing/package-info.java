@NullMarked
package hearback.agent.testing;

import org.jspecify.annotations.NullMarked;

/// What is counted about the desk.
@NullMarked
package hearback.agent.metrics;

import org.jspecify.annotations.NullMarked;

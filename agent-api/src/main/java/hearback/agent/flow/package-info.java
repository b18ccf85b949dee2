/// What the desk does, one verb a class, and the ports it needs. Straight-line code for virtual threads.
@NullMarked
package hearback.agent.flow;

import org.jspecify.annotations.NullMarked;

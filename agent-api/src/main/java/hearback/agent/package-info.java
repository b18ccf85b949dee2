/// The assembly of the desk: [AgentApi] builds, starts and stops what is in the packages below, and has no logic.
@NullMarked
package hearback.agent;

import org.jspecify.annotations.NullMarked;

/// The life of a ticket: steps that are only added, what they come to, and what may be done next (decision 0008). Pure:
/// the profile, the time and the steps are arguments.
@NullMarked
package hearback.agent.life;

import org.jspecify.annotations.NullMarked;

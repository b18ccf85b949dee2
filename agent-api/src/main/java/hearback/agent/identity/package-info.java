/// Who may do what. Pure: tokens are looked up elsewhere.
@NullMarked
package hearback.agent.identity;

import org.jspecify.annotations.NullMarked;

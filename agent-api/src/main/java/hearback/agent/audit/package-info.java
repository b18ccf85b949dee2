/// The audit log as a chain: each entry holds the hash of the one before it, and the newest hash is written down
/// elsewhere, so that whoever rewrites the log is found out (decision 0010). Pure.
@NullMarked
package hearback.agent.audit;

import org.jspecify.annotations.NullMarked;

/// Hashes of passwords, by password4j; and which passwords many take.
@NullMarked
package hearback.agent.password;

import org.jspecify.annotations.NullMarked;

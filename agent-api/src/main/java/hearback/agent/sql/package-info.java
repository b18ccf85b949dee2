/// The desk's own tables, PostgreSQL schema `agent`, and nobody else's.
@NullMarked
package hearback.agent.sql;

import org.jspecify.annotations.NullMarked;

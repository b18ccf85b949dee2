/// Recordings in PostgreSQL, schema `recording`.
@NullMarked
package hearback.recording.sql;

import org.jspecify.annotations.NullMarked;

/// Settings as checked records, how they are read, and the database schema. Depends on nobody.
@NullMarked
package hearback.config;

import org.jspecify.annotations.NullMarked;

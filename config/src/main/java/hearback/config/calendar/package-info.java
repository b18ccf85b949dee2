/// When things may be done and how time is counted: what an institution has decided, as pure functions of an instant.
@NullMarked
package hearback.config.calendar;

import org.jspecify.annotations.NullMarked;

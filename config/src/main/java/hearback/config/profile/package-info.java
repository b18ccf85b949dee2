/// What an institution has decided about its complaints: classes, clocks, replies, follow-ups, numbering. A profile
/// has a version, is never changed once it was used, and is fixed on the ticket at acceptance.
@NullMarked
package hearback.config.profile;

import org.jspecify.annotations.NullMarked;

/// What is read from disks: the journal Asterisk keeps beside itself.
@NullMarked
package hearback.telephony.disk;

import org.jspecify.annotations.NullMarked;

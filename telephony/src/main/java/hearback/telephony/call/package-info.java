/// What one contact with a customer is, from first ring to last hang-up: signals heard, facts concluded, the record
/// they add up to. Pure: no I/O, no clock, no knowledge of AMI, tickets or files.
@NullMarked
package hearback.telephony.call;

import org.jspecify.annotations.NullMarked;

/// What may be lost: live changes for other nodes, over Redis.
@NullMarked
package hearback.telephony.redis;

import org.jspecify.annotations.NullMarked;

/// What is heard on a telephone line, told apart by its sound alone.
@NullMarked
package hearback.telephony.sound;

import org.jspecify.annotations.NullMarked;

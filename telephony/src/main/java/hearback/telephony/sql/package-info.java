/// What telephony keeps in PostgreSQL, schema `telephony`. Each class implements one port; futures are awaited here.
@NullMarked
package hearback.telephony.sql;

import org.jspecify.annotations.NullMarked;

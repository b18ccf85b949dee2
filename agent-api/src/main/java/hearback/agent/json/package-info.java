/// How nouns of the ticket's life are written as JSON, for the database and for the interface alike.
@NullMarked
package hearback.agent.json;

import org.jspecify.annotations.NullMarked;

package hearback.agent.life;

import java.time.Instant;

/// One stored fact of a ticket's life: added, never changed (S3-80).
///
/// @param ordinal within the ticket, from 1, without holes
/// @param at when it happened
/// @param cause what makes it the same step when it is told twice, unique within the ticket
public record Step(int ordinal, Instant at, Actor actor, String cause, Fact fact) {}

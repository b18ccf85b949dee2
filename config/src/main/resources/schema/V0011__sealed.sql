-- Why: a complainant who is hidden is hidden in calls and callbacks too; whether anybody is hidden at all is asked often.
-- Locks: agent.ticket against writing while the index is built.
-- The previous release still runs on it.

create index ticket_sealed on agent.ticket (id) where sealed;

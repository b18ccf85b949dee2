-- Why: whether a server's trunk takes calls is read from what its last attempts came to (faults.md case 36), before each
-- round that rings somebody.
-- Locks telephony.attempt while the index is built: seconds for each million. The previous release runs on it.

create index attempt_last_of_server on telephony.attempt (server, ended_at desc) where state = 'SETTLED';

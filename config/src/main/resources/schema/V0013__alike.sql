-- Why: five complaints about one matter at the same time are one collective complaint (S3-91), and three of one customer
-- about one problem in a month weigh more than three (S4-47). What a ticket is about is read from its steps and written
-- with them, so that others find it; whoever changed waits here to be compared, and is compared by any node.
-- Only what can be like anything has a row: what a call opens has none yet. It can be made again from the steps.

create table agent.ticket_likeness (
    ticket uuid primary key references agent.ticket,
    -- Every matter it is about.
    matters text[] not null,
    problem text,
    -- Who complains, so written that the same one is written the same; null: one nobody is not told from another.
    complainant text,
    received_at timestamptz not null,
    -- Since when it waits to be compared; null: it was.
    compare_since timestamptz
);
create index ticket_likeness_matters on agent.ticket_likeness using gin (matters);
create index ticket_likeness_problem on agent.ticket_likeness (complainant, problem, received_at)
    where complainant is not null and problem is not null;
create index ticket_likeness_waits on agent.ticket_likeness (compare_since) where compare_since is not null;

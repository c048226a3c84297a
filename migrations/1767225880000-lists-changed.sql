-- Which transaction wrote a list, or said that it no longer answers: a worker that keeps lists in memory reads what others
-- changed since a snapshot, whatever the order in which they commit.
alter table mission_match add column changed_xid xid8 not null default pg_current_xact_id();
alter table profile_match add column changed_xid xid8 not null default pg_current_xact_id();
create index mission_match_changed on mission_match (changed_xid);
create index profile_match_changed on profile_match (changed_xid);

-- Since when news wait: those that wait longest are passed on first.
alter table match_news add column since timestamptz not null default clock_timestamp();

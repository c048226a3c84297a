-- How searches go, for those who tend them: no person, no session, no address, no word that could name somebody
-- (docs/decisions/0018). The time is rounded to the hour. Purged after 180 days.
create table search_log (
  hour timestamptz not null,
  kind text not null check (kind in ('profile', 'mission')),
  -- Known words in alphabetical order; “…” stands for those that were not kept.
  words text not null,
  -- Keys of the filters, with coarse values.
  filters jsonb not null default '{}' check (jsonb_typeof(filters) = 'object'),
  hits int not null check (hits >= 0),
  -- Nothing held every word, or nothing stood within the radius asked.
  widened boolean not null,
  degraded boolean not null,
  took_ms int not null check (took_ms >= 0)
);
create index search_log_hour on search_log using brin (hour);

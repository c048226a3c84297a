-- What was indexed of a document, to see what its version does not tell.
alter table search_document add column fingerprint text not null default '';

-- Documents the search engine must be told about, written with the effect of the change. A mark goes only when the very
-- state it stands for was sent; those whose batch failed go last and in ever smaller batches, so that one bad document
-- holds nobody up.
create sequence search_mark;
create table search_dirty (
  kind text not null check (kind in ('profile', 'mission')),
  id uuid not null,
  mark bigint not null default nextval('search_mark'),
  failures smallint not null default 0,
  marked_at timestamptz not null default now(),
  primary key (kind, id)
);
create index search_dirty_order on search_dirty (failures, mark);

-- An index being built beside the one that answers: written to as well until it takes its place.
create table search_build (
  kind text primary key check (kind in ('profile', 'mission')),
  index_uid text not null,
  started_at timestamptz not null default now(),
  beat_at timestamptz not null default now()
);

-- What the worker last knew of the engine, for the API's health and metrics.
create table search_state (
  name text primary key,
  at timestamptz not null default now(),
  detail jsonb not null default '{}'
);

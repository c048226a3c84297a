-- What is computed from the releases in use: the projection of titles onto occupations, and each skill's neighbours.
-- One row, the newest; processes read it into memory and never compute it themselves.
create table taxonomy_vectors (
  version text primary key,
  projection bytea not null,
  skills bytea not null,
  counts jsonb not null default '{}',
  computed_at timestamptz not null default now()
);
-- Typed arrays hardly compress and are read whole.
alter table taxonomy_vectors alter column projection set storage external, alter column skills set storage external;

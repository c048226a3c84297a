-- A full recompute: every list computed whole and compared with the one kept; what differed was repaired in the same
-- transaction. Ranges are counted once however often their event is delivered.
create table match_run (
  id uuid primary key,
  trigger text not null check (trigger in ('NIGHT', 'OPERATOR', 'COMMAND')),
  started_by uuid references account (id) on delete set null,
  state text not null default 'RUNNING' check (state in ('RUNNING', 'DONE', 'ABANDONED')),
  engine_version text,
  ranges_total int not null,
  ranges_done int not null default 0 check (ranges_done <= ranges_total),
  lists_compared int not null default 0,
  lists_differing int not null default 0,
  facts_differing int not null default 0,
  started_at timestamptz not null default now(),
  progressed_at timestamptz not null default now(),
  finished_at timestamptz,
  check ((state = 'RUNNING') = (finished_at is null))
);
create unique index match_run_one_at_a_time on match_run ((true)) where state = 'RUNNING';

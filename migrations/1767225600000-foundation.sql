-- Extensions used by search and integrity rules.
create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;
create extension if not exists fuzzystrmatch;

-- Every change of state of every aggregate, with its actor: append-only.
create table transition_log (
  id uuid primary key,
  aggregate text not null,
  aggregate_id uuid not null,
  move text not null,
  from_state text,
  to_state text not null,
  actor_kind text not null check (actor_kind in ('PERSON', 'SYSTEM', 'LINK')),
  actor_id uuid,
  organisation_id uuid,
  reason text,
  detail jsonb not null default '{}',
  at timestamptz not null default now()
);
create index transition_log_aggregate on transition_log (aggregate_id, at);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '23514';
end $$;
create trigger transition_log_append_only before update or delete on transition_log
  for each row execute function refuse_change();

-- The transactional outbox: one event, one delivery per consumer. Payloads carry ids only.
create table outbox (
  id uuid primary key,
  type text not null,
  aggregate_id uuid not null,
  payload jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index outbox_created on outbox (created_at);

create table outbox_delivery (
  event_id uuid not null references outbox (id) on delete cascade,
  consumer text not null,
  state text not null default 'PENDING' check (state in ('PENDING', 'DISPATCHED', 'DONE', 'DEAD', 'DISCARDED')),
  attempts smallint not null default 0,
  available_at timestamptz not null default now(),
  lease_until timestamptz,
  last_error text,
  done_at timestamptz,
  discard_reason text,
  primary key (event_id, consumer)
);
create index outbox_delivery_waiting on outbox_delivery (available_at) where state = 'PENDING';
create index outbox_delivery_leased on outbox_delivery (lease_until) where state = 'DISPATCHED';
create index outbox_delivery_dead on outbox_delivery (event_id) where state = 'DEAD';

-- The answer given to an Idempotency-Key, written in the transaction of the effect.
create table idempotency (
  actor text not null,
  key text not null,
  request_hash text not null,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (actor, key)
);
create index idempotency_created on idempotency (created_at);

-- Counters of the limits on credentials: they hold when Redis is down.
create table rate_counter (
  key text primary key,
  count int not null,
  resets_at timestamptz not null
);

-- When each scheduled job last ran, to see one that stopped.
create table heartbeat (
  name text primary key,
  at timestamptz not null
);

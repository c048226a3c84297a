-- The referential: our own words, and those of ROME and ESCO when an operator imports them. Ids are append-only.
create table taxonomy_release (
  source text primary key check (source in ('LOCAL', 'ROME', 'ESCO')),
  release text not null,
  licence text not null,
  counts jsonb not null default '{}',
  imported_at timestamptz not null default now()
);

create table occupation (
  id int generated always as identity primary key,
  source text not null check (source in ('LOCAL', 'ROME', 'ESCO')),
  code text not null,
  label_fr text not null,
  label_en text,
  family text,
  parent_code text,
  definition text,
  rome_code text,
  release text not null,
  obsolete boolean not null default false,
  unique (source, code)
);

create table occupation_title (
  occupation_id int not null references occupation (id),
  label text not null,
  key text not null,
  form text not null check (form in ('m', 'f', 'neutral')),
  language text not null check (language in ('fr', 'en')),
  primary key (occupation_id, label)
);
create index occupation_title_key on occupation_title (key);

create table skill (
  id int generated always as identity primary key,
  source text not null check (source in ('LOCAL', 'ROME', 'ESCO', 'CUSTOM')),
  code text not null,
  kind text not null default 'SAVOIR_FAIRE' check (kind in ('SAVOIR', 'SAVOIR_FAIRE', 'SAVOIR_ETRE', 'TECH')),
  label_fr text not null,
  label_en text,
  category text,
  key text not null,
  release text not null,
  obsolete boolean not null default false,
  unique (source, code)
);
create index skill_key on skill (key);

create table skill_alias (
  skill_id int not null references skill (id),
  label text not null,
  key text not null,
  primary key (skill_id, label)
);
create index skill_alias_key on skill_alias (key);

create table occupation_skill (
  occupation_id int not null references occupation (id),
  skill_id int not null references skill (id),
  weight real not null check (weight > 0),
  primary key (occupation_id, skill_id)
);
create index occupation_skill_skill on occupation_skill (skill_id);

create table occupation_link (
  from_id int not null references occupation (id),
  to_id int not null references occupation (id),
  kind text not null check (kind in ('NEAR', 'EVOLUTION')),
  position smallint not null default 0,
  primary key (from_id, to_id)
);

create table skill_link (
  from_id int not null references skill (id),
  to_id int not null references skill (id),
  similarity real not null check (similarity > 0 and similarity < 1),
  primary key (from_id, to_id)
);

create table skill_parent (
  skill_id int not null references skill (id),
  parent_id int not null references skill (id),
  primary key (skill_id, parent_id)
);

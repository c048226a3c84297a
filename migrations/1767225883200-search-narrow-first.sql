-- A search without words passes over all narrow rows. What every scan reads stands first, and what has no fixed length behind
-- it: a row is taken apart only as far as is asked. Neighbours on the map stand together, so that a summary of each few pages
-- (BRIN) leaves out what is far from a radius; room is left on every page, so that an edited row stays among them.
create temp table documents_before on commit drop as select * from search_document;
drop table search_document;
create table search_document (
  id uuid not null,
  version int not null,
  fresh_day int not null,
  -- A lot drawn once: counts over very many rows are taken on those that drew a low number.
  draw smallint not null default floor(random() * 32768)::int,
  rate int,
  lat real,
  lon real,
  available_day int,
  experience_years smallint,
  audience text not null check (audience in ('PUBLIC', 'MEMBERS', 'AGENCIES')),
  remote text[] not null default '{}',
  languages text[] not null default '{}',
  departement text,
  organisation_id uuid,
  occupations int[] not null default '{}',
  skills int[] not null default '{}',
  agencies uuid[] not null default '{}',
  fingerprint text not null default '',
  kind text not null check (kind in ('profile', 'mission')),
  primary key (kind, id)
) partition by list (kind);
create table search_document_profile partition of search_document for values in ('profile') with (fillfactor = 90);
create table search_document_mission partition of search_document for values in ('mission') with (fillfactor = 90);
insert into search_document (id, version, fresh_day, draw, rate, lat, lon, available_day, experience_years, audience, remote, languages,
    departement, organisation_id, occupations, skills, agencies, fingerprint, kind)
  select id, version, fresh_day, draw, rate, lat, lon, available_day, experience_years, audience, remote, languages,
    departement, organisation_id, occupations, skills, agencies, fingerprint, kind
  from documents_before order by floor(lat * 2), floor(lon * 2), id;
create index search_document_skills on search_document using gin (skills);
create index search_document_fresh on search_document (fresh_day desc, id);
create index search_document_draw on search_document (draw);
create index search_document_place on search_document using brin (lat, lon) with (pages_per_range = 8, autosummarize = on);
analyze search_document;

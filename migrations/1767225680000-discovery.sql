-- The search engine of PostgreSQL: a narrow projection a kind, kept in step by the search consumers.
create table search_document (
  kind text not null check (kind in ('profile', 'mission')),
  id uuid not null,
  version int not null,
  audience text not null check (audience in ('PUBLIC', 'MEMBERS', 'AGENCIES')),
  words tsvector not null,
  skills int[] not null default '{}',
  occupations int[] not null default '{}',
  remote text[] not null default '{}',
  languages text[] not null default '{}',
  rate int,
  available_day int,
  experience_years smallint,
  departement text,
  lat real,
  lon real,
  organisation_id uuid,
  agencies uuid[] not null default '{}',
  fresh_day int not null,
  primary key (kind, id)
) partition by list (kind);
create table search_document_profile partition of search_document for values in ('profile');
create table search_document_mission partition of search_document for values in ('mission');
create index search_document_words on search_document using gin (words);
create index search_document_skills on search_document using gin (skills);
create index search_document_fresh on search_document (fresh_day desc, id);

-- Long texts apart, so that the narrow table stays narrow: read only when titles and skills find too little.
create table search_body (
  kind text not null,
  id uuid not null,
  words tsvector not null,
  primary key (kind, id)
);
create index search_body_words on search_body using gin (words);

-- Every word people wrote, to correct a typo before the query.
create table search_lexicon (
  word text primary key,
  writings int not null default 1
);
create index search_lexicon_trigrams on search_lexicon using gin (word gin_trgm_ops);

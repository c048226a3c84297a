-- What is filtered and counted in narrow rows that a scan passes over quickly; every word of a document in one vector
-- beside them, long texts included, so that the words of a search may stand in different places.
create table search_words (
  kind text not null,
  id uuid not null,
  words tsvector not null,
  -- Where the document is: a radius cuts before anything else is fetched.
  lat real,
  lon real,
  primary key (kind, id)
) partition by list (kind);
create table search_words_profile partition of search_words for values in ('profile');
create table search_words_mission partition of search_words for values in ('mission');
insert into search_words (kind, id, words, lat, lon)
  select d.kind, d.id, d.words || strip(coalesce(b.words, ''::tsvector)), d.lat, d.lon
  from search_document d left join search_body b on b.kind = d.kind and b.id = d.id;
-- Written at once: a list of what is to be indexed would be read through by every search.
create index search_words_words on search_words using gin (words) with (fastupdate = off);

alter table search_document drop column words;
drop table search_body;
-- A lot drawn once: counts over very many rows are taken on those that drew a low number.
alter table search_document add column draw smallint not null default floor(random() * 32768)::int;
create index search_document_draw on search_document (draw);

-- In the order of its letters, so that “begins with” is a range of the index.
alter table search_lexicon alter column word type text collate "C";

-- What is filtered and counted, beside the words as well: a search with words reads one row a document and joins nothing. The
-- narrow rows stay for searches without words. `facets`: what facets count of a document in the order of libs/search/postgres.few.ts,
-- lists with commas, parted by bars. Room is left on every page, so that an edit that changes no word leaves the index of words alone.
-- Neighbours stand together again.
drop index search_words_words;
create temp table words_before on commit drop as
  select w.kind, w.id, w.words, d.audience, d.skills, d.occupations, d.remote, d.languages, d.rate, d.available_day, d.experience_years,
    d.departement, d.lat, d.lon, d.organisation_id, d.agencies, d.fresh_day
  from search_words w join search_document d using (kind, id);
truncate search_words;
alter table search_words
  add column audience text not null,
  add column skills int[] not null,
  add column occupations int[] not null,
  add column remote text[] not null,
  add column languages text[] not null,
  add column rate int,
  add column available_day int,
  add column experience_years smallint,
  add column departement text,
  add column organisation_id uuid,
  add column agencies uuid[] not null,
  add column fresh_day int not null,
  add column facets text not null,
  add column draw smallint not null default floor(random() * 32768)::int;
alter table search_words_profile set (fillfactor = 90);
alter table search_words_mission set (fillfactor = 90);
insert into search_words (kind, id, words, audience, skills, occupations, remote, languages, rate, available_day, experience_years,
    departement, lat, lon, organisation_id, agencies, fresh_day, facets)
  select b.*, concat_ws('|', array_to_string(skills, ','), array_to_string(occupations, ','), array_to_string(remote, ','),
    array_to_string(languages, ','), coalesce(departement, ''), coalesce(rate::text, ''))
  from words_before b order by floor(lat * 2), floor(lon * 2), id;
create index search_words_words on search_words using gin (words) with (fastupdate = off);
analyze search_words;

-- The cell of the map a document stands in, half a degree each way, among its words (libs/search/postgres.cells.ts): one index cuts by
-- words and by radius. One index over everybody is built sooner than it grows.
drop index search_words_words;
update search_words set words = words || array_to_tsvector(array['@' || floor(lat * 2)::int || ',' || floor(lon * 2)::int])
  where lat is not null and lon is not null;
create index search_words_words on search_words using gin (words) with (fastupdate = off);

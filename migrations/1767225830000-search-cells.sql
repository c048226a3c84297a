-- The cell of the map a document stands in, half a degree each way, among its words (libs/search/postgres.cells.ts): one index cuts by
-- words and by radius. Neighbours stand together on the disk, so that what is around a place is read at one go. One index over
-- everybody is built sooner than it grows.
drop index search_words_words;
create temp table words_before on commit drop as select kind, id, words, lat, lon from search_words;
truncate search_words;
insert into search_words (kind, id, words, lat, lon)
  select kind, id,
    case when lat is null or lon is null then words
      else words || array_to_tsvector(array['@' || floor(lat * 2)::int || ',' || floor(lon * 2)::int]) end,
    lat, lon
  from words_before order by floor(lat * 2), floor(lon * 2), id;
create index search_words_words on search_words using gin (words) with (fastupdate = off);
analyze search_words;

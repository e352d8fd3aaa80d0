-- Events are found by any two characters of their title, place, organiser or series. The words stand beside the event
-- in one form (small letters, one width, no blanks), with their pairs of characters in an index: that needs no
-- extension, which a foreign server may lack.
create function schedule.search_form(words text) returns text language sql immutable parallel safe as $$
  select regexp_replace(lower(normalize(words, NFKC)), '\s', '', 'g')
$$;

-- Single characters and pairs.
create function schedule.grams_of(words text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct substr(words, i, n)), '{}')
  from generate_series(1, char_length(words)) as i, generate_series(1, 2) as n
  where i + n - 1 <= char_length(words)
$$;

-- What a search asks the index for: the pairs, or the one character.
create function schedule.grams_to_find(words text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct substr(words, i, 2)), '{}')
  from generate_series(1, greatest(char_length(words) - 1, least(char_length(words), 1))) as i
$$;

alter table schedule.event
  add column search_words text not null default '',
  add column search_grams text[] not null default '{}';

create function schedule.keep_event_search() returns trigger language plpgsql as $$
begin
  new.search_words := concat_ws(chr(10), schedule.search_form(new.title), nullif(schedule.search_form(new.place), ''),
    schedule.search_form(new.organiser_name),
    (select schedule.search_form(s.name) from schedule.series s where s.id = new.series_id));
  new.search_grams := schedule.grams_of(new.search_words);
  return new;
end $$;

create trigger event_search before insert or update of title, place, organiser_name, series_id on schedule.event
  for each row execute function schedule.keep_event_search();
update schedule.event set title = title;
create index event_search on schedule.event using gin (search_grams);

alter table schedule.series
  add column search_words text not null default '',
  add column search_grams text[] not null default '{}';

create function schedule.keep_series_search() returns trigger language plpgsql as $$
begin
  new.search_words := schedule.search_form(new.name);
  new.search_grams := schedule.grams_of(new.search_words);
  return new;
end $$;

create trigger series_search before insert or update of name on schedule.series
  for each row execute function schedule.keep_series_search();
update schedule.series set name = name;
create index series_search on schedule.series using gin (search_grams);

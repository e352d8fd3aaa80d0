-- The same check as before, asked person by person along the indexes: the plan that was made while the tables were small walked
-- through all people at each step of an import. A subquery that locks rows, or has a limit, is not joined otherwise.
create or replace function roster.refuse_overlap() returns trigger language plpgsql as $$
declare
  clash record;
begin
  perform from (select distinct person_id from changed order by person_id) c
    cross join lateral (select from roster.person p where p.id = c.person_id for no key update) p;
  if tg_table_name = 'placement' then
    select c.person_id into clash from changed c cross join lateral (
      select from roster.placement o where o.person_id = c.person_id and o.id <> c.id
        and daterange(o.valid_from, o.valid_to, '[]') && daterange(c.valid_from, c.valid_to, '[]') limit 1) o limit 1;
  else
    select c.person_id into clash from changed c cross join lateral (
      select from roster.post_holding o where o.person_id = c.person_id and o.id <> c.id
        and o.post = c.post and o.unit_id = c.unit_id
        and daterange(o.valid_from, o.valid_to, '[]') && daterange(c.valid_from, c.valid_to, '[]') limit 1) o limit 1;
  end if;
  if found then
    raise exception 'overlapping days in %', tg_table_name
      using errcode = 'exclusion_violation', constraint = tg_table_name || '_days_overlap';
  end if;
  return null;
end $$;

-- What kinds of unit and which posts there are is data: a works that has 盐警队 adds a row, not code.
create table roster.unit_kind (
  code text primary key check (code ~ '^[a-z][a-z_]*$'),
  name text not null,
  english_name text not null,
  position integer not null,
  is_root boolean not null,
  lies_under text[] not null,
  is_front_line boolean not null
);
insert into roster.unit_kind (code, name, english_name, position, is_root, lies_under, is_front_line) values
  ('group', '集团公司', 'Group company', 10, true, '{}', false),
  ('works', '总场', 'Works', 20, true, '{group}', false),
  ('sub_works', '分场', 'Sub-works', 30, false, '{works}', false),
  ('department', '科室', 'Department', 40, false, '{group,works,sub_works}', false),
  ('work_area', '工区', 'Work area', 50, false, '{works,sub_works}', true),
  ('pumping_station', '泵站', 'Pumping station', 60, false, '{works,sub_works,work_area}', true),
  ('workshop', '车间', 'Workshop', 70, false, '{works,sub_works,work_area}', true),
  ('canteen', '食堂', 'Canteen', 80, false, '{works,sub_works,work_area,pumping_station,workshop,department}', false),
  ('team', '班组', 'Team', 90, false, '{work_area,pumping_station,workshop,department,canteen}', true);

create table roster.post (
  code text primary key check (code ~ '^[a-z][a-z_]*$'),
  name text not null,
  english_name text not null,
  position integer not null
);
insert into roster.post (code, name, english_name, position) values
  ('area_director', '工区主任', 'Area director', 10),
  ('area_deputy_director', '工区副主任', 'Deputy area director', 20),
  ('technical_team_leader', '技术班长', 'Technical team leader', 30),
  ('station_head', '泵站站长', 'Station head', 40),
  ('team_leader', '班组长', 'Team leader', 50),
  ('cook', '炊事员', 'Cook', 60),
  ('canteen_head', '食堂管理员', 'Canteen head', 70),
  ('department_head', '科长', 'Department head', 80);

create sequence roster.unit_number;

-- The present state of each unit. The path is made of the numbers from the root down, so that a subtree is one
-- range of an index: '/0001/0004/' holds all that lies between '/0001/0004/' and '/0001/00040'.
create table roster.unit (
  id uuid primary key,
  number bigint not null unique,
  parent_id uuid references roster.unit (id),
  kind text not null references roster.unit_kind (code),
  name text not null,
  short_name text not null,
  position integer not null default 0,
  path text collate "C" not null unique,
  valid_from date not null,
  valid_to date,
  created_at timestamptz not null,
  constraint unit_is_not_its_own_parent check (parent_id <> id),
  constraint unit_days_in_order check (valid_to >= valid_from)
);
create index unit_parent on roster.unit (parent_id);

-- What a unit was called and where it lay from day to day.
create table roster.unit_version (
  unit_id uuid not null references roster.unit (id),
  parent_id uuid references roster.unit (id),
  name text not null,
  short_name text not null,
  path text collate "C" not null,
  valid_from date not null,
  valid_to date,
  primary key (unit_id, valid_from),
  constraint unit_version_days_in_order check (valid_to >= valid_from)
);
create index unit_version_path on roster.unit_version (path, valid_from);

-- unit_id and unit_path repeat the placement of today, so that a page of a subtree's people is one index range.
create table roster.person (
  id uuid primary key,
  staff_number text collate "C" not null unique,
  name text not null,
  reading text,
  name_key text collate "C" not null,
  name_grams text[] not null,
  gender text not null check (gender in ('female', 'male')),
  born_on date,
  phone text,
  employment_kind text not null check (employment_kind in ('permanent', 'contract', 'dispatched', 'temporary', 'seasonal')),
  employed_from date not null,
  employed_to date,
  unit_id uuid references roster.unit (id),
  unit_path text collate "C",
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint person_placed_while_employed check ((unit_id is null) = (unit_path is null)),
  constraint person_days_in_order check (employed_to >= employed_from)
);
create index person_name on roster.person (name_key, id) where unit_path is not null;
create index person_unit on roster.person (unit_path, name_key, id) where unit_path is not null;
create index person_grams on roster.person using gin (name_grams);

create table roster.placement (
  id uuid primary key,
  person_id uuid not null references roster.person (id),
  unit_id uuid not null references roster.unit (id),
  valid_from date not null,
  valid_to date,
  constraint placement_days_in_order check (valid_to >= valid_from)
);
create index placement_person on roster.placement (person_id, valid_from);
create index placement_unit on roster.placement (unit_id, valid_from);

create table roster.post_holding (
  id uuid primary key,
  person_id uuid not null references roster.person (id),
  post text not null references roster.post (code),
  unit_id uuid not null references roster.unit (id),
  valid_from date not null,
  valid_to date,
  constraint post_holding_days_in_order check (valid_to >= valid_from)
);
create index post_holding_person on roster.post_holding (person_id, valid_from);
create index post_holding_post on roster.post_holding (post, valid_from);
create index post_holding_unit on roster.post_holding (unit_id, valid_from);

-- No exclusion constraint, because that needs an extension which a foreign server may lack. The persons' rows are
-- locked first, so that two transactions can't each overlook what the other has not committed yet.
create function roster.refuse_overlap() returns trigger language plpgsql as $$
declare
  clash record;
begin
  perform from roster.person p where p.id in (select person_id from changed) order by p.id for no key update;
  if tg_table_name = 'placement' then
    select c.person_id into clash from changed c join roster.placement o on o.person_id = c.person_id and o.id <> c.id
      and daterange(o.valid_from, o.valid_to, '[]') && daterange(c.valid_from, c.valid_to, '[]') limit 1;
  else
    select c.person_id into clash from changed c join roster.post_holding o on o.person_id = c.person_id and o.id <> c.id
      and o.post = c.post and o.unit_id = c.unit_id
      and daterange(o.valid_from, o.valid_to, '[]') && daterange(c.valid_from, c.valid_to, '[]') limit 1;
  end if;
  if found then
    raise exception 'overlapping days in %', tg_table_name
      using errcode = 'exclusion_violation', constraint = tg_table_name || '_days_overlap';
  end if;
  return null;
end $$;

create trigger placement_added after insert on roster.placement
  referencing new table as changed for each statement execute function roster.refuse_overlap();
create trigger placement_changed after update on roster.placement
  referencing new table as changed for each statement execute function roster.refuse_overlap();
create trigger post_holding_added after insert on roster.post_holding
  referencing new table as changed for each statement execute function roster.refuse_overlap();
create trigger post_holding_changed after update on roster.post_holding
  referencing new table as changed for each statement execute function roster.refuse_overlap();

-- An account may belong to nobody of the roster: an auditor from the group, for example.
create table roster.person_account (
  person_id uuid primary key references roster.person (id),
  account_id uuid not null unique references kernel.login_user (id)
);

create table roster.role_grant (
  id uuid primary key,
  account_id uuid not null references kernel.login_user (id),
  role text not null,
  unit_id uuid not null references roster.unit (id),
  valid_from date not null,
  valid_to date,
  granted_at timestamptz not null,
  granted_by uuid,
  constraint role_grant_days_in_order check (valid_to >= valid_from - 1)
);
create index role_grant_account on roster.role_grant (account_id, valid_from);
create index role_grant_unit on roster.role_grant (unit_id);

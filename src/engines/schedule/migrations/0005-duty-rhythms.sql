-- A duty's rhythm may be closer than its period: the first month of each quarter, the days 1 to 5 of a month, a
-- weekday, the days around a festival of the moon. The last day moves off holidays where that is wanted.
alter table schedule.duty drop constraint duty_recurrence_check;
alter table schedule.duty
  add constraint duty_recurrence_check check (recurrence in
    ('weekly', 'monthly', 'quarterly', 'quarter_end', 'half_yearly', 'yearly', 'lunar')),
  add column month int check (month between 1 and 12),
  -- Days of the month; of a weekly duty, days of the week from Monday, 1.
  add column from_day int check (from_day between 1 and 31),
  add column to_day int check (to_day between 1 and 31),
  add column festival text check (festival in
    ('spring', 'lantern', 'dragon_boat', 'double_seventh', 'mid_autumn', 'double_ninth', 'laba')),
  add column days_before int not null default 0 check (days_before between 0 and 60),
  add column days_after int not null default 0 check (days_after between 0 and 60),
  add column shift text not null default 'none' check (shift in ('none', 'before', 'after')),
  -- Who does it: a post of the unit, whoever holds it, or one person.
  add column post text references roster.post (code),
  add column person_id uuid references roster.person (id),
  add constraint duty_days_in_order check ((from_day is null) = (to_day is null) and from_day <= to_day),
  add constraint duty_festival check ((recurrence = 'lunar') = (festival is not null));

-- Two people may do one round of a duty. A mark carries its version and the name of who made it, so that the later of
-- the two reads what the first has written before it is overwritten.
alter table schedule.duty_mark
  add column version integer not null default 1,
  add column marked_by_name text not null default '';

-- No event is longer than about three years. "What touches these days" then begins so much earlier on the index of
-- days instead of at the very first event.
alter table schedule.event add constraint event_length check (last_day - first_day <= 1100);

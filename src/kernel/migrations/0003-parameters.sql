-- When a version was recorded by the clock of the house; `recorded_at` stays the machine's, and orders versions.
alter table kernel.parameter add column at timestamptz;

-- Versions whose first day has not come: what hangs on them is done by the daily job on that day.
create table kernel.parameter_waiting (
  version_id uuid primary key references kernel.parameter (id),
  valid_from date not null
);
create index parameter_waiting_day on kernel.parameter_waiting (valid_from);

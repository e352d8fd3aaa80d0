-- A role handed on for a leave: which grant it comes from, and under whose name it is exercised. It always has a last
-- day, and it is in force only while the grant that it comes from is.
alter table roster.role_grant
  add column delegated_from uuid references roster.role_grant (id),
  add column delegated_by_name text,
  add constraint role_grant_delegated_whole check (
    (delegated_from is null) = (delegated_by_name is null) and (delegated_from is null or valid_to is not null)
  );
create index role_grant_delegated on roster.role_grant (delegated_from) where delegated_from is not null;

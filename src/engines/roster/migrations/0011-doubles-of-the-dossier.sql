-- What a merge replaced of the sealed fields of the record that stays, until it is undone: sealed at the merge's own row,
-- so that a new key reaches it too. What nobody could read when it was replaced lies here as it lay there.
alter table roster.person_merge
  add column former_identity bytea,
  add column former_bank_card bytea;

-- Equal identity numbers are looked for among the records that stand, and walked along in the order of their indexes.
create index person_double_identity on roster.person (identity_index, id)
  where merged_into_id is null and identity_index is not null;
drop index roster.person_identity;

-- A directive belongs to the unit that received it: it is read on that unit's branch of the tree, and put right by whoever
-- reviews plans there. One that was filed before is given the unit of the first plan that cites it, else of the first plan
-- of the house; where there was no plan yet it has none, until somebody puts it right.
alter table plan.directive add column unit_id uuid references roster.unit (id);
update plan.directive d set unit_id = coalesce(
  (select p.unit_id from plan.cited_sentence k
      join plan.commitment c on c.id = k.commitment_id
      join plan.plan p on p.id = c.plan_id
    where k.directive_id = d.id order by k.cited_at, k.id limit 1),
  (select p.unit_id from plan.plan p join plan.document t on t.id = p.document_id
    where p.state <> 'discarded' order by t.imported_at, p.id limit 1));
create index directive_unit on plan.directive (unit_id);
create index directive_file on plan.directive (file_id);

-- Whether accounts take what is posted to them is asked again at the end of the statement, after it holds its months: an
-- account that was closed, or has begun to sum up others, while the statement waited for whoever changed the chart, takes
-- nothing. Triggers of a table run in the order of their names: this one after `posting_checked`.
create function ledger.check_accounts() returns trigger language plpgsql as $$
declare
  fault text;
begin
  select case when c.is_summary then 'summary ' else 'closed ' end || c.code into fault from added a
    join ledger.account c on c.id = a.account_id
    join ledger.entry e on e.id = a.entry_id
    where c.is_summary or (c.is_closed and e.kind <> 'reversal') limit 1;
  if fault is not null then
    raise exception 'the account % takes no posting', fault using errcode = 'GL004', detail = fault;
  end if;
  return null;
end $$;
create trigger posting_taken after insert on ledger.posting referencing new table as added
  for each statement execute function ledger.check_accounts();

-- The entries with which books began.
create index entry_opening on ledger.entry (book_id) where kind = 'opening';

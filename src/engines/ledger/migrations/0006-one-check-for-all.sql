-- The same questions as before, asked at once instead of one after the other: they are half of what an entry costs. What
-- comes first stays first: the month is held before it is read whether it is open.
create or replace function ledger.check_postings() returns trigger language plpgsql as $$
declare
  fault record;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('ledger.period ' || m.book_id || m.month, 0))
    from (select distinct e.book_id, e.month from added a join ledger.entry e on e.id = a.entry_id order by 1, 2) m;
  select f.code, f.detail into fault from (
    select a.entry_id, e.month,
      case
        when p.state <> 'open' then 'GL001'
        when s.net <> 0 or s.lines not between 2 and 200 then 'GL002'
        when e.id is null or a.is_strange or (a.is_red and e.kind <> 'reversal') or w.entry_id is null then 'GL003'
      end as code,
      case when p.state <> 'open' then e.month::text else a.entry_id::text end as detail
    from (
      select t.entry_id, bool_or(t.amount_fen < 0) as is_red,
        bool_or(x.id is null or t.book_id <> x.book_id or t.posted_on <> x.posted_on) as is_strange
      from added t left join ledger.entry x on x.id = t.entry_id group by t.entry_id
    ) a
    left join ledger.entry e on e.id = a.entry_id
    left join ledger.period p on p.book_id = e.book_id and p.month = e.month
    left join ledger.waiting w on w.entry_id = a.entry_id and w.transaction_number = pg_current_xact_id()
    cross join lateral (
      select sum(o.side * o.amount_fen) as net, count(*) as lines from ledger.posting o where o.entry_id = a.entry_id
    ) s
  ) f where f.code is not null order by f.code limit 1;
  if found then
    raise exception 'the entry % can not stand', fault.detail using errcode = fault.code, detail = fault.detail;
  end if;
  return null;
end $$;

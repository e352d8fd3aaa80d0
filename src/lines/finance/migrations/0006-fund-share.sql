-- The wage bill of all employees, month by month, from which the employer owes the union its share. What is entered later for a
-- month counts instead of what was entered before, which stays readable.
create table finance.wage_bill (
  id uuid primary key,
  book_id uuid not null references ledger.book (id),
  month date not null check (month = date_trunc('month', month)::date),
  amount_fen bigint not null check (amount_fen between 0 and 99999999999999),
  words text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null
);
create index wage_bill_month on finance.wage_bill (book_id, month, recorded_at desc, id desc);
create trigger wage_bill_append_only before update or delete or truncate on finance.wage_bill
  for each statement execute function kernel.refuse_change();

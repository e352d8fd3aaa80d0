-- What is spent names the line of the budget it is spent of; a claim holds its part of the line from its approval on.
alter table finance.voucher_line
  add column budget_line_id uuid references ledger.budget_line (id),
  add column reservation_id uuid references ledger.reservation (id);

alter table finance.claim
  add column budget_line_id uuid references ledger.budget_line (id),
  add column reservation_id uuid references ledger.reservation (id),
  add check (reservation_id is null or budget_line_id is not null),
  add check (reservation_id is null or state in ('approved', 'paid'));

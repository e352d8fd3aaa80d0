-- A claim whose voucher was taken back in red is not paid any more: it waits for the chair's word again. Its steps keep which
-- voucher it was paid by and which entry took that back.
alter table finance.claim_step
  add column voucher_id uuid references finance.voucher (id),
  add column entry_id uuid,
  drop constraint claim_step_step_check,
  add constraint claim_step_step_check check (
    step in ('submitted', 'corrected', 'returned', 'checked', 'approved', 'paid', 'reversed', 'refused', 'taken_back')
  ),
  add check ((step = 'reversed') = (entry_id is not null));

update finance.claim_step s set voucher_id = c.voucher_id from finance.claim c where c.id = s.claim_id and s.step = 'paid';

alter table finance.claim
  drop constraint claim_state_check,
  add constraint claim_state_check check (
    state in ('submitted', 'returned', 'checked', 'approved', 'paid', 'reversed', 'refused', 'taken_back')
  ),
  add check (state <> 'reversed' or (book_id is not null and account is not null and approved_by is not null));

-- Until it is refused or given back, what one head has had of it still counts.
drop index finance.claim_heads;
create index claim_heads on finance.claim (unit_id, kind, spent_on)
  where state in ('checked', 'approved', 'paid', 'reversed');

insert into finance.claim_step (id, claim_id, step, note, recorded_at, recorded_by, recorded_by_name, voucher_id, entry_id)
select gen_random_uuid(), c.id, 'reversed', s.note, s.recorded_at, s.recorded_by, s.recorded_by_name, v.id, v.reversal_id
from finance.claim c join finance.voucher v on v.id = c.voucher_id
join lateral (
  select t.note, t.recorded_at, t.recorded_by, t.recorded_by_name from finance.voucher_step t
  where t.voucher_id = v.id and t.step = 'taken_back' order by t.recorded_at desc limit 1
) s on true
where v.reversal_id is not null;

update finance.claim c set state = 'reversed', voucher_id = null, paid_by = null, reservation_id = null, version = c.version + 1
from finance.voucher v where v.id = c.voucher_id and v.reversal_id is not null;

-- The photos of a claim that is paid once more belong to that voucher too.
alter table finance.voucher_file drop constraint voucher_file_pkey, add primary key (voucher_id, file_id);
drop index finance.voucher_file_of;
create index voucher_file_file on finance.voucher_file (file_id);

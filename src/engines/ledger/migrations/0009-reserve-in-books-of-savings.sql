-- Books of savings get an account for what is set aside against debts that nobody will repay: an approved transfer from a relief
-- book can be received as it. Books that are founded from now on have it from their chart.
insert into ledger.account (id, book_id, code, name, element, is_contra, party, money, carries_to, is_summary, is_clearing)
select gen_random_uuid(), b.id, '224', '借款损失准备', 'liability', false, null, null, null, false, false
from ledger.book b
where b.kind = 'savings' and not exists (select from ledger.account a where a.book_id = b.id and a.code = '224');

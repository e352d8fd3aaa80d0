-- A connection keeps the plan of these checks from its first entries on, when the tables are still small and reading them whole
-- looks cheap; every later entry then read a year of them. What is asked for is always a few rows by their keys.
alter function ledger.check_postings() set enable_seqscan = off;
alter function ledger.check_postings() set enable_hashjoin = off;
alter function ledger.check_postings() set enable_mergejoin = off;
alter function ledger.check_accounts() set enable_seqscan = off;
alter function ledger.check_accounts() set enable_hashjoin = off;
alter function ledger.check_accounts() set enable_mergejoin = off;

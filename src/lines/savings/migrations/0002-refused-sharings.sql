-- Why a sharing was refused, in the words of whoever refused it.
alter table savings.share_run add column refusal text;

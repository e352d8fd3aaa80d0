-- Goods of a campaign, as a memo: what came, what was handed out, what passed on, what is there. An estimate of their worth
-- stands beside them and in no book.
create table relief.goods_item (
  id uuid primary key,
  campaign_id uuid not null references relief.campaign (id),
  name text not null check (name <> ''),
  kind text not null check (kind in ('clothing', 'bedding', 'food', 'daily', 'schooling', 'other')),
  size text not null,
  -- What is counted: 件, 床, 公斤.
  measure text not null check (measure <> ''),
  condition text not null check (condition in ('new', 'good', 'worn')),
  given numeric(12, 3) not null default 0,
  taken_over numeric(12, 3) not null default 0,
  handed_out numeric(12, 3) not null default 0,
  passed_on numeric(12, 3) not null default 0,
  -- How much of what came has been disinfected, and when the last time.
  disinfected numeric(12, 3) not null default 0,
  disinfected_on date,
  disinfected_by_name text,
  unique (campaign_id, name, kind, size, measure, condition),
  -- Goods in = out + stock, and the stock is never below nothing, however many write at once.
  constraint goods_stock check (given >= 0 and taken_over >= 0 and handed_out >= 0 and passed_on >= 0
    and given + taken_over >= handed_out + passed_on),
  -- Worn clothes and bedding go out disinfected.
  constraint goods_clean check (disinfected >= 0 and disinfected <= given + taken_over
    and (kind not in ('clothing', 'bedding') or condition = 'new' or handed_out <= disinfected))
);

create table relief.goods_move (
  id uuid primary key,
  item_id uuid not null references relief.goods_item (id),
  what text not null check (what in ('given', 'taken_over', 'handed_out', 'passed_on')),
  -- Of what was given: by whom.
  giver text check (giver in ('person', 'unit', 'anonymous')),
  -- The giver, or who was given it: one of the roster, whether a member or not.
  person_id uuid references roster.person (id),
  -- Of that person on the day, for the sums by unit.
  unit_id uuid,
  is_named boolean not null default false,
  -- Of what came: it was disinfected.
  is_clean boolean not null default false,
  -- The receiver has signed the list.
  is_signed boolean not null default false,
  quantity numeric(12, 3) not null check (quantity > 0),
  -- What it may be worth, as was said when it came; never posted.
  estimate_fen bigint check (estimate_fen between 1 and 99999999999999),
  moved_on date not null,
  other_campaign_id uuid references relief.campaign (id),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  undone_at timestamptz,
  undone_by_name text,
  undo_reason text,
  constraint goods_giver check ((what = 'given') = (giver is not null)),
  constraint goods_giver_named check (case giver when 'person' then person_id is not null
    when 'unit' then person_id is null and unit_id is not null
    when 'anonymous' then person_id is null and unit_id is null and not is_named else true end),
  constraint goods_receiver check (what <> 'handed_out' or person_id is not null),
  constraint goods_signed check (what = 'handed_out' or not is_signed),
  constraint goods_worth check (what in ('given', 'taken_over') or estimate_fen is null)
);
create index goods_move_item on relief.goods_move (item_id, moved_on desc, id desc);
create index goods_move_person on relief.goods_move (person_id) where person_id is not null;

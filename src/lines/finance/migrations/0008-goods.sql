-- Goods in store (库存物品): consumables, festival goods, prizes. Quantities are whole thousandths, so that they are exact.
create table finance.goods (
  id uuid primary key,
  book_id uuid not null references ledger.book (id),
  -- The unit whose store holds them.
  unit_id uuid not null references roster.unit (id),
  unit_path text collate "C" not null references roster.unit (path) on update cascade,
  name text not null check (name <> ''),
  kind text not null check (kind in ('consumable', 'festival', 'prize')),
  measure text not null check (measure <> ''),
  -- Whether parts of the measure can be: kilograms can, towels can't.
  is_divisible boolean not null,
  -- What is on hand, raised and lowered under the lock of this row; nothing on hand is worth nothing.
  on_hand bigint not null default 0 check (on_hand >= 0),
  value_fen bigint not null default 0 check (value_fen >= 0),
  moves int not null default 0,
  created_at timestamptz not null,
  created_by_name text not null,
  check (on_hand > 0 or value_fen = 0),
  unique (book_id, unit_id, name)
);
create index goods_place on finance.goods (unit_path, id);

-- What was handed out at one time, to one or many: the list that they sign.
create table finance.goods_issue (
  id uuid primary key,
  goods_id uuid not null references finance.goods (id),
  on_day date not null,
  words text not null check (words <> ''),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null
);

-- What came in and went out, in order; a row that was written keeps its quantity and its value.
create table finance.goods_move (
  id uuid primary key,
  goods_id uuid not null references finance.goods (id),
  number int not null check (number > 0),
  kind text not null check (kind in ('bought', 'issued', 'returned', 'found', 'lost')),
  on_day date not null,
  -- Above zero what came in, below what went out; a thing that was found may be worth nothing.
  quantity bigint not null check (quantity <> 0),
  value_fen bigint not null,
  on_hand_after bigint not null check (on_hand_after >= 0),
  value_after_fen bigint not null check (value_after_fen >= 0),
  words text not null default '',
  buyer_id uuid references roster.person (id),
  issue_id uuid references finance.goods_issue (id),
  to_person_id uuid references roster.person (id),
  to_unit_id uuid references roster.unit (id),
  -- Of what was returned: the handing out that it came from.
  of_id uuid references finance.goods_move (id),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  unique (goods_id, number),
  check ((kind in ('bought', 'returned', 'found')) = (quantity > 0)),
  check ((kind = 'bought') = (buyer_id is not null)),
  check ((kind = 'issued') = (issue_id is not null) and (kind = 'issued') = (to_unit_id is not null)),
  check ((kind = 'returned') = (of_id is not null))
);
create index goods_move_issue on finance.goods_move (issue_id) where issue_id is not null;
create index goods_move_of on finance.goods_move (of_id) where of_id is not null;
create index goods_move_buyer on finance.goods_move (buyer_id) where buyer_id is not null;
create index goods_move_receiver on finance.goods_move (to_person_id) where to_person_id is not null;

-- That the receiver has signed on paper for what was handed out.
create table finance.goods_signature (
  move_id uuid primary key references finance.goods_move (id),
  signed_on date not null,
  recorded_by uuid not null,
  recorded_by_name text not null
);

-- The entry by which a move stands in the book; without a foreign key, which would lock a row that nobody may write to.
create table finance.goods_entry (
  move_id uuid primary key references finance.goods_move (id),
  entry_id uuid not null,
  tied_by uuid not null,
  tied_by_name text not null
);
create index goods_entry_entry on finance.goods_entry (entry_id);

-- What was counted in a store, by its keeper; it counts when another hand has decided so.
create table finance.goods_count (
  id uuid primary key,
  goods_id uuid not null references finance.goods (id),
  on_day date not null,
  -- What the register said then, and what was there.
  expected bigint not null check (expected >= 0),
  counted bigint not null check (counted >= 0),
  reason text not null check (reason <> ''),
  state text not null check (state in ('proposed', 'granted', 'refused')),
  proposed_by uuid not null,
  proposed_by_name text not null,
  decided_by uuid,
  decided_by_name text,
  decision_words text not null default '',
  move_id uuid references finance.goods_move (id),
  check (decided_by is null or decided_by <> proposed_by),
  check ((state = 'proposed') = (decided_by is null))
);
create unique index goods_count_open on finance.goods_count (goods_id) where state = 'proposed';

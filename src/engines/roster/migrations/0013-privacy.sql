-- What people are asked to agree to. A text is never changed: a new version stands beside it.
create table roster.consent_text (
  key text not null check (key ~ '^[a-z][a-z_]*$'),
  version integer not null check (version >= 1),
  position integer not null,
  name text not null check (name <> ''),
  purpose text not null check (purpose <> ''),
  body text not null check (body <> ''),
  english_name text not null check (english_name <> ''),
  english_purpose text not null check (english_purpose <> ''),
  english_body text not null check (english_body <> ''),
  -- 单独同意: asked for by itself, never bundled with another one.
  is_separate boolean not null,
  -- What is agreed to has changed, so that consents to older versions no longer hold.
  asks_anew boolean not null,
  written_at timestamptz not null,
  written_by uuid,
  written_by_name text not null,
  primary key (key, version)
);
create trigger consent_text_unchanged before update on roster.consent_text
  for each statement execute function kernel.refuse_change();

-- That a person agreed or withdrew; only ever added. The last one of a person and key holds.
create table roster.consent_act (
  id uuid primary key,
  person_id uuid not null references roster.person (id),
  key text not null,
  version integer not null,
  is_given boolean not null,
  channel text not null check (channel in ('phone', 'paper')),
  -- The day on the paper; on the phone the day of the act.
  signed_on date not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null,
  foreign key (key, version) references roster.consent_text (key, version)
);
create index consent_act_person on roster.consent_act (person_id, key, recorded_at);

-- What a person says is wrong in the own file, and what became of it.
create table roster.correction (
  id uuid primary key,
  person_id uuid not null references roster.person (id),
  field text not null check (field in ('name', 'gender', 'bornOn', 'phone', 'nation', 'education', 'employer')),
  -- What stood in the file when the person asked.
  stood text,
  proposed text not null check (proposed <> ''),
  reason text not null check (reason <> ''),
  state text not null check (state in ('open', 'accepted', 'refused')),
  asked_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  answer text,
  constraint correction_decided_whole check ((state = 'open') = (decided_at is null) and (decided_at is null) = (decided_by_name is null)),
  constraint correction_refused_with_reason check ((state = 'refused') = (answer is not null))
);
create index correction_asked on roster.correction (asked_at, id);
create index correction_person on roster.correction (person_id, asked_at);

insert into roster.consent_text (key, version, position, name, purpose, body, english_name, english_purpose, english_body,
  is_separate, asks_anew, written_at, written_by_name) values
  ('honours_publication', 1, 10, '荣誉名单公布姓名和单位', '在工会的光荣榜、通报和大屏上公布获奖人员',
    '我同意工会在公布先进个人和比赛获奖名单时，写出我的姓名和所在单位，不公布其他个人信息。我可以随时撤回；撤回以后新公布的名单不再写出我的姓名，以前的公布不受影响。',
    'Name and unit in lists of honours', 'To publish who has won an honour or prize on the union’s notices and screens',
    'I agree that the union names me and my unit when it publishes honours and winners, and nothing else about me. I can withdraw at any time: from then on new lists do not name me; what was published before is not affected.',
    true, true, '2024-01-01T00:00:00+08:00', '系统'),
  ('hardship_publication', 1, 20, '困难职工帮扶公示（隐去部分姓名）', '按规定公示帮扶对象，接受职工监督',
    '我同意工会在公示困难职工帮扶名单时，公布隐去部分字的姓名、所在单位、帮扶类别和金额，不公布病情、家庭和账户情况。我可以随时撤回。',
    'Public notice of hardship help (name masked)', 'To put the people who are helped on public notice, so that staff can watch over it',
    'I agree that the union’s public notice of hardship help shows my name with signs left out, my unit, the kind of help and the amount, and nothing about illness, family or accounts. I can withdraw at any time.',
    true, true, '2024-01-01T00:00:00+08:00', '系统'),
  ('photo_use', 1, 30, '使用我的活动照片', '在工会的宣传栏、简报和大屏上使用活动照片',
    '我同意工会在宣传栏、简报和大屏上使用拍到我的活动照片。我可以随时撤回；撤回以后工会不再使用能认出我的照片。',
    'Use of photos of me', 'To show photos of activities on the union’s boards, bulletins and screens',
    'I agree that the union uses photos of activities in which I can be seen on its boards, bulletins and screens. I can withdraw at any time: from then on photos in which I can be recognised are no longer used.',
    true, true, '2024-01-01T00:00:00+08:00', '系统'),
  ('insurer_transfer', 1, 40, '向互助保险机构提供我的信息', '办理职工互助保障的投保和理赔',
    '我同意工会为办理职工互助保障，把我的姓名、身份证号、联系电话和理赔材料提供给承办的互助保险机构，机构只能用于投保和理赔。我可以随时撤回；撤回以后工会不能再为我办理新的保障和理赔。',
    'Handing my data to the mutual insurer', 'To take out mutual insurance for staff and to settle claims',
    'I agree that the union hands my name, identity number, phone number and the papers of a claim to the mutual insurer, which may use them for insuring me and settling claims only. I can withdraw at any time: from then on the union can’t take out cover or settle claims for me.',
    true, true, '2024-01-01T00:00:00+08:00', '系统'),
  ('dues_deduction', 1, 50, '会费由工资代扣', '按月从工资中代扣工会会费',
    '我同意由单位按月从我的工资中代扣工会会费并交给工会。我可以随时撤回；撤回以后会费由我自己交纳。',
    'Dues deducted from pay', 'To deduct union dues from the monthly pay',
    'I agree that my employer deducts the union dues from my pay each month and hands them to the union. I can withdraw at any time: from then on I pay the dues myself.',
    false, true, '2024-01-01T00:00:00+08:00', '系统');

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { enrolmentHistory, enrolmentsOf, recordLeaving } from '#engines/roster';
import { makePerson, makeTree, type SmallTree } from '#engines/roster/testing';
import { memberScheme } from '../scheme';
import { committeeUser, makeMember, memberHouse, ownUser, seedMembership } from '../testing';
import * as acts from './applications';
import type { ApplicationForm, ApplicationWhole } from './contract';
import { approveApplications, decideApplication, giveOpinion } from './decide';

let database: TestDatabase;
let tree: SmallTree;
const committee = committeeUser('/', { name: '单主席' });
const second = committeeUser('/', { name: '曾副主席' });
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = committee, today = '2024-06-18') =>
  inTransaction(database.seed({ user, house: memberHouse(database.house), clock: standingClock(today) }), act);

const worker = async (change: Parameters<typeof makePerson>[1] = {}) => {
  const person = await run((ctx) => makePerson(ctx, { unitId: tree.team.id, ...change }));
  return { ...person, user: ownUser(person.id) };
};
const joinForm = (signedName: string): Extract<ApplicationForm, { kind: 'join' }> => ({
  ...{ kind: 'join', signedName, isDeclared: true, words: '愿意加入' },
  ...{ education: null, politicalStatus: null, paysByPayroll: true },
});
const declaration = async () => (await run((ctx) => acts.getOwnMembership(ctx), (await worker()).user)).declaration.id;
const apply = async (
  person: Awaited<ReturnType<typeof worker>>,
  signedName = person.name,
): Promise<ApplicationWhole> => {
  const declarationId = await declaration();
  return run((ctx) => acts.applyOwn(ctx, { form: joinForm(signedName), declarationId }), person.user);
};
const agree = (application: { id: string; version: number }, user = committee) =>
  run((ctx) => giveOpinion(ctx, application.id, { version: application.version, verdict: 'agree', note: '' }), user);
const approve = (application: { id: string; version: number }, user = committee, more: object = {}) =>
  run((ctx) => decideApplication(ctx, application.id, { ...{ version: application.version, verdict: 'approve', on: '2024-06-18', note: '' }, ...more }), user); // prettier-ignore
const stateOf = async (personId: string) =>
  (await run((ctx) => enrolmentsOf(ctx, memberScheme, { personIds: [personId], day: '2024-06-18' }))).get(personId)?.state ?? null; // prettier-ignore

beforeAll(async () => {
  database = await openTestDatabase();
  await run(seedMembership);
  tree = await run(makeTree);
});
afterAll(() => database.close());

describe('an application to join', () => {
  test('goes from the phone by the group and the committee to the card, and the membership dates from the approval', async () => {
    const person = await worker();
    const submitted = await apply(person);
    expect(submitted).toMatchObject({
      state: 'submitted',
      dueOn: '2024-06-25',
      abilities: { takeBack: true, opine: false },
    });
    expect(submitted.declaration).toContain('中国工会章程');
    expect(await stateOf(person.id)).toBe('applicant');
    const agreed = await agree(submitted);
    expect(agreed).toMatchObject({ state: 'agreed', dueOn: '2024-07-02', abilities: { approve: true } });
    const approved = await approve(agreed);
    expect(approved).toMatchObject({
      state: 'approved',
      dueOn: null,
      decidedByName: '单主席',
      decidedOn: '2024-06-18',
    });
    expect(approved.steps.map((step) => step.step)).toEqual(['submitted', 'agreed', 'approved']);
    expect(await stateOf(person.id)).toBe('active');
  });

  // 工会法 §3: whoever lives on wages may join; there is no rule “正式工 only”.
  test.each(['permanent', 'contract', 'dispatched', 'temporary', 'seasonal'] as const)(
    'is open to a worker who is %s',
    async (employmentKind) => {
      expect((await apply(await worker({ employmentKind }))).state).toBe('submitted');
    },
  );

  test('approved by two officers at one moment is approved once, and the second is told by whom', async () => {
    const person = await worker();
    const agreed = await agree(await apply(person));
    const both = await Promise.allSettled([approve(agreed, committee), approve(agreed, second)]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = both.find((one) => one.status === 'rejected')!.reason as { code: string; params: { name: string } };
    expect(lost.code).toBe('membership.decided_already');
    expect(['单主席', '曾副主席']).toContain(lost.params.name);
    const { rows } = await database.pool.query('select count(*)::int as n from membership.card where person_id = $1', [
      person.id,
    ]);
    expect(rows[0].n).toBe(1);
    expect((await run((ctx) => enrolmentHistory(ctx, { personIds: [person.id] }))).map((row) => row.state)).toEqual(['applicant', 'active']); // prettier-ignore
  });

  test('returned with a reason keeps what was written, and goes on once it is corrected', async () => {
    const person = await worker();
    const submitted = await apply(person);
    const returned = await run((ctx) =>
      giveOpinion(ctx, submitted.id, { version: 1, verdict: 'return', note: '请补写入会理由' }),
    );
    expect(returned).toMatchObject({ state: 'returned', form: { words: '愿意加入' } });
    const own = await run((ctx) => acts.getOwnMembership(ctx), person.user);
    expect(own.application).toMatchObject({
      form: { words: '愿意加入' },
      steps: [{}, { note: '请补写入会理由' }],
      abilities: { correct: true },
    });
    const form = { ...joinForm(person.name), words: '愿意加入工会，履行义务' };
    const again = await run(
      (ctx) => acts.correctOwn(ctx, submitted.id, { form, version: returned.version }),
      person.user,
    );
    expect(again).toMatchObject({ state: 'submitted', form: { words: '愿意加入工会，履行义务' } });
  });

  test('taken back leaves the person as before, and a new one may follow', async () => {
    const person = await worker();
    const submitted = await apply(person);
    expect((await run((ctx) => acts.takeBackOwn(ctx, submitted.id, 1), person.user)).state).toBe('taken_back');
    expect(await stateOf(person.id)).toBeNull();
    expect((await apply(person)).state).toBe('submitted');
  });

  test('refused with its reason leaves the person as before', async () => {
    const person = await worker();
    const agreed = await agree(await apply(person));
    const refused = await approve(agreed, committee, { verdict: 'refuse', note: '尚在试用期，手续不全' });
    expect(refused).toMatchObject({ state: 'refused', steps: [{}, {}, { note: '尚在试用期，手续不全' }] });
    expect(await stateOf(person.id)).toBeNull();
  });

  // prettier-ignore
  test.each([
    ['with another’s name as signature', (person: { name: string }) => ({ form: joinForm(`${person.name}某`) }), 'membership.wrong_signature'],
    ['under a declaration that was changed meanwhile', (person: { name: string }) => ({ form: joinForm(person.name), declarationId: tree.team.id }), 'kernel.changed_meanwhile'],
  ] as const)('%s is refused', async (_what, body, code) => {
    const person = await worker();
    const declarationId = await declaration();
    const given = { declarationId, ...body(person) };
    await expect(run((ctx) => acts.applyOwn(ctx, given), person.user)).rejects.toMatchObject({ code });
  });

  test('of who is a member, has one under way, or has left is refused', async () => {
    const member = await run((ctx) => makeMember(ctx, { unitId: tree.team.id, name: '王成员' }));
    const declarationId = await declaration();
    const again = { form: joinForm('王成员'), declarationId };
    await expect(run((ctx) => acts.applyOwn(ctx, again), ownUser(member.id))).rejects.toMatchObject({
      code: 'membership.not_possible_now',
    });
    const busy = await worker();
    await apply(busy);
    await expect(apply(busy)).rejects.toMatchObject({ code: 'membership.open_already' });
    const gone = await worker();
    await run((ctx) => recordLeaving(ctx, gone.id, '2024-06-01'), testUser(['roster.person.write']));
    await expect(apply(gone)).rejects.toMatchObject({ code: 'membership.not_employed' });
  });

  test('needs an account that belongs to somebody', () =>
    expect(run((ctx) => acts.getOwnMembership(ctx), ownUser(null))).rejects.toMatchObject({
      code: 'membership.no_person',
    }));
});

describe('four eyes', () => {
  test('nobody judges the own application, neither as group nor as committee', async () => {
    const person = await worker();
    const submitted = await apply(person);
    const own = committeeUser('/', { personId: person.id });
    await expect(agree(submitted, own)).rejects.toMatchObject({ code: 'membership.four_eyes' });
    const agreed = await agree(submitted);
    await expect(approve(agreed, own)).rejects.toMatchObject({ code: 'membership.four_eyes' });
  });

  test('nor one that the person entered', async () => {
    const person = await worker();
    const paperId = (await run((ctx) => acts.addPaper(ctx, photo, '申请书.jpg'))).id;
    const entered = await enter(person, paperId);
    expect(entered).toMatchObject({ way: 'paper', hasPaper: true, abilities: { opine: false, takeBack: true } });
    await expect(agree(entered)).rejects.toMatchObject({ code: 'membership.four_eyes' });
    const agreed = await agree(entered, second);
    await expect(approve(agreed)).rejects.toMatchObject({ code: 'membership.four_eyes' });
    expect((await approve(agreed, second)).state).toBe('approved');
  });

  test('a step is taken once, in its order', async () => {
    const submitted = await apply(await worker());
    await expect(approve(submitted)).rejects.toMatchObject({ code: 'membership.step_not_open' });
    await agree(submitted);
    await expect(agree(submitted)).rejects.toMatchObject({ code: 'membership.step_not_open' });
  });

  test('an officer of another area sees and decides nothing', async () => {
    const submitted = await apply(await worker());
    const stranger = committeeUser(tree.areas[1].path);
    const notThere = { code: 'kernel.not_found' };
    await expect(run((ctx) => acts.showApplication(ctx, submitted.id), stranger)).rejects.toMatchObject(notThere);
    await expect(agree(submitted, stranger)).rejects.toMatchObject(notThere);
    expect((await run((ctx) => acts.listApplications(ctx, { limit: 50 }), stranger)).rows).toEqual([]);
  });
});

const photo = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const enter = (person: { id: string; name: string }, paperId: string | null, change: object = {}) =>
  run((ctx) => acts.enterApplication(ctx, { ...{ personId: person.id, form: joinForm(person.name), paperId, submittedOn: '2024-06-17' }, ...change })); // prettier-ignore

describe('a paper', () => {
  test('is kept with the application and read by who may', async () => {
    const { id } = await run((ctx) => acts.addPaper(ctx, photo, '申请书.jpg'));
    const entered = await enter(await worker(), id);
    const file = await run((ctx) => acts.getPaper(ctx, entered.id));
    expect([file.mediaType, [...file.bytes]]).toEqual(['image/jpeg', [...photo]]);
    const back = await run((ctx) => acts.takeBackEntered(ctx, entered.id, { version: 1, reason: '录错了人' }));
    expect(back).toMatchObject({ state: 'taken_back', steps: [{}, { note: '录错了人' }] });
  });

  test('that is missing, somebody else’s or of a day that has not come is refused', async () => {
    const person = await worker();
    const foreign = (await run((ctx) => acts.addPaper(ctx, photo, 'a.jpg'), second)).id;
    const own = (await run((ctx) => acts.addPaper(ctx, photo, 'b.jpg'))).id;
    await expect(enter(person, null)).rejects.toMatchObject({ code: 'membership.paper_missing' });
    await expect(enter(person, foreign)).rejects.toMatchObject({ code: 'membership.paper_foreign' });
    await expect(enter(person, own, { submittedOn: '2024-06-19' })).rejects.toMatchObject({
      code: 'membership.day_ahead',
    });
  });

  test('from another union is decided without a group, and the years there are kept', async () => {
    const person = await worker();
    const paperId = (await run((ctx) => acts.addPaper(ctx, photo, '接转单.jpg'))).id;
    const form = {
      ...{ kind: 'transfer_in', fromUnion: '海宁化工厂工会', formNumber: '转12' },
      ...{ memberSince: '2015-05-01', words: '' },
    } as const;
    const entered = await enter(person, paperId, { form });
    expect(entered.state).toBe('agreed');
    await approve(entered, second);
    const { rows } = await database.pool.query('select member_since::text as since, issued_on::text as issued from membership.card where person_id = $1', [person.id]); // prettier-ignore
    expect(rows[0]).toEqual({ since: '2015-05-01', issued: '2024-06-18' });
  });
});

describe('many at once', () => {
  test('are approved from one day; each that can’t be is named with the reason, and the numbers have no gap', async () => {
    const [one, two, done] = [await agree(await apply(await worker())), await agree(await apply(await worker())), await agree(await apply(await worker()))]; // prettier-ignore
    await approve(done, second);
    const early = await apply(await worker());
    const rows = [one, done, early, two].map(({ id, version }) => ({ id, version }));
    const answer = await run((ctx) =>
      approveApplications(ctx, { rows: [...rows, { id: tree.team.id, version: 1 }], on: '2024-06-18' }),
    );
    expect(answer.rows.map((row) => row.number !== null)).toEqual([true, false, false, true, false]);
    const serials = answer.rows.flatMap((row) => (row.number === null ? [] : [Number(row.number.slice(5))]));
    expect(serials[1]! - serials[0]!).toBe(1);
    await expect(run((ctx) => approveApplications(ctx, { rows, on: '2024-06-19' }))).rejects.toMatchObject({
      code: 'membership.day_ahead',
    });
  });

  test('a refused act gives its number back: serials of a works and year are 1, 2, 3 …', async () => {
    const { rows } = await database.pool.query<{ serial: number }>(
      'select serial from membership.card where works_id = $1 and year = 2024 order by serial',
      [tree.works.id],
    );
    expect(rows.map((row) => row.serial)).toEqual(rows.map((_row, i) => i + 1));
    expect(rows.length).toBeGreaterThan(3);
  });
});

describe('leaving', () => {
  const member = () => run((ctx) => makeMember(ctx, { unitId: tree.team.id, name: '李退会' }));
  const withdraw = async (person: { id: string }) =>
    run((ctx) => acts.applyOwn(ctx, { form: { kind: 'withdrawal', signedName: '李退会', words: '' }, declarationId: null }), ownUser(person.id)); // prettier-ignore

  test('is free: it is noted, never refused, and it is said whether the card came back', async () => {
    const person = await member();
    const agreed = await agree(await withdraw(person));
    await expect(approve(agreed, committee, { verdict: 'refuse', note: '再考虑' })).rejects.toMatchObject({
      code: 'membership.cannot_be_refused',
    });
    await expect(approve(agreed)).rejects.toMatchObject({ code: 'membership.card_unsaid' });
    const noted = await approve(agreed, committee, { isCardReturned: true });
    expect(noted.steps.at(-1)).toMatchObject({ step: 'approved', isCardReturned: true });
    expect(await stateOf(person.id)).toBe('withdrawn');
  });

  const lapse: Extract<ApplicationForm, { kind: 'lapse' }> = {
    ...{ kind: 'lapse', unpaidSince: '2023-12-01', talkOn: '2024-05-20' },
    ...{
      notTakingPart: '半年未参加小组活动',
      noGoodReason: '本人在岗，无病无假',
      educationRefused: '五月二十日谈话，仍不改正',
    },
  };
  const propose = (person: { id: string }, change: object = {}) =>
    run((ctx) =>
      acts.enterApplication(ctx, {
        personId: person.id,
        form: { ...lapse, ...change },
        paperId: null,
        submittedOn: '2024-06-18',
      }),
    );

  // 会员会籍管理办法: a human decision, never a job's.
  test('six months without dues end nothing by themselves: three statements, the group and the committee do', async () => {
    const person = await member();
    const proposed = await propose(person);
    expect(await stateOf(person.id)).toBe('active');
    const agreed = await agree(proposed, second);
    expect(await stateOf(person.id)).toBe('active');
    await approve(agreed, second, { isCardReturned: false });
    expect(await stateOf(person.id)).toBe('auto_withdrawn');
  });

  test.each([
    ['months that are too few', { unpaidSince: '2024-01-01' }, 'membership.unpaid_too_short'],
    ['a talk before the dues stopped', { talkOn: '2023-11-30' }, 'membership.talk_outside'],
    ['a talk that is still to come', { talkOn: '2024-06-19' }, 'membership.talk_outside'],
  ])('with %s it is not even proposed', async (_what, change, code) => {
    await expect(propose(await member(), change)).rejects.toMatchObject({ code });
  });

  test('expelled is who the group has discussed, the committee decided and the union above has on file', async () => {
    const person = await member();
    const form = {
      kind: 'expulsion',
      judgement: '海宁市法院（2024）刑初12号',
      words: '严重犯罪，已受刑事处分',
    } as const;
    const proposed = await run((ctx) => acts.enterApplication(ctx, { personId: person.id, form, paperId: null, submittedOn: '2024-06-18' })); // prettier-ignore
    const agreed = await agree(proposed, second);
    await expect(approve(agreed, second, { isCardReturned: true })).rejects.toMatchObject({
      code: 'membership.filing_missing',
    });
    const done = await approve(agreed, second, { isCardReturned: true, filedNote: '集团公司工会，6月18日' });
    expect(done.steps.at(-1)).toMatchObject({ filedNote: '集团公司工会，6月18日' });
    expect(await stateOf(person.id)).toBe('expelled');
  });
});

test('the list is read page by page, the latest first, and filtered', async () => {
  const first = await run((ctx) => acts.listApplications(ctx, { limit: 3 }));
  const next = await run((ctx) => acts.listApplications(ctx, { limit: 3, cursor: first.nextCursor! }));
  expect(new Set([...first.rows, ...next.rows].map((row) => row.id)).size).toBe(6);
  const lapses = await run((ctx) => acts.listApplications(ctx, { limit: 50, kind: 'lapse', unitId: tree.works.id }));
  expect(lapses.rows.map((row) => row.kind)).toEqual(['lapse']);
  expect((await run((ctx) => acts.listApplications(ctx, { limit: 2, cursor: '0000-01-01_x' }))).rows).toHaveLength(2);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { grantLoader, openAccount } from '#engines/roster';
import { makePerson, makeTree, makeUnit, type SmallTree } from '#engines/roster/testing';
import { rulebookModule } from '#engines/rulebook';
import { recordMove } from '../moves/moves';
import { membershipPermissions } from '../contract';
import { makeMember, makeMembers, memberHouse, ownUser, seedMembership, wordsOfFile } from '../testing';
import { dissolveUnionBody, foundUnionBody, renameUnionBody } from './bodies';
import type { BodyKindName, Candidate, SeatName } from './contract';
import { exportBodies, listBodies } from './listing';
import { addBodyPaper, getBodyPaper } from './papers';
import { exportBodyMembers, getBodySize, showBody } from './present';
import { remindOfTerms } from './remind';
import { beginUnionTerm, endUnionTerm, leaveUnionSeat, prolongUnionTerm, takeUnionSeat } from './terms';

const TODAY = '2024-06-18';
const all = [...membershipPermissions, 'roster.grant.write'];
const roles = { chair: { permissions: ['test.lead'] }, auditor: { permissions: [] }, worker: { permissions: [] } };

let database: TestDatabase;
let tree: SmallTree;
const house = () => {
  const known = memberHouse(database.house);
  const rulebook = new Map((rulebookModule.parameters ?? []).map((one) => [one.shape.key, one]));
  return { ...known, parameters: new Map([...(known.parameters ?? []), ...rulebook]) };
};
const keeper = (unitPath = '/'): SignedInUser => testUser(all, unitPath);
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = keeper(), today = TODAY) =>
  inTransaction(database.seed({ user, house: house(), clock: standingClock(today) }), act);

beforeAll(async () => {
  database = await openTestDatabase();
  await run(seedMembership);
  tree = await run(makeTree);
});
afterAll(() => database.close());

/** A works of its own with so many members. */
async function union(members = 30, gender: 'female' | 'male' = 'female') {
  const unit = await run((ctx) => makeUnit(ctx));
  const people = await run((ctx) => makeMembers(ctx, members, { unitId: unit.id, gender, joinedOn: '2020-03-01' }));
  return { unit, people };
}

const found = (unitId: string, kind: BodyKindName = 'union_committee', user = keeper()) =>
  run((ctx) => foundUnionBody(ctx, { unitId, kind, name: `${kind}一届`, foundedOn: '2020-04-01' }), user);
const candidate = (personId: string, seat: SeatName = 'member', isNoRelative = true): Candidate => ({
  ...{ personId, seat, isNoRelative },
});
type TermAsked = Parameters<typeof beginUnionTerm>[1]['body'];
const begin = (id: string, change: Partial<TermAsked> & Pick<TermAsked, 'candidates'>, user = keeper()) =>
  run(
    (ctx) =>
      beginUnionTerm(ctx, {
        ...{ params: { id }, query: {} },
        body: { number: 1, startsOn: '2021-09-01', years: 3, seats: 5, basis: '会员大会选举', ...change },
      }),
    user,
  );
const take = (id: string, termId: string, given: Candidate, from = '2024-06-01') =>
  run((ctx) =>
    takeUnionSeat(ctx, {
      ...{ params: { id, termId }, query: {} },
      body: { ...given, how: 'by_election', from, basis: '补选' },
    }),
  );
/** A union with a committee in its first term: a chair and two members. */
async function committee() {
  const { unit, people } = await union();
  const { id } = await found(unit.id);
  const candidates = [candidate(people[0]!, 'chair'), candidate(people[1]!), candidate(people[2]!)];
  const { id: termId } = await begin(id, { candidates });
  return { unit, people, id, termId };
}
const show = (id: string, user = keeper(), today = TODAY) => run((ctx) => showBody(ctx, id), user, today);

describe('a re-election', () => {
  test('seats the elected together, ends the term before, and leaves a history', async () => {
    const { id, people } = await committee();
    const candidates = [candidate(people[1]!, 'chair'), candidate(people[3]!)];
    await begin(id, { number: 2, startsOn: '2024-06-10', years: 5, candidates });
    const { state, terms, steps, warnings } = await show(id);
    expect(state).toBe('in_office');
    expect(terms.map((term) => [term.number, term.state, term.endsOn, term.endedOn])).toEqual([
      [2, 'in_office', '2029-06-09', null],
      [1, 'over', '2024-08-31', '2024-06-09'],
    ]);
    expect(terms[0]!.seatRows).toMatchObject([
      { person: { id: people[1] }, seat: 'chair', role: 'chair', hasAccount: false, isNoRelative: true },
      { person: { id: people[3] }, seat: 'member', role: null, basis: '会员大会选举', how: 'elected' },
    ]);
    expect(steps.map((step) => step.step)).toEqual(['term_begun', 'term_begun', 'founded']);
    expect(warnings).toEqual(['还缺 3 人，请补选。']);
  });

  test('of a size or length that the rule does not give is refused with the rule and its numbers', async () => {
    const { unit, people } = await union(30);
    const { id } = await found(unit.id);
    const candidates = [candidate(people[0]!, 'chair')];
    await expect(begin(id, { seats: 9, candidates })).rejects.toMatchObject({
      code: 'membership.body_size',
      params: { members: 30, least: 3, most: 7, seats: 9, source: '《工会基层组织选举工作条例》（2016）' },
    });
    await expect(begin(id, { years: 4, candidates })).rejects.toMatchObject({
      code: 'membership.term_years',
      params: { years: 4, allowed: '3 年或 5', source: '《工会法》第十六条' },
    });
    const { id: group } = await found((await union(2)).unit.id, 'union_group');
    await expect(begin(group, { seats: 1, candidates: [] })).rejects.toMatchObject({
      code: 'membership.body_too_few',
      params: { count: 2, fewest: 3, whom: '会员' },
    });
    const men = await union(12, 'male');
    const { id: women } = await found(men.unit.id, 'women_committee');
    await expect(begin(women, { candidates: [] })).rejects.toMatchObject({
      code: 'membership.body_too_few',
      params: { count: 0, fewest: 10, whom: '女会员' },
    });
    expect(await run((ctx) => getBodySize(ctx, id, '2024-06-18'))).toMatchObject({
      members: 30,
      women: 30,
      years: [3, 5],
    });
    expect(await run((ctx) => getBodySize(ctx, id, '2020-02-29'))).toMatchObject({ members: 0, rule: { least: 3 } });
  });

  test('by two officers at the same moment happens once', async () => {
    const { id, people } = await committee();
    const second = { number: 2, startsOn: '2024-06-10', candidates: [candidate(people[4]!, 'chair')] };
    const both = await Promise.allSettled([begin(id, second), begin(id, second)]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'roster.term_number' });
    expect((await show(id)).terms[0]!.seatRows).toHaveLength(1);
  });
});

describe('a candidate', () => {
  test('is an active member of the unit who declared to be no relative, on a seat that there is', async () => {
    const { id, termId, unit, people } = await committee();
    const stranger = await run((ctx) => makePerson(ctx, { unitId: unit.id, name: '何未入' }));
    await expect(take(id, termId, candidate(stranger.id))).rejects.toMatchObject({
      code: 'membership.candidate_unfit',
      params: { names: '何未入（不是会员）' },
    });
    const move = { to: 'retained', reason: 'retired', on: '2024-05-01', document: '1号', note: '' } as const;
    await run((ctx) => recordMove(ctx, people[9]!, move));
    await expect(take(id, termId, candidate(people[9]!))).rejects.toMatchObject({
      code: 'membership.candidate_unfit',
      params: { names: '会员9（保留会籍）' },
    });
    const { id: elsewhere } = await run((ctx) => makeMember(ctx, { unitId: tree.team.id, name: '史别处' }));
    await expect(take(id, termId, candidate(elsewhere))).rejects.toMatchObject({
      code: 'membership.candidate_elsewhere',
      params: { names: expect.stringContaining('史别处') as string },
    });
    await expect(take(id, termId, candidate(people[5]!, 'member', false))).rejects.toMatchObject({
      code: 'membership.candidate_undeclared',
      params: { names: '会员5' },
    });
    await expect(take(id, termId, candidate(people[5]!, 'leader'))).rejects.toMatchObject({
      code: 'membership.seat_unknown',
      params: { seats: '主席、副主席、委员' },
    });
    await expect(take(id, termId, candidate('00000000-0000-4000-8000-000000000000'))).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
  });

  test('for the audit committee leads no committee of the same union, and the other way round', async () => {
    const { unit, people, id, termId } = await committee();
    const audit = await found(unit.id, 'audit_committee');
    const elect = (personId: string) => begin(audit.id, { seats: 3, candidates: [candidate(personId, 'chair')] });
    await expect(elect(people[0]!)).rejects.toMatchObject({
      code: 'roster.seat_conflict',
      params: { because: expect.stringContaining('经费审查委员不得') as string },
    });
    await elect(people[1]!);
    await take(id, termId, candidate(people[7]!));
    await run((ctx) => takeUnionSeatOf(ctx, audit.id, people[7]!));
    await expect(take(id, termId, candidate(people[7]!, 'vice_chair'))).rejects.toMatchObject({
      code: 'roster.seat_twice',
    });
    await run((ctx) => takeUnionSeatOf(ctx, audit.id, people[8]!));
    await expect(take(id, termId, candidate(people[8]!, 'vice_chair'))).rejects.toMatchObject({
      code: 'roster.seat_conflict',
    });
    expect((await show(audit.id)).warnings).toEqual([]);
  });
});

async function takeUnionSeatOf(ctx: Context, bodyId: string, personId: string): Promise<void> {
  const { terms } = await showBody(ctx, bodyId);
  await takeUnionSeat(ctx, {
    ...{ params: { id: bodyId, termId: terms[0]!.id }, query: {} },
    body: { ...candidate(personId), how: 'appointed', from: '2024-06-01', basis: '增补' },
  });
}

describe('a term', () => {
  test('that is over takes its roles with it the next day; prolonged by a document they go on', async () => {
    const { id, termId, people, unit } = await committee();
    const account = { mustChangePassword: false, role: 'worker', unitId: unit.id, password: 'Sea-salt-2024' };
    const accountId = await run((ctx) =>
      openAccount(ctx, roles, { ...account, personId: people[0]!, username: `chair-${id}`, name: '主席' }),
    );
    const rolesOn = async (day: string) => {
      const { grants } = await grantLoader(roles, standingClock(day))(database.house, accountId);
      return grants.map((grant) => grant.role);
    };
    expect(await rolesOn('2024-08-31')).toEqual(['chair', 'worker']);
    expect(await rolesOn('2024-09-01')).toEqual(['worker']);

    const sender = keeper();
    const bytes = new TextEncoder().encode('%PDF-1.7\n批复');
    const paper = await run((ctx) => addBodyPaper(ctx, bytes, '批复.pdf'), sender);
    const prolong = (paperId: string | null, user = sender) =>
      run(
        (ctx) =>
          prolongUnionTerm(ctx, {
            ...{ params: { id, termId }, query: {} },
            body: { endsOn: '2025-02-28', basis: '总工〔2024〕6号', paperId },
          }),
        user,
      );
    await expect(prolong(paper.id, keeper())).rejects.toMatchObject({ code: 'membership.document_foreign' });
    await prolong(paper.id);
    expect(await rolesOn('2025-02-28')).toEqual(['chair', 'worker']);
    expect(await rolesOn('2025-03-01')).toEqual(['worker']);
    const [step] = (await show(id)).steps;
    expect(step).toMatchObject({ step: 'term_prolonged', hasPaper: true, note: '总工〔2024〕6号' });
    expect((await run((ctx) => getBodyPaper(ctx, id, step!.id))).name).toBe('批复.pdf');
  });

  test('loses who leaves, and ends early with all', async () => {
    const { id, termId } = await committee();
    const [chair] = (await show(id)).terms[0]!.seatRows;
    const given = { lastDay: '2024-06-17', reason: '调离' };
    await run((ctx) => leaveUnionSeat(ctx, { params: { id, seatId: chair!.id }, query: {}, body: given }));
    const after = await show(id);
    expect(after.terms[0]!.seatRows.find((row) => row.id === chair!.id)).toMatchObject({
      ...{ to: '2024-06-17', endReason: '调离', abilities: { leave: false } },
    });
    expect(after.steps[0]).toMatchObject({ step: 'seat_left', personName: '会员0', seat: 'chair' });
    await run((ctx) => endUnionTerm(ctx, { params: { id, termId }, query: {}, body: given }));
    expect(await show(id)).toMatchObject({ state: 'without_term', terms: [{ abilities: { takeSeat: false } }] });
    const file = await run((ctx) => exportBodyMembers(ctx, id, termId));
    const words = await wordsOfFile(file);
    for (const part of ['会员0', '主席', '调离', '会员大会选举']) expect(words).toContain(part);
  });

  test('that differs from the committee’s is a warning', async () => {
    const { unit, people } = await committee();
    const { id } = await found(unit.id, 'women_committee');
    await begin(id, { startsOn: '2022-09-01', seats: 1, candidates: [candidate(people[6]!, 'chair')] });
    expect((await show(id)).warnings).toEqual([expect.stringContaining('2021年9月1日 至 2024年8月31日')]);
  });
});

describe('reminders', () => {
  test('tell keepers and the chair once a stage: ninety days ahead, thirty, and when it has run out', async () => {
    const { id, people, unit } = await committee();
    const keeperRoles = { ...roles, keeper: { permissions: ['membership.body.write'] } };
    const open = (role: string, personId: string | null, username: string) =>
      run(
        (ctx) =>
          openAccount(ctx, keeperRoles, {
            ...{ personId, username, name: '某人', password: 'Sea-salt-2024', mustChangePassword: false },
            ...{ role, unitId: unit.id },
          }),
        keeper(),
        '2024-05-01',
      );
    const accounts = [await open('keeper', null, `k-${id}`), await open('worker', people[0]!, `c-${id}`)];
    const remind = (today: string) =>
      inTransaction(
        database.seed({
          user: null,
          house: { ...house(), rolesWith: () => ['keeper'] },
          clock: standingClock(today),
        }),
        remindOfTerms,
      );
    const told = async () => {
      const { rows } = await database.pool.query<{ kind: string; accountId: string }>(
        `select kind, account_id as "accountId" from kernel.notification
         where kind like 'membership.term%' and account_id = any($1) order by created_at, id`,
        [accounts],
      );
      return accounts.map((account) => rows.filter((row) => row.accountId === account).map((row) => row.kind));
    };
    await remind('2024-06-01');
    expect(await told()).toEqual([[], []]);
    await remind('2024-06-02');
    await remind('2024-06-03');
    const ending = 'membership.term_ending';
    expect(await told()).toEqual([[ending], [ending]]);
    await remind('2024-08-01');
    await remind('2024-08-30');
    const both = [ending, ending];
    expect(await told()).toEqual([both, both]);
    await remind('2024-09-02');
    const over = [...both, 'membership.term_overdue'];
    expect(await told()).toEqual([over, over]);
    expect((await show(id, keeper(), '2024-09-02')).state).toBe('overdue');
  });
});

describe('the list', () => {
  test('shows what is due, what is overdue and what a unit must have and lacks, within reach', async () => {
    const { unit, id } = await committee();
    const list = (query: Partial<Parameters<typeof listBodies>[1]> = {}, today = TODAY, user = keeper(unit.path)) =>
      run((ctx) => listBodies(ctx, { limit: 50, ...query }), user, today);
    const { rows, counts } = await list();
    expect(rows.map((row) => [row.kind, row.state, row.abilities.found])).toEqual([
      ['union_committee', 'due', false],
      ['audit_committee', 'missing', true],
      ['women_committee', 'missing', true],
    ]);
    expect(rows[0]).toMatchObject({ id, term: { sitting: 3, seats: 5, daysLeft: 74 } });
    expect(rows[1]!.because).toBe('会员 30 人，满 25 人应当建立（《工会法》第十一条）');
    expect(counts).toMatchObject({ due: 1, missing: 2, overdue: 0 });
    expect((await list({ state: 'overdue' }, '2024-09-01')).rows.map((row) => row.id)).toEqual([id]);

    const first = await list({ limit: 1 });
    expect((await list({ limit: 5, cursor: first.nextCursor! })).rows).toEqual(rows.slice(1));
    const words = await wordsOfFile(await run((ctx) => exportBodies(ctx, {}), keeper(unit.path)));
    for (const part of ['union_committee一届', '即将到期', '未建立']) expect(words).toContain(part);

    const elsewhere = keeper(tree.areas[1].path);
    expect((await list({}, TODAY, elsewhere)).rows.filter((row) => row.id !== null)).toEqual([]);
    await expect(list({ unitId: unit.id }, TODAY, elsewhere)).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(show(id, elsewhere)).rejects.toMatchObject({ code: 'kernel.not_found' });
  });
});

describe('a body', () => {
  test('of which a unit has one is founded by one of two, and again once it is dissolved', async () => {
    const { unit } = await union(3);
    const both = await Promise.allSettled([found(unit.id), found(unit.id)]);
    expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'membership.body_exists' });
    const { rows } = await run((ctx) => listBodies(ctx, { limit: 50, unitId: unit.id }));
    const id = rows[0]!.id!;
    await run((ctx) => renameUnionBody(ctx, id, { name: '盐场工会委员会', version: 1 }));
    const change = { lastDay: '2024-06-17', reason: '合并', version: 2 };
    await run((ctx) => dissolveUnionBody(ctx, id, change));
    expect(await show(id)).toMatchObject({ name: '盐场工会委员会', state: 'dissolved', abilities: { rename: false } });
    await found(unit.id);
    await found((await union(3)).unit.id, 'union_group');
    await expect(
      run((ctx) =>
        foundUnionBody(ctx, { unitId: unit.id, kind: 'union_group', name: '一组', foundedOn: '2024-06-19' }),
      ),
    ).rejects.toMatchObject({ code: 'membership.day_ahead' });
  });

  test('whose seats bring roles is changed by who may give roles there, other bodies by who keeps bodies', async () => {
    const { id, unit } = await committee();
    const officer = testUser(['membership.body.read', 'membership.body.write'], unit.path);
    expect((await show(id, officer)).abilities).toEqual({ beginTerm: false, rename: false, dissolve: false });
    const rename = (user: SignedInUser) => run((ctx) => renameUnionBody(ctx, id, { name: '新名', version: 1 }), user);
    await expect(rename(officer)).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(rename(ownUser(null))).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(found(unit.id, 'audit_committee', officer)).rejects.toMatchObject({ code: 'kernel.not_found' });
    await found(unit.id, 'kitchen_committee', officer);
  });
});

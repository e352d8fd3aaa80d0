import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { movePerson, recordLeaving } from '#engines/roster';
import { makePerson, makeTree, type SmallTree } from '#engines/roster/testing';
import { importMembers } from '../import-members';
import { joined, membershipRate, womenShare } from '../measures';
import { recordMove } from '../moves/moves';
import { exportMembers, listMembers } from '../register/register';
import { committeeUser, makeMember, memberHouse, seedMembership, wordsOfFile } from '../testing';
import { exportStatistics, getStatistics, listStatisticPeople } from './statistics';
import { statisticParts, type StatisticPart } from './contract';

let database: TestDatabase;
let tree: SmallTree;
const committee = committeeUser();
const roster = testUser(['roster.person.write']);
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = committee) =>
  inTransaction(database.seed({ user, house: memberHouse(database.house), clock: standingClock('2024-06-18') }), act);
const ids: Record<string, string> = {};

/**
 * Team: 安平 (woman, since 2022), 白露 (woman, joined in 2024), 曹静 (no member), 丁力 (retired, left). First area itself: 方圆
 * (temporary member). Second area: 高山 (was in the team until May), 何川 (withdrawn in 2024), 江海 (left, undecided).
 */
beforeAll(async () => {
  database = await openTestDatabase();
  await run(seedMembership);
  tree = await run(makeTree);
  const [first, second] = tree.areas;
  const make = async (name: string, unitId: string, joinedOn: string, gender: 'female' | 'male' = 'male') =>
    (ids[name] = (await run((ctx) => makeMember(ctx, { name, unitId, joinedOn, gender }))).id);
  const move = (name: string, change: Pick<Parameters<typeof recordMove>[2], 'to' | 'reason' | 'on'>) =>
    run((ctx) => recordMove(ctx, ids[name]!, { document: '材料', note: '', destination: '别的工会', ...change }));
  await make('安平', tree.team.id, '2022-03-01', 'female');
  await make('白露', tree.team.id, '2024-02-01', 'female');
  await run((ctx) => makePerson(ctx, { name: '曹静', unitId: tree.team.id }));
  await make('丁力', tree.team.id, '2021-01-01');
  await move('丁力', { to: 'retained', reason: 'retired', on: '2024-03-31' });
  await run((ctx) => recordLeaving(ctx, ids['丁力']!, '2024-03-31'), roster);
  const temporary = await run((ctx) => makePerson(ctx, { name: '方圆', unitId: first.id, employmentKind: 'temporary', gender: 'male', isMigrant: true })); // prettier-ignore
  ids['方圆'] = temporary.id;
  await run((ctx) => importMembers(ctx, [{ personId: temporary.id, joinedOn: '2023-06-01' }]));
  await make('高山', tree.team.id, '2020-05-01');
  await run((ctx) => movePerson(ctx, ids['高山']!, { unitId: second.id, from: '2024-06-01' }), roster);
  await make('何川', second.id, '2020-05-01');
  await move('何川', { to: 'transferred_out', reason: 'changed_job', on: '2024-05-05' });
  await make('江海', second.id, '2020-05-01');
  await run((ctx) => recordLeaving(ctx, ids['江海']!, '2024-06-10'), roster);
});
afterAll(() => database.close());

const table = (query: Parameters<typeof getStatistics>[1] = {}) =>
  run((ctx) => getStatistics(ctx, { unitId: tree.works.id, ...query }));
const lineOf = async (name: string, query: Parameters<typeof getStatistics>[1] = {}) =>
  (await table(query)).rows.find((row) => row.unit.name === name)!;

describe('statistics of a day', () => {
  test('count each person in the unit of that day; sums are those of the lines', async () => {
    const { rows } = await table();
    expect(rows.map((row) => [row.unit.name, row.what])).toEqual([
      ['测试盐场', 'sum'],
      ['一工区', 'below'],
      ['二工区', 'below'],
    ]);
    const [sum, ...lines] = rows;
    for (const part of statisticParts)
      expect(
        lines.reduce((total, row) => total + row.now[part], 0),
        part,
      ).toBe(sum!.now[part]);
    expect(sum!.now).toEqual({
      ...{ staff: 6, enrolled: 4, enrolledWomen: 2, dispatched: 0, temporary: 1, migrant: 1, outside: 2 },
      ...{ resting: 1, undecided: 1, entered: 1, went: 1 },
    });
    expect((await lineOf('一工区', { day: '2024-05-31' })).now).toMatchObject({ staff: 5, enrolled: 4 });
    expect((await lineOf('二工区', { day: '2024-05-31' })).now).toMatchObject({ staff: 2, enrolled: 1 });
  });

  test('stand beside the same day a year before', async () => {
    const sum = await lineOf('测试盐场');
    expect(sum.lastYear).toMatchObject({ staff: 8, enrolled: 6, entered: 1, went: 0, resting: 0 });
  });

  test('of a unit with units below show its own people apart', async () => {
    const { rows, above } = await table({ unitId: tree.areas[0].id });
    expect(rows.map((row) => [row.unit.name, row.what])).toContainEqual(['一工区', 'own']);
    expect(rows.find((row) => row.what === 'own')!.now).toMatchObject({ staff: 1, enrolled: 1, temporary: 1 });
    expect(above.map((unit) => unit.name)).toEqual(['测试集团', '测试盐场']);
  });

  test('agree, unit by unit, with a query that goes another way', async () => {
    for (const day of ['2023-06-18', '2024-03-30', '2024-05-31', '2024-06-18']) {
      const { rows } = await database.pool.query<{ name: string; staff: number; members: number }>(
        `select a.name, count(*)::int as staff, count(*) filter (where exists (
             select from roster.enrolment e where e.person_id = l.person_id and e.scheme = 'membership.union'
               and e.state = 'active' and e.voided_at is null
               and daterange(e.valid_from, e.valid_to, '[]') @> $1::date))::int as members
         from roster.placement l join roster.unit u on u.id = l.unit_id
         join roster.unit a on a.kind = 'work_area' and (u.id = a.id or u.parent_id = a.id)
         where daterange(l.valid_from, l.valid_to, '[]') @> $1::date group by a.name order by a.name`,
        [day],
      );
      const told = (await table({ day })).rows.filter((row) => row.what === 'below' && row.now.staff > 0);
      const mine = told.map(({ unit, now }) => ({ name: unit.name, staff: now.staff, members: now.enrolled }));
      expect(
        mine.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
        day,
      ).toEqual(rows.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
    }
  });

  test('a period that ends before it begins is refused, and so is a unit elsewhere', async () => {
    await expect(table({ from: '2024-06-19' })).rejects.toMatchObject({ code: 'membership.period_turned' });
    const officer = committeeUser(tree.areas[0].path);
    await expect(run((ctx) => getStatistics(ctx, { unitId: tree.works.id }), officer)).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
    expect((await run((ctx) => getStatistics(ctx, {}), officer)).unit.name).toBe('一工区');
  });
});

describe('behind each figure', () => {
  test('stand as many people as it says', async () => {
    const sum = await lineOf('测试盐场');
    const names: Partial<Record<StatisticPart, string[]>> = {};
    for (const part of statisticParts) {
      const { rows } = await run((ctx) => listStatisticPeople(ctx, { unitId: tree.works.id, part, limit: 50 }));
      expect(rows, part).toHaveLength(sum.now[part]);
      names[part] = rows.map((row) => row.name);
    }
    expect(names).toMatchObject({
      entered: ['白露'],
      went: ['何川'],
      resting: ['丁力'],
      undecided: ['江海'],
      outside: ['曹静', '何川'],
    });
    const own = await run((ctx) =>
      listStatisticPeople(ctx, { unitId: tree.areas[0].id, part: 'staff', isOwn: true, limit: 50 }),
    );
    expect(own.rows.map((row) => row.name)).toEqual(['方圆']);
  });

  test('who reads totals alone gets no names', async () => {
    const superior = testUser(['membership.statistics.read']);
    expect((await run((ctx) => getStatistics(ctx, { unitId: tree.works.id }), superior)).rows[0]!.now.enrolled).toBe(4);
    await expect(run((ctx) => listStatisticPeople(ctx, { unitId: tree.works.id, part: 'staff', limit: 5 }), superior)).rejects.toMatchObject({ code: 'kernel.not_found' }); // prettier-ignore
  });

  test('the file holds the table', async () => {
    const file = await run((ctx) => exportStatistics(ctx, { unitId: tree.works.id }));
    const sheet = await wordsOfFile(file);
    for (const words of ['测试盐场（合计）', '一工区', '入会率', '保留会籍']) expect(sheet).toContain(words);
  });
});

describe('the register', () => {
  const names = async (query: Omit<Parameters<typeof listMembers>[1], 'limit'>) =>
    (await run((ctx) => listMembers(ctx, { ...query, limit: 50 }))).rows.map((row) => row.person.name);

  // prettier-ignore
  test.each([
    ['everybody who is a member', {}, ['安平', '白露', '丁力', '方圆', '高山', '江海']],
    ['by two characters', { search: '白露' }, ['白露']],
    ['by initials', { search: 'gs' }, ['高山']],
    ['by state', { state: 'transferred_out' }, ['何川']],
    ['by gender', { gender: 'female' }, ['安平', '白露']],
    ['by employment', { employmentKind: 'temporary' }, ['方圆']],
    ['by the day of joining', { joinedFrom: '2023-01-01', joinedTo: '2023-12-31' }, ['方圆']],
    ['by the beginning of a card’s number', { search: '2024-00001' }, ['白露']],
  ] as const)('finds %s', async (_what, query, expected) => expect(await names(query)).toEqual(expected));

  test('is read page by page, also over those who have left', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await run((ctx) => listMembers(ctx, { limit: 2, cursor }));
      seen.push(...page.rows.map((row) => row.person.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(await names({}));
  });

  test('knows since when a retained member is one', async () => {
    const [row] = (await run((ctx) => listMembers(ctx, { search: '丁力', limit: 5 }))).rows;
    expect(row).toMatchObject({
      state: 'retained',
      since: '2024-03-31',
      joinedOn: '2021-01-01',
      person: { unit: null },
    });
  });

  test('ends at the own part of the tree, on the page and in the file', async () => {
    const officer = committeeUser(tree.areas[1].path);
    expect((await run((ctx) => listMembers(ctx, { limit: 50 }), officer)).rows.map((row) => row.person.name)).toEqual([
      '高山',
      '江海',
    ]);
    const file = await run((ctx) => exportMembers(ctx, {}), officer);
    const sheet = await wordsOfFile(file);
    expect([sheet.includes('高山'), sheet.includes('安平')]).toEqual([true, false]);
  });
});

describe('measures of a plan', () => {
  const question = (unitPath: string, asOf = '2024-06-18') => ({
    ...{ tag: 'commitment:x' as const, window: { from: '2024-01-01', to: '2024-12-31' }, unitPath, asOf },
  });

  test('answer for the part of the tree and the day that are asked, many at once, with the rows behind', async () => {
    const questions = [
      question(tree.works.path),
      question(tree.areas[1].path),
      question(tree.works.path, '2024-01-31'),
    ];
    const rates = await run((ctx) => membershipRate.answer(ctx, questions));
    expect(rates.map((figure) => `${figure.value}/${figure.of}`)).toEqual(['4/6', '1/2', '6/8']);
    for (const figure of rates)
      expect(figure.rows.reduce((sum, row) => sum + Number(row.amount), 0)).toBe(Number(figure.value));
    expect(rates[0]!.rows[0]!.href).toContain('/membership/statistics?unitId=');
    const [women] = await run((ctx) => womenShare.answer(ctx, questions.slice(0, 1)));
    expect([women!.value, women!.of]).toEqual(['2', '4']);
    const people = await run((ctx) => joined.answer(ctx, questions));
    expect(people.map((figure) => figure.value)).toEqual(['1', '0', '0']);
    expect(people[0]).toMatchObject({
      countedDays: ['2024-02-01'],
      rows: [{ title: '白露', href: `/membership?open=${ids['白露']!}` }],
    });
  });
});

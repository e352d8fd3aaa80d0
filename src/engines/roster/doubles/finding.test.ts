import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, newId, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { writeSealed } from '../dossier/file';
import { identityCheckSign } from '../dossier/rules';
import { recordLeaving } from '../people';
import { makePerson, makeTree, type SmallTree } from '../testing';
import type { DoubleReason } from './contract';
import {
  checkDoubles,
  exportDoubles,
  listDifferences,
  listDoubles,
  markDifferent,
  withdrawDifference,
} from './finding';
import { mergePeople } from './merging';

let database: TestDatabase;
let tree: SmallTree;
const rights = ['roster.person.read', 'roster.person.write', 'roster.person.merge'];
const merger = testUser(rights);
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = merger) =>
  inTransaction(database.seed({ user }), act);
const page = { limit: 50 };

beforeAll(async () => {
  database = await openTestDatabase();
  tree = await run(makeTree);
});
afterAll(() => database.close());

let born = 0;
const nextDay = () => `1980-01-${String((born += 1)).padStart(2, '0')}`;
let line = 5_550_000;
const nextPhone = () => `1380${(line += 1)}`;

/** Records of one name and birthday; what they are asked beside comes from the list. */
const twins = (changes: readonly object[], bornOn = nextDay()) =>
  run(async (ctx) => {
    const people = [];
    for (const change of changes)
      people.push(await makePerson(ctx, { name: '单晓明', bornOn, unitId: tree.team.id, ...change }));
    return people;
  });
let order = 0;
/** An invented number of nobody; each is another. */
function identity(): string {
  const digits = `37079919700101${String((order += 2)).padStart(3, '0')}`;
  return digits + identityCheckSign(digits);
}
/** As books that were restored or written by hand may have it: nobody asks whether the number is taken. */
const number = (id: string, identityNumber: string) => run((ctx) => writeSealed(ctx, id, { identityNumber }));
const groups = async (user = merger, reason?: DoubleReason) =>
  (await run((ctx) => listDoubles(ctx, { ...page, ...(reason === undefined ? {} : { reason }) }), user)).rows;
const groupWith = async (id: string, user = merger) =>
  (await groups(user)).find((group) => group.people.some((person) => person.id === id));

describe('records of one person are found', () => {
  test('by name and birthday, with what else they have in common, also when one has left', async () => {
    const phone = nextPhone();
    const [one, two] = await twins([
      { phone },
      { phone: `${phone.slice(0, 3)} ${phone.slice(3, 7)}-${phone.slice(7)}` },
    ]);
    await run((ctx) => recordLeaving(ctx, two!.id, '2024-05-31'));
    const group = await groupWith(one!.id);
    expect(group).toMatchObject({ reason: 'nameAndBirth', also: ['phone'], count: 2, different: [] });
    expect(group!.people.map((person) => [person.id, person.isHere, person.unitName])).toEqual([
      [one!.id, true, '甲班'],
      [two!.id, false, '甲班'],
    ]);
    expect((await groups(merger, 'phone')).some((row) => row.people.some(({ id }) => id === one!.id))).toBe(false);
  });

  test('by the identity number first, whatever else, and the number is told to nobody', async () => {
    const [same, phone] = [identity(), nextPhone()];
    const [one, two, three] = await twins([{ phone }, { phone }, { name: '善晓明', bornOn: '1981-02-03' }]);
    for (const person of [one, two, three]) await number(person!.id, same);
    const rows = await groups();
    expect(rows[0]).toMatchObject({ reason: 'identityNumber', also: [], count: 3 });
    expect(rows[0]!.people.map(({ id }) => id)).toEqual([one!.id, two!.id, three!.id]);
    expect(rows.filter((row) => row.people.some(({ id }) => id === one!.id))).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(same);
    await number(three!.id, identity());
    expect(await groupWith(one!.id)).toMatchObject({
      reason: 'identityNumber',
      also: ['nameAndBirth', 'phone'],
      count: 2,
    });
    expect((await groups()).filter((row) => row.people.some(({ id }) => id === one!.id))).toHaveLength(1);
  });

  test('and two numbers that share an index by chance are two numbers', async () => {
    const [one, two, three, four] = await twins([{}, {}, { name: '仇一' }, { name: '仇二' }]);
    const [first, second] = [identity(), identity()];
    for (const [person, given] of [
      [one, first],
      [two, second],
      [three, first],
      [four, second],
    ] as const)
      await number(person!.id, given);
    const share = (ids: readonly string[]) =>
      database.pool.query(
        `update roster.person set identity_index = (select identity_index from roster.person where id = $1) where id = any($2)`,
        [one!.id, ids],
      );
    await share([two!.id, four!.id]);
    const found = await groups(merger, 'identityNumber');
    const sets = found.map((row) => row.people.map(({ id }) => id).join());
    expect(sets).toEqual(expect.arrayContaining([`${one!.id},${three!.id}`, `${two!.id},${four!.id}`]));
    expect(await run((ctx) => listDoubles(ctx, { limit: 50, reason: 'nameAndBirth' }))).toMatchObject({
      rows: expect.arrayContaining([
        expect.objectContaining({ id: `nameAndBirth.${one!.id}.${two!.id}`, also: [] }),
      ]) as unknown,
    });
  });

  test('by the telephone, whatever their names; another birthday alone is nobody', async () => {
    const phone = nextPhone();
    const [one, two] = await twins([
      { phone, name: '李明' },
      { phone: `+86 ${phone}`, name: '黎明' },
    ]);
    expect(await groupWith(one!.id)).toMatchObject({ reason: 'phone', also: [], count: 2 });
    const [alone] = await twins([{ name: '欧阳明' }]);
    await twins([{ name: '欧阳明' }]);
    expect(await groupWith(alone!.id)).toBeUndefined();
    expect(two).toBeDefined();
  });

  test('only by who keeps both; a group across two areas is there for nobody of one of them', async () => {
    const [here, there] = await twins([{ name: '曾强' }, { name: '曾强', unitId: tree.areas[1].id }]);
    expect(await groupWith(here!.id)).toMatchObject({ count: 2 });
    expect(await groupWith(here!.id, testUser(rights, tree.areas[0].path))).toBeUndefined();
    expect(await groupWith(there!.id, testUser(['roster.person.write']))).toBeUndefined();
    const act = (user: SignedInUser) =>
      run((ctx) => markDifferent(ctx, { oneId: here!.id, otherId: there!.id, reason: '两个人' }), user);
    await expect(act(testUser(rights, tree.areas[0].path))).rejects.toThrow('kernel.not_found');
  });

  test('page after page, each group once, the surest reasons first', async () => {
    const all = await groups();
    expect(all.length).toBeGreaterThan(2);
    const read: string[] = [];
    let cursor: string | null = null;
    do {
      const next: Awaited<ReturnType<typeof listDoubles>> = await run((ctx) =>
        listDoubles(ctx, { limit: 1, ...(cursor === null ? {} : { cursor }) }),
      );
      read.push(...next.rows.map((row) => row.id));
      cursor = next.nextCursor;
    } while (cursor !== null);
    expect(read).toEqual(all.map((row) => row.id));
    expect(all.map((row) => row.reason)).toEqual([...all.map((row) => row.reason)].sort());
    const broken = await run((ctx) => listDoubles(ctx, { ...page, cursor: 'nonsense' }));
    expect(broken.rows.map((row) => row.id)).toEqual(read);
  });

  test('and leave as a file, a line for each record, counted in the audit', async () => {
    const file = await run((ctx) => exportDoubles(ctx, {}));
    expect(file.bytes.length).toBeGreaterThan(1000);
    const { rows } = await database.pool.query(
      `select details from kernel.audit_entry where action = 'roster.exportDoubles' order by at desc limit 1`,
    );
    const records = (await groups()).reduce((sum, group) => sum + group.people.length, 0);
    expect(rows[0].details).toEqual({ count: records, reason: null });
  });
});

describe('who is about to be written', () => {
  test('is compared with those whose files the asker keeps', async () => {
    const phone = nextPhone();
    const [one, far] = await twins([{ phone }, { name: '仇云', phone, unitId: tree.areas[1].id }]);
    const ask = (user = merger, change = {}) =>
      run((ctx) => checkDoubles(ctx, { name: '单晓明', bornOn: one!.bornOn, phone, ...change }), user);
    expect((await ask()).candidates.map(({ id, reasons }) => [id, reasons])).toEqual([
      [one!.id, ['nameAndBirth', 'phone']],
      [far!.id, ['phone']],
    ]);
    const officer = testUser(['roster.person.write'], tree.areas[0].path);
    expect((await ask(officer)).candidates.map(({ id }) => id)).toEqual([one!.id]);
    expect((await ask(officer, { exceptId: one!.id })).candidates).toEqual([]);
    expect((await ask(merger, { bornOn: null, phone: null })).candidates).toEqual([]);

    const identityNumber = identity();
    await number(far!.id, identityNumber);
    const typed = `${identityNumber.slice(0, 6)} ${identityNumber.slice(6).toLowerCase()}`;
    expect((await ask(merger, { identityNumber: typed })).candidates.map(({ id, reasons }) => [id, reasons])).toEqual([
      [far!.id, ['identityNumber', 'phone']],
      [one!.id, ['nameAndBirth', 'phone']],
    ]);
    expect((await ask(officer, { identityNumber })).candidates.map(({ id }) => id)).toEqual([one!.id]);
    expect((await ask(merger, { identityNumber: '370799', exceptId: one!.id })).candidates.map(({ id }) => id)).toEqual(
      [far!.id],
    );
  });
});

describe('two people of one name', () => {
  test('are offered no more once marked, and again when the mark is withdrawn', async () => {
    const [one, two] = await twins([{}, {}]);
    const mark = () => run((ctx) => markDifferent(ctx, { oneId: two!.id, otherId: one!.id, reason: '已核对证件' }));
    const { id } = await mark();
    expect(await mark()).toEqual({ id });
    expect(await groupWith(one!.id)).toBeUndefined();
    const ask = { name: '单晓明', bornOn: one!.bornOn, exceptId: one!.id };
    expect((await run((ctx) => checkDoubles(ctx, ask))).candidates).toEqual([]);
    const { rows } = await run((ctx) => listDifferences(ctx, page));
    expect(rows[0]).toMatchObject({ id, one: { id: one!.id }, other: { id: two!.id }, reason: '已核对证件' });
    const stranger = testUser(rights, tree.areas[1].path);
    expect((await run((ctx) => listDifferences(ctx, page), stranger)).rows).toEqual([]);
    await expect(run((ctx) => withdrawDifference(ctx, id), stranger)).rejects.toThrow('kernel.not_found');
    await run((ctx) => withdrawDifference(ctx, id));
    expect(await groupWith(one!.id)).toBeDefined();
    await expect(run((ctx) => withdrawDifference(ctx, id))).rejects.toThrow('kernel.not_found');
  });

  test('of three records stay in the group until every pair is marked', async () => {
    const [one, two, three] = await twins([{}, {}, {}]);
    const mark = (oneId: string, otherId: string) =>
      run((ctx) => markDifferent(ctx, { oneId, otherId, reason: '两个人' }));
    await mark(one!.id, two!.id);
    expect(await groupWith(one!.id)).toMatchObject({ count: 3, different: [[one!.id, two!.id]] });
    await mark(one!.id, three!.id);
    await mark(two!.id, three!.id);
    expect(await groupWith(one!.id)).toBeUndefined();
  });

  test('refused: a record marked as different from itself, one that is not there, one that was merged', async () => {
    const [one, two, three] = await twins([{}, {}, {}]);
    const mark = (otherId: string) => run((ctx) => markDifferent(ctx, { oneId: one!.id, otherId, reason: '两个人' }));
    await expect(mark(one!.id)).rejects.toThrow('roster.same_person');
    await expect(mark(newId())).rejects.toThrow('kernel.not_found');
    const versions = {
      survivorVersion: 1,
      mergedVersion: 1,
      take: [],
      account: 'survivor' as const,
      reason: '重复建档',
    };
    await run((ctx) => mergePeople(ctx, [], { survivorId: three!.id, mergedId: two!.id, ...versions }));
    await expect(mark(two!.id)).rejects.toThrow('roster.person_merged');
  });
});

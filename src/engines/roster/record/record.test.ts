import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { defineScheme } from '../enrolments/scheme';
import { moveEnrolment } from '../enrolments/enrolments';
import { forgetParticipation, noteParticipation, participationOf } from '../participation/participation';
import { listSkills, noteSkill, recordSkill, skillsOf, voidSkill } from '../skills/skills';
import { makePerson, makeTree, type SmallTree } from '../testing';
import { showRecord } from './record';

let database: TestDatabase;
let tree: SmallTree;
const writer = testUser(['roster.person.read', 'roster.skill.write']);
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = writer) =>
  inTransaction(database.seed({ user }), act);
const person = (unitId = tree.team.id) => run((ctx) => makePerson(ctx, { unitId }));
const certificate = {
  kind: 'certificate',
  title: '制盐工高级工',
  grade: '三级',
  issuer: null,
  gainedOn: '2023-10-01',
  expiresOn: null,
} as const;

beforeAll(async () => {
  database = await openTestDatabase();
  tree = await run(makeTree);
});
afterAll(() => database.close());

describe('a skill', () => {
  test('stands on the record until it is taken off, and then with the reason', async () => {
    const { id } = await person();
    const row = await run((ctx) => recordSkill(ctx, id, certificate));
    expect(row).toMatchObject({ title: '制盐工高级工', abilities: { void: true } });
    await run((ctx) => voidSkill(ctx, row.id, '不是本人'));
    expect(await run((ctx) => skillsOf(ctx, { personIds: [id] }))).toEqual([]);
    expect((await run((ctx) => listSkills(ctx, id))).rows).toMatchObject([{ voidReason: '不是本人', abilities: { void: false } }]); // prettier-ignore
    await expect(run((ctx) => voidSkill(ctx, row.id, '再来'))).rejects.toMatchObject({ code: 'roster.already_ended' });
  });

  test('from a contest is noted once, however often the contest tells it', async () => {
    const { id } = await person();
    const told = { personId: id, kind: 'contest_result', title: '捞盐比赛第一名', gainedOn: '2024-06-01', source: 'contest:1' } as const; // prettier-ignore
    const ids = [await run((ctx) => noteSkill(ctx, told)), await run((ctx) => noteSkill(ctx, told))];
    expect(new Set(ids).size).toBe(1);
    expect(await run((ctx) => skillsOf(ctx, { personIds: [id] }))).toHaveLength(1);
  });

  // prettier-ignore
  test.each([
    ['of a day that has not come', { gainedOn: '2024-06-19' }, 'roster.day_in_future'],
    ['that ends before it was gained', { expiresOn: '2023-09-30' }, 'roster.day_before_start'],
  ] as const)('%s is refused', async (_what, change, code) => {
    const { id } = await person();
    await expect(run((ctx) => recordSkill(ctx, id, { ...certificate, ...change }))).rejects.toMatchObject({ code });
  });

  test('of a person elsewhere is neither seen nor written', async () => {
    const { id } = await person(tree.areas[1].id);
    const stranger = testUser(['roster.person.read', 'roster.skill.write'], tree.areas[0].path);
    await expect(run((ctx) => listSkills(ctx, id), stranger)).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(run((ctx) => recordSkill(ctx, id, certificate), stranger)).rejects.toMatchObject({ code: 'kernel.not_found' }); // prettier-ignore
  });
});

test('the record shows every state of every scheme, under its own name where no line has words for it', async () => {
  const scheme = defineScheme({ name: 'test.club', entries: ['in'], states: { in: { next: [], isIn: true } } });
  const { id } = await person();
  await run((ctx) => moveEnrolment(ctx, scheme, { personId: id, to: 'in', from: '2024-03-01', reason: '自愿' }));
  const record = await run((ctx) => showRecord(ctx, id));
  expect(record.enrolments).toMatchObject([{ schemeName: 'test.club', state: 'in', validFrom: '2024-03-01', reason: '自愿' }]); // prettier-ignore
});

describe('taking part', () => {
  test('counts each person once over all modules, beside the staff of the last day', async () => {
    const own = await run(makeTree);
    const people = [await person(own.team.id), await person(own.team.id), await person(own.areas[1].id)];
    const note = (kind: `${string}.${string}`, subject: string, heldOn: string, who: readonly { id: string }[]) =>
      run((ctx) => noteParticipation(ctx, { kind, subject, heldOn, personIds: who.map(({ id }) => id) }));
    await note('test.event', 'event:1', '2024-03-01', people.slice(0, 2));
    await note('test.event', 'event:1', '2024-03-01', people.slice(0, 2));
    await note('test.class', 'class:1', '2024-04-01', people.slice(0, 1));
    await note('test.class', 'class:2', '2023-12-31', people.slice(2));
    const figure = (path: string) =>
      run((ctx) => participationOf(ctx, { from: '2024-01-01', to: '2024-06-18', under: [path] }));
    expect(await figure(own.works.path)).toEqual({
      people: 2,
      staff: 3,
      byKind: [
        { kind: 'test.class', people: 1, times: 1 },
        { kind: 'test.event', people: 2, times: 2 },
      ],
    });
    expect(await figure(own.areas[1].path)).toEqual({ people: 0, staff: 1, byKind: [] });
    await run((ctx) =>
      forgetParticipation(ctx, { kind: 'test.event', subject: 'event:1', personIds: [people[1]!.id] }),
    );
    expect((await figure(own.works.path)).people).toBe(1);
    await run((ctx) => forgetParticipation(ctx, { kind: 'test.event', subject: 'event:1' }));
    expect((await figure(own.works.path)).byKind).toEqual([{ kind: 'test.class', people: 1, times: 1 }]);
  });
});

import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, newId, registerTexts, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { rosterPermissions, type Person } from '../contract';
import { findPerson, listPeople, movePerson, peopleOn, recordLeaving, showPerson, updatePerson } from '../people';
import { rosterModule } from '../manifest';
import { appoint } from '../posts';
import { makeHolding, makePerson, makeTree, type SmallTree } from '../testing';
import { closeUnit } from '../units';
import { openAccount } from '../users';
import { checkDoubles, markDifferent } from './finding';
import { mergePeople, previewMerge } from './merging';
import { gatherStrays } from './strays';
import { columnsOfField, recordColumns, settledColumns } from './store-merge';
import { listMerges, previewUndo, undoMerge } from './undoing';

let database: TestDatabase;
let tree: SmallTree;
const merger = testUser(rosterPermissions);
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = merger, today = '2024-06-18') =>
  inTransaction(database.seed({ user, clock: standingClock(today) }), act);

beforeAll(async () => {
  registerTexts({ roster: rosterModule({}, { followers: [], contributors: [], erasers: [], firstRole: '' }).texts });
  database = await openTestDatabase();
  tree = await run(makeTree);
});
afterAll(() => database.close());

const pair = (one: object = {}, two: object = {}) =>
  run(
    async (ctx) =>
      [
        await makePerson(ctx, { unitId: tree.team.id, ...one }),
        await makePerson(ctx, { unitId: tree.canteen.id, ...two }),
      ] as const,
  );
const bodyOf = (survivor: Person, merged: Person, change: object = {}) => ({
  survivorId: survivor.id,
  survivorVersion: survivor.version,
  mergedId: merged.id,
  mergedVersion: merged.version,
  take: [],
  account: 'survivor' as const,
  reason: '重复建档',
  ...change,
});
const merge = (survivor: Person, merged: Person, change: object = {}, user = merger) =>
  run((ctx) => mergePeople(ctx, [], bodyOf(survivor, merged, change)), user);
const undo = (id: string, today = '2024-06-18', user = merger) =>
  run((ctx) => undoMerge(ctx, [], id, '并错了'), user, today);
const show = (id: string) => run((ctx) => showPerson(ctx, id));

/** A term of a body of the works. */
async function makeTerm(ctx: Context, { unitId }: { unitId: string }): Promise<string> {
  const [body, term] = [newId(), newId()];
  await sql`insert into roster.body (id, kind, name, unit_id, founded_on, created_at)
    values (${body}, 'x.committee', '委员会', ${unitId}, '2020-01-01', now())`.execute(ctx.transaction);
  await sql`insert into roster.body_term (id, body_id, number, starts_on, ends_on, seats, basis)
    values (${term}, ${body}, 4, '2024-01-01', '2026-12-31', 9, '会议')`.execute(ctx.transaction);
  return term;
}

/** All that the roster has of two people, but for versions and moments. */
async function recordsOf(ids: readonly string[]) {
  const rows = async (table: string, order: string) =>
    (
      await database.pool.query<{ row: Record<string, unknown> }>(
        `select to_jsonb(t) as row from roster.${table} t where t.${table === 'person' ? 'id' : 'person_id'} = any($1) order by ${order}`,
        [ids],
      )
    ).rows.map(({ row: { version: _version, updated_at: _at, ...row } }) => row);
  return {
    people: await rows('person', 'id'),
    placements: await rows('placement', 'person_id, valid_from'),
    posts: await rows('post_holding', 'id'),
    accounts: await rows('person_account', 'person_id'),
    enrolments: await rows('enrolment', 'person_id, valid_from'),
    seats: await rows('body_seat', 'id'),
    skills: await rows('skill', 'id'),
    participation: await rows('participation', 'person_id, held_on, subject'),
  };
}

describe('two records become one', () => {
  test('with the chosen values, the other past and the other posts; the record that goes leads to it', async () => {
    const [stays, goes] = await pair(
      { name: '张海燕', phone: '13800000001', from: '2023-01-01' },
      { name: '章海燕', phone: '13800000002', bornOn: '1980-02-03', from: '2021-01-01' },
    );
    await run((ctx) => makeHolding(ctx, { personId: goes.id, post: 'cook', from: '2022-01-01' }));
    await merge(stays, goes, { take: ['bornOn', 'name'] });

    const { person, placements, holdings } = await show(goes.id);
    expect(person).toMatchObject({
      id: stays.id,
      name: '章海燕',
      bornOn: '1980-02-03',
      phone: '13800000001',
      staffNumber: stays.staffNumber,
      employedFrom: '2021-01-01',
      unitName: '甲班',
      version: 2,
    });
    expect(placements.map((p) => [p.unitName, p.validFrom, p.validTo])).toEqual([
      ['一食堂', '2021-01-01', '2022-12-31'],
      ['甲班', '2023-01-01', null],
    ]);
    expect(holdings.map((h) => [h.post, h.validFrom])).toEqual([['cook', '2022-01-01']]);
    expect(await run((ctx) => findPerson(ctx, { staffNumber: goes.staffNumber }))).toMatchObject({ id: stays.id });
    const found = await run((ctx) => listPeople(ctx, { limit: 50, search: goes.staffNumber }));
    expect(found.rows.map((row) => row.id)).toEqual([stays.id]);
    expect((await run((ctx) => listPeople(ctx, { limit: 50, search: '章海燕' }))).rows).toHaveLength(1);
    const day = { day: '2022-06-01', ids: [stays.id, goes.id] };
    expect((await run((ctx) => peopleOn(ctx, day))).map((row) => row.id)).toEqual([stays.id]);
  });

  test('who had left works again where the other record does, and takes its staff number when wanted', async () => {
    const [stays, goes] = await pair({ from: '2020-01-01' }, { from: '2022-01-01' });
    await run((ctx) => recordLeaving(ctx, stays.id, '2021-12-31'));
    await merge({ ...stays, version: 2 }, goes, { take: ['staffNumber'] });
    const { person } = await show(stays.id);
    expect(person).toMatchObject({
      staffNumber: goes.staffNumber,
      unitName: '一食堂',
      employedFrom: '2020-01-01',
      employedTo: null,
    });
    expect(await run((ctx) => findPerson(ctx, { staffNumber: stays.staffNumber }))).toMatchObject({ id: stays.id });
  });

  test('the same post in the same unit is held once on one day', async () => {
    const [stays, goes] = await pair();
    const holding = { post: 'team_leader', unitId: tree.team.id };
    await run((ctx) => makeHolding(ctx, { personId: stays.id, ...holding, from: '2023-01-01' }));
    await run((ctx) => makeHolding(ctx, { personId: goes.id, ...holding, from: '2022-01-01', to: '2023-06-30' }));
    await merge(stays, goes);
    expect((await show(stays.id)).holdings.map((h) => [h.validFrom, h.validTo])).toEqual([
      ['2022-01-01', '2022-12-31'],
      ['2023-01-01', null],
    ]);
  });

  test('what will follow is said before', async () => {
    const [stays, goes] = await pair({ from: '2023-01-01' }, { from: '2021-01-01' });
    await run((ctx) => makeHolding(ctx, { personId: goes.id, post: 'cook' }));
    const preview = await run((ctx) => previewMerge(ctx, [], { survivorId: stays.id, mergedId: goes.id }));
    expect(preview).toMatchObject({
      survivor: { person: { id: stays.id }, account: null },
      merged: { person: { id: goes.id }, account: null },
      attached: [{ what: '任职经历', moves: 1, clashes: 0 }],
      givingWay: [{ unitName: '一食堂', validFrom: '2023-01-01', validTo: null }],
      differenceReason: null,
    });
  });

  test('a record merged before leads on to the last one, and marks of difference go over', async () => {
    const [first, second] = await pair();
    const [third, other] = await pair({ bornOn: '1977-01-01' }, { bornOn: '1977-01-01' });
    await run((ctx) => markDifferent(ctx, { oneId: second.id, otherId: other.id, reason: '两个人' }));
    await merge(second, first);
    await merge(third, { ...second, version: 2 });
    expect((await show(first.id)).person.id).toBe(third.id);
    const asked = { name: other.name, bornOn: '1977-01-01', exceptId: other.id };
    expect((await run((ctx) => checkDoubles(ctx, asked))).candidates).toEqual([]);
  });
});

describe('two accounts', () => {
  const role = { chair: { permissions: ['roster.unit.read'] }, worker: { permissions: [] } };
  const account = (personId: string, unitId = tree.team.id) =>
    run((ctx) =>
      openAccount(ctx, role, {
        personId,
        unitId,
        username: `u${newId().slice(-10)}`,
        name: '张海燕',
        password: 'Sea-salt-2024',
        mustChangePassword: false,
        role: 'worker',
      }),
    );
  const closed = async (id: string) =>
    (await database.pool.query<{ is_closed: boolean }>('select is_closed from kernel.login_user where id = $1', [id]))
      .rows[0]!.is_closed;
  const ownerOf = (accountId: string) => run((ctx) => findPerson(ctx, { accountId }));

  test('the only one goes over, and back', async () => {
    const [stays, goes] = await pair();
    const id = await account(goes.id);
    const done = await merge(stays, goes);
    expect([(await ownerOf(id))?.id, await closed(id)]).toEqual([stays.id, false]);
    await undo(done.id);
    expect((await ownerOf(id))?.id).toBe(goes.id);
  });

  test('of two the chosen one stays, the other is closed until the undo', async () => {
    const [stays, goes] = await pair();
    const [own, other] = [await account(stays.id), await account(goes.id)];
    const done = await merge(stays, goes, { account: 'merged' });
    expect((await run((ctx) => previewUndo(ctx, [], done.id))).goesBack).toEqual([{ what: '所在单位经历', count: 1 }]);
    expect([await closed(own), await closed(other), (await ownerOf(other))?.id]).toEqual([true, false, stays.id]);
    await undo(done.id);
    expect([await closed(own), (await ownerOf(own))?.id, (await ownerOf(other))?.id]).toEqual([
      false,
      stays.id,
      goes.id,
    ]);
  });

  test('refused: closing the own one, or one with a role beyond the own part of the tree', async () => {
    const [stays, goes] = await pair();
    await account(stays.id);
    const other = await account(goes.id, tree.works.id);
    await expect(merge(stays, goes, {}, testUser(rosterPermissions, '/', { accountId: other }))).rejects.toThrow(
      'roster.own_account',
    );
    await expect(merge(stays, goes, {}, testUser(rosterPermissions, tree.areas[0].path))).rejects.toThrow(
      'roster.account_beyond',
    );
  });
});

describe('a merge is undone', () => {
  test('and everything is as it was', async () => {
    const [stays, goes] = await pair(
      { from: '2022-01-01', phone: '13811110001' },
      { from: '2021-01-01', phone: '13811110002', bornOn: '1981-01-01', gender: 'male' },
    );
    for (const person of [stays, goes])
      await run((ctx) => makeHolding(ctx, { personId: person.id, post: 'cook', unitId: tree.canteen.id }));
    const before = await recordsOf([stays.id, goes.id]);
    const fields = ['staffNumber', 'name', 'gender', 'bornOn', 'phone', 'employmentKind'] as const;
    const { id } = await merge(stays, goes, { take: [...fields] });
    expect(await recordsOf([stays.id, goes.id])).not.toEqual(before);
    await undo(id);
    expect(await recordsOf([stays.id, goes.id])).toEqual(before);
    expect((await show(goes.id)).person).toMatchObject({ id: goes.id, version: 3, unitName: '一食堂' });
    const { rows } = await run((ctx) => listMerges(ctx, { limit: 5 }));
    expect(rows[0]).toMatchObject({ id, undoneByName: '测试', undoneReason: '并错了', abilities: { undo: false } });
  });

  test('with enrolments, seats, results and what the person took part in', async () => {
    const [stays, goes] = await pair();
    const term = await run((ctx) => makeTerm(ctx, { unitId: tree.works.id }));
    await database.pool.query(
      `insert into roster.enrolment (id, person_id, scheme, state, valid_from, valid_to, reason, recorded_at, recorded_by_name, voided_at, void_reason)
        values (gen_random_uuid(), $1, 'x.member', 'active', '2023-01-01', null, '', now(), '', null, null),
          (gen_random_uuid(), $2, 'x.member', 'active', '2021-01-01', null, '', now(), '', null, null),
          (gen_random_uuid(), $2, 'x.member', 'applicant', '2020-06-01', '2020-12-31', '', now(), '', now(), '误记')`,
      [stays.id, goes.id],
    );
    for (const person of [stays, goes]) {
      await database.pool.query(
        `insert into roster.body_seat (id, term_id, person_id, seat, how, valid_from, valid_to, recorded_at)
          values (gen_random_uuid(), $1, $2, 'member', 'elected', '2024-01-01', '2026-12-31', now())`,
        [term, person.id],
      );
      await database.pool.query(
        `insert into roster.skill (id, person_id, kind, title, gained_on, source, recorded_at, recorded_by_name)
          values (gen_random_uuid(), $1, 'contest_result', '炊工比武', '2024-05-01', 'result:1', now(), ''),
            (gen_random_uuid(), $1, 'certificate', '电工证', '2022-05-01', null, now(), '')`,
        [person.id],
      );
      await database.pool.query(
        `insert into roster.participation (person_id, held_on, kind, subject)
          values ($1, '2024-05-01', 'x.event', 'event:both'), ($1, '2024-05-02', 'x.event', 'event:' || $1)`,
        [person.id],
      );
    }
    const before = await recordsOf([stays.id, goes.id]);
    const { attached } = await run((ctx) => previewMerge(ctx, [], { survivorId: stays.id, mergedId: goes.id }));
    expect(attached).toEqual([
      { what: '入会等登记', moves: 1, clashes: 1 },
      { what: '委员、代表等席位', moves: 0, clashes: 1 },
      { what: '证书和竞赛成绩', moves: 1, clashes: 1 },
      { what: '参加的活动', moves: 1, clashes: 1 },
    ]);
    const { id } = await merge(stays, goes);
    const after = await recordsOf([stays.id]);
    expect(after.enrolments.map((row) => [row.state, row.valid_from, row.valid_to])).toEqual([
      ['applicant', '2020-06-01', '2020-12-31'],
      ['active', '2021-01-01', '2022-12-31'],
      ['active', '2023-01-01', null],
    ]);
    expect(after.seats.map((row) => row.valid_to).sort()).toEqual(['2023-12-31', '2026-12-31']);
    expect(after.skills.map((row) => row.title).sort()).toEqual(['炊工比武', '电工证', '电工证'].sort());
    expect(after.participation).toHaveLength(3);
    await undo(id);
    expect(await recordsOf([stays.id, goes.id])).toEqual(before);
  });

  test('what was recorded since stays with the record that stayed, and the preview names it', async () => {
    const [stays, goes] = await pair({ from: '2022-01-01' }, { from: '2021-01-01', phone: '13811110003' });
    const { id } = await merge(stays, goes, { take: ['phone', 'bornOn'] });
    const { person } = await show(stays.id);
    const { name, gender, employmentKind, staffNumber } = person;
    await run((ctx) =>
      updatePerson(ctx, stays.id, { name, gender, employmentKind, staffNumber, phone: '13899990000', version: 2 }),
    );
    await run((ctx) =>
      appoint(ctx, { personId: stays.id, post: 'team_leader', unitId: tree.team.id, from: '2024-06-01', to: null }),
    );
    await run((ctx) => movePerson(ctx, stays.id, { unitId: tree.station.id, from: '2024-06-10' }));
    expect(await run((ctx) => previewUndo(ctx, [], id))).toMatchObject({
      goesBack: [{ what: '所在单位经历', count: 1 }],
      stays: [
        { what: '所在单位经历', count: 1 },
        { what: '任职经历', count: 1 },
      ],
      keptFields: ['phone'],
    });
    await undo(id);
    const after = await show(stays.id);
    expect(after.person).toMatchObject({ phone: '13899990000', unitName: '东泵站', employedFrom: '2022-01-01' });
    expect(after.placements.map((p) => p.unitName)).toEqual(['甲班', '东泵站']);
    expect(after.holdings).toHaveLength(1);
    expect((await show(goes.id)).person).toMatchObject({ unitName: '一食堂', phone: '13811110003' });
  });

  test('with what was about to be recorded of the record that went while it was merged', async () => {
    const [stays, goes] = await pair();
    const { id } = await merge(stays, goes);
    await run((ctx) => makeHolding(ctx, { personId: goes.id, post: 'cook', unitId: tree.canteen.id }));
    const gather = () => run((ctx) => gatherStrays(ctx, []));
    expect(await gather()).toEqual({ merges: 1 });
    expect((await show(stays.id)).holdings.map((row) => row.post)).toEqual(['cook']);
    expect(await gather()).toEqual({ merges: 0 });
    await undo(id);
    const postsOf = async (id: string) => (await show(id)).holdings.map((row) => row.post);
    expect([await postsOf(goes.id), await postsOf(stays.id)]).toEqual([['cook'], []]);
  });

  test('until the thirtieth day, once, the last merge first', async () => {
    const [stays, goes] = await pair();
    const [third] = await pair();
    const first = await merge(stays, goes);
    const second = await merge({ ...stays, version: 2 }, third);
    await expect(undo(first.id)).rejects.toThrow('roster.undo_later_first');
    await undo(second.id);
    await expect(undo(second.id)).rejects.toThrow('roster.already_undone');
    await expect(undo(first.id, '2024-07-19')).rejects.toThrow('roster.undo_too_late');
    await expect(undo(first.id, '2024-07-18', testUser(rosterPermissions, tree.areas[1].path))).rejects.toThrow(
      'kernel.not_found',
    );
    await expect(undo(newId())).rejects.toThrow('kernel.not_found');
    expect(await undo(first.id, '2024-07-18')).toEqual({ survivorId: stays.id, mergedId: goes.id });
  });

  test('refused: into a unit that is closed by now, with a staff number that somebody else has', async () => {
    const [stays, goes] = await pair({}, { unitId: tree.areas[1].id });
    const { id } = await merge(stays, goes, { take: ['staffNumber'] });
    await run((ctx) => closeUnit(ctx, tree.areas[1].id, { lastDay: '2024-06-18' }));
    await expect(undo(id)).rejects.toThrow('roster.unit_closed');

    const [kept, gone] = await pair();
    const merged = await merge(kept, gone, { take: ['staffNumber'] });
    const { name, gender, employmentKind } = kept;
    await run((ctx) =>
      updatePerson(ctx, kept.id, { name, gender, employmentKind, staffNumber: `N${newId().slice(-9)}`, version: 2 }),
    );
    await run((ctx) => makePerson(ctx, { staffNumber: gone.staffNumber }));
    await expect(undo(merged.id)).rejects.toThrow('roster.staff_number_taken');
  });
});

describe('a merge is refused', () => {
  test('of one record, of one that lies elsewhere, of a pair marked as two people, with a birth after the first day', async () => {
    const [stays, goes] = await pair({}, { bornOn: '2019-12-31', from: '2020-01-01' });
    await expect(merge(stays, stays)).rejects.toThrow('roster.same_person');
    await expect(merge(stays, goes, {}, testUser(rosterPermissions, tree.team.path))).rejects.toThrow(
      'kernel.not_found',
    );
    const [early] = await pair({ from: '2019-01-01' });
    await expect(merge(early, goes, { take: ['bornOn'] })).rejects.toThrow('roster.born_too_late');
    await run((ctx) => markDifferent(ctx, { oneId: stays.id, otherId: goes.id, reason: '两个人' }));
    await expect(merge(stays, goes)).rejects.toThrow('roster.marked_different');
  });

  test('after an edit meanwhile, and to the second of two who merge at once', async () => {
    const [stays, goes] = await pair();
    await expect(merge({ ...stays, version: 7 }, goes)).rejects.toThrow('kernel.changed_meanwhile');
    const [third] = await pair();
    const results = await Promise.allSettled([merge(stays, goes), merge(third, goes)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = results.find((result) => result.status === 'rejected');
    expect(String(lost?.reason)).toContain('roster.person_merged');
    const change = { name: '李', gender: 'male', employmentKind: 'contract', staffNumber: 'X1', version: 2 } as const;
    await expect(run((ctx) => updatePerson(ctx, goes.id, change))).rejects.toThrow('roster.person_merged');
  });
});

test('the merge knows every column of a person: a field to choose, settled by itself, or of the record alone', async () => {
  const { rows } = await database.pool.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = 'roster.person'::regclass and attnum > 0 and not attisdropped`,
  );
  const known = [...Object.values(columnsOfField).flat(), ...settledColumns, ...recordColumns];
  expect(rows.map((row) => row.name).sort()).toEqual([...known].sort());
});

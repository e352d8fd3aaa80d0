import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, registerTexts, seedParameters, type Context, type SignedInUser } from '#kernel';
import { kernelModule } from '#kernel/composition';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { cohortCountOn } from '../cohorts/cohort-on';
import { cohortParameters } from '../cohorts/parameters';
import { rosterPermissions } from '../contract';
import { mergePeople } from '../doubles/merging';
import { undoMerge } from '../doubles/undoing';
import { rosterModule } from '../manifest';
import { listPeople, recordLeaving, showPerson } from '../people';
import { setOwnConsent } from '../privacy/consents';
import { askCorrection } from '../privacy/corrections';
import { recordSkill } from '../skills/skills';
import { makePerson, makeTree, type SmallTree } from '../testing';
import { openAccount } from '../users';
import { keepErasedList, repeatErasures } from './erased-list';
import { exportDue, exportErasures, listDue, listErasures } from './listing';
import { requestOwnErasure, showOwnErasure, withdrawOwnErasure } from './own';
import { erasureParameterSeeds, journalsBefore } from './parameters';
import type { Keep, PersonEraser } from './person-eraser';
import { approveErasure, previewErasure, proposeErasures, refuseErasure, withdrawErasure } from './proposals';
import { forgetJournalsBefore } from './store-erase';

const SECRET = '单海棠';
const officer = testUser(rosterPermissions, '/', { accountId: '00000000-0000-4000-8000-000000000001', name: '孙干事' });
const chair = testUser(rosterPermissions, '/', { accountId: '00000000-0000-4000-8000-000000000002', name: '陈主席' });
let database: TestDatabase;
let tree: SmallTree;
/** What the club above the roster says, and whom it was told to erase. */
let clubKeeps: Keep[] = [];
let clubErased: string[] = [];
const club: PersonEraser = {
  name: 'club',
  columns: [],
  texts: { emptied: [], stay: [] },
  keeps: async () => clubKeeps,
  describe: async () => [{ what: 'roster:erasure.rows.skills', goes: 2, stays: 1, why: 'roster:erasure.whys.counts' }],
  erase: async (_ctx, { shownAs }) => {
    clubErased.push(shownAs);
  },
};
const erasers = [club];
const parameters = new Map([...cohortParameters, ...erasureParameterSeeds].map((one) => [one.shape.key, one]));
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = officer) =>
  inTransaction({ ...database.seed({ user }), house: { ...database.house, parameters } }, act);
const self = (personId: string | null) => testUser([], '/', { personId, name: '本人' });
const all = { limit: 50 };

/** Somebody who left so long ago that nothing is needed any more. */
async function leaver(change: object = {}, lastDay = '2020-12-31') {
  const person = await run((ctx) =>
    makePerson(ctx, { unitId: tree.team.id, name: SECRET, phone: '13811112222', bornOn: '1980-01-02', ...change }),
  );
  await run((ctx) => recordLeaving(ctx, person.id, lastDay));
  return person;
}
const propose = (...personIds: string[]) =>
  run((ctx) => proposeErasures(ctx, erasers, { personIds, reason: '保存期满' }));
const proposalOf = async (personId: string) =>
  (await run((ctx) => listErasures(ctx, all))).rows.find((row) => row.personId === personId)!;
const erase = async (personId: string) => {
  await propose(personId);
  const { id } = await proposalOf(personId);
  return run((ctx) => approveErasure(ctx, erasers, id), chair);
};
const rowOf = async (id: string) =>
  (await database.pool.query<Record<string, unknown>>('select * from roster.person where id = $1', [id])).rows[0]!;

beforeAll(async () => {
  registerTexts({
    kernel: kernelModule.texts,
    roster: rosterModule({}, { followers: [], contributors: [], erasers: [], firstRole: '' }).texts,
  });
  database = await openTestDatabase();
  await run(seedParameters);
  tree = await run(makeTree);
});
afterAll(() => database.close());

describe('an erasure', () => {
  test('leaves a shell that counts as before, and nothing that tells who it was', async () => {
    const { id, staffNumber } = await leaver({ bankCard: '4111 1111 1111 1111', formerNames: ['单海塘'] });
    const accountId = await run(
      (ctx) =>
      openAccount(ctx, { worker: { permissions: [] } }, { personId: id, username: staffNumber, name: SECRET, password: 'Sea-salt-2024', mustChangePassword: false, role: 'worker', unitId: tree.works.id }), // prettier-ignore
    );
    await run((ctx) => recordSkill(ctx, id, { kind: 'certificate', title: `${SECRET}的电工证`, grade: null, issuer: null, gainedOn: '2020-03-01', expiresOn: null })); // prettier-ignore
    await run((ctx) => setOwnConsent(ctx, { key: 'photo_use', version: 1, isGiven: true }), { ...self(id), name: SECRET }); // prettier-ignore
    await run((ctx) => askCorrection(ctx, {}, { field: 'name', proposed: '单海裳', reason: '写错了' }), self(id));
    const counts = () => run(async (ctx) => [await cohortCountOn(ctx, 'women', { day: '2020-06-01' }), await cohortCountOn(ctx, 'all_staff', { day: '2020-06-01' })]); // prettier-ignore
    const before = await counts();
    clubErased = [];

    expect(await erase(id)).toMatchObject({ state: 'approved', outcome: 'erased', staffNumber: null });
    const row = await rowOf(id);
    expect(row).toMatchObject({ gender: 'female', phone: null, born_on: null, bank_card: null, former_names: [], name_grams: [] }); // prettier-ignore
    expect(row.name).toBe(`已删除人员 ${String(row.erased_number)}`);
    expect(clubErased).toEqual([row.name]);
    expect(await counts()).toEqual(before);
    await expect(run((ctx) => showPerson(ctx, id))).rejects.toMatchObject({ code: 'kernel.not_found' });
    for (const search of [SECRET, '已删除', '~1', staffNumber])
      expect((await run((ctx) => listPeople(ctx, { ...all, search }))).rows.map((one) => one.id)).not.toContain(id);

    const { rows: [account] } = await database.pool.query('select * from kernel.login_user where id = $1', [accountId]); // prettier-ignore
    expect(account).toMatchObject({ name: row.name, username: `~${accountId}`, is_closed: true });
    await run((ctx) => makePerson(ctx, { staffNumber, unitId: tree.team.id }));
    const { rows: tables } = await database.pool.query<{
      name: string;
    }>(`select format('%I.%I', schemaname, tablename) as name
      from pg_tables where schemaname in ('roster', 'kernel')`);
    for (const { name } of tables) {
      const { rows: found } = await database.pool.query(`select to_jsonb(t) from ${name} t where to_jsonb(t)::text ~ $1`, [`${SECRET}的|单海塘|单海裳`]); // prettier-ignore
      expect(found, name).toEqual([]);
    }
    const { rows: notes } = await database.pool.query<{ details: object }>("select details from kernel.audit_entry where action = 'roster.erasePerson' and subject = $1", [`person:${id}`]); // prettier-ignore
    expect(notes).toMatchObject([{ details: { records: 1 } }]);
    expect(JSON.stringify(notes)).not.toContain('单海');
  });

  test('takes the records along that were merged into it, and what their merge kept', async () => {
    const [survivor, merged] = [await leaver(), await leaver()];
    const versions = await Promise.all([rowOf(survivor.id), rowOf(merged.id)]);
    const merge = await run(
      (ctx) =>
      mergePeople(ctx, [], { survivorId: survivor.id, mergedId: merged.id, survivorVersion: versions[0].version as number, mergedVersion: versions[1].version as number, take: [], account: 'survivor', reason: `${SECRET}重复` }), // prettier-ignore
    );
    expect(await propose(survivor.id)).toMatchObject({ proposed: 0, kept: [{ reasons: [{ kind: 'open' }] }] });
    await database.pool.query("update roster.person_merge set made_at = '2024-05-01' where id = $1", [merge.id]);
    await erase(survivor.id);
    expect([(await rowOf(survivor.id)).erased_on, (await rowOf(merged.id)).erased_on]).not.toContain(null);
    const { rows } = await database.pool.query('select reason, journal from roster.person_merge where id = $1', [merge.id]); // prettier-ignore
    expect(rows).toEqual([{ reason: '—', journal: {} }]);
    await expect(run((ctx) => undoMerge(ctx, [], merge.id, '不对'))).rejects.toMatchObject({ code: 'roster.undo_too_late' }); // prettier-ignore
  });

  test('is approved by another hand than proposed it, once, and not over a reason that came up since', async () => {
    const { id } = await leaver();
    expect(await propose(id)).toEqual({ proposed: 1, kept: [] });
    await expect(propose(id)).rejects.toMatchObject({ code: 'roster.erasure_open' });
    const proposal = await proposalOf(id);
    expect(proposal).toMatchObject({ state: 'proposed', basis: 'retention', abilities: { approve: false, withdraw: true } }); // prettier-ignore
    const approve = (user: SignedInUser) => run((ctx) => approveErasure(ctx, erasers, proposal.id), user);
    await expect(approve(officer)).rejects.toMatchObject({ code: 'roster.same_hand' });
    await expect(approve({ ...chair, personId: id })).rejects.toMatchObject({ code: 'roster.same_hand' });
    clubKeeps = [{ kind: 'open', what: 'roster:erasure.keeps.seat', params: { about: '伙委会' }, until: null, link: '/x' }]; // prettier-ignore
    await expect(approve(chair)).rejects.toMatchObject({ code: 'roster.erasure_kept', params: { reasons: '还是“伙委会”的成员' } }); // prettier-ignore
    clubKeeps = [];
    const stranger = testUser(rosterPermissions, tree.areas[1].path);
    await expect(approve(stranger)).rejects.toMatchObject({ code: 'kernel.not_found' });
    await approve(chair);
    await expect(approve(chair)).rejects.toMatchObject({ code: 'roster.erasure_decided' });
  });

  test('is taken back or refused, and the person is named as before', async () => {
    const { id } = await leaver();
    await propose(id);
    expect(await run(async (ctx) => withdrawErasure(ctx, (await proposalOf(id)).id))).toMatchObject({ state: 'withdrawn' }); // prettier-ignore
    await propose(id);
    const { id: again } = await proposalOf(id);
    expect(await run((ctx) => refuseErasure(ctx, again, '案件未结'), chair)).toMatchObject({ state: 'refused', answer: '案件未结', personName: SECRET }); // prettier-ignore
    await expect(run((ctx) => withdrawErasure(ctx, again))).rejects.toMatchObject({ code: 'roster.erasure_decided' });
  });

  test('shows beforehand what goes, what stays and why', async () => {
    const { id } = await leaver();
    const preview = await run((ctx) => previewErasure(ctx, erasers, id));
    expect(preview).toMatchObject({ outcome: 'erased', keeps: [], personName: SECRET });
    expect(preview.rows).toContainEqual({ words: '在哪个单位的起止日', goes: 0, stays: 1, why: '过去某一天的人数要保持不变，只留编号' }); // prettier-ignore
    expect(preview.rows).toContainEqual({ words: '证书和比赛成绩', goes: 2, stays: 1, why: '过去某一天的人数要保持不变，只留编号' }); // prettier-ignore
  });
});

test('where a law keeps the books the record is blocked: out of searches and closed but for a right of its own', async () => {
  const { id } = await leaver({ name: '柏舟' });
  clubKeeps = [{ kind: 'law', what: 'roster:erasure.keeps.seat', params: { about: '账' }, until: '2030-12-31', link: null }]; // prettier-ignore
  expect(await erase(id)).toMatchObject({ state: 'approved', outcome: 'blocked', keeps: [{ kind: 'law', until: '2030-12-31' }] }); // prettier-ignore
  clubKeeps = [];
  expect(await rowOf(id)).toMatchObject({ name: '柏舟', erased_on: null, blocked_until: '2030-12-31' });
  const without = testUser(rosterPermissions.filter((one) => one !== 'roster.blocked.read'), '/'); // prettier-ignore
  await expect(run((ctx) => showPerson(ctx, id), without)).rejects.toMatchObject({ code: 'kernel.not_found' });
  expect((await run((ctx) => showPerson(ctx, id))).person.name).toBe('柏舟');
  expect((await run((ctx) => listErasures(ctx, all), without)).rows.find((row) => row.personId === id)).toMatchObject({ personName: '＊', staffNumber: null }); // prettier-ignore
  expect((await run((ctx) => listDue(ctx, erasers, all))).rows.map((row) => row.personId)).not.toContain(id);
});

describe('a request of the person', () => {
  test('is refused at once while employed, with the reasons in words', async () => {
    const { id } = await run((ctx) => makePerson(ctx, { unitId: tree.team.id }));
    const { latest } = await run((ctx) => requestOwnErasure(ctx, erasers, { wish: null }), self(id));
    expect(latest).toMatchObject({ state: 'refused', keeps: [{ words: '还在甲班上班', link: `/admin/people?open=${id}` }] }); // prettier-ignore
    await expect(run((ctx) => requestOwnErasure(ctx, erasers, { wish: null }), self(null))).rejects.toMatchObject({ code: 'kernel.not_found' }); // prettier-ignore
  });

  test('waits for 15 working days at most, does not wait for the retention, and is taken back', async () => {
    const { id } = await leaver({}, '2024-06-01');
    const ask = () => run((ctx) => requestOwnErasure(ctx, erasers, { wish: '不再使用' }), self(id));
    expect((await ask()).latest).toMatchObject({ state: 'requested', dueOn: '2024-07-09', wish: '不再使用' });
    await expect(ask()).rejects.toMatchObject({ code: 'roster.erasure_open' });
    expect((await run(withdrawOwnErasure, self(id))).latest).toMatchObject({ state: 'withdrawn' });
    await expect(run(withdrawOwnErasure, self(id))).rejects.toMatchObject({ code: 'roster.erasure_decided' });
    await ask();
    expect(await propose(id)).toMatchObject({ proposed: 1 });
    expect(await run(async (ctx) => withdrawErasure(ctx, (await proposalOf(id)).id))).toMatchObject({ state: 'requested' }); // prettier-ignore
    const { id: open } = await proposalOf(id);
    await run((ctx) => refuseErasure(ctx, open, '还有借款'), chair);
    expect((await run(showOwnErasure, self(id))).latest).toMatchObject({ state: 'refused', answer: '还有借款' });
  });
});

test('who is due is listed by the day, read on by a cursor, and leaves as a file', async () => {
  const [first, second] = [await leaver({}, '2020-02-01'), await leaver({}, '2020-02-02')];
  const late = await leaver({}, '2022-01-01');
  const page = await run((ctx) => listDue(ctx, erasers, { limit: 1 }));
  expect(page).toMatchObject({ years: 3, rows: [{ personId: first.id, lastDay: '2020-02-01', dueOn: '2023-02-02' }] });
  const next = await run((ctx) => listDue(ctx, erasers, { limit: 1, cursor: page.nextCursor! }));
  expect(next.rows).toMatchObject([{ personId: second.id }]);
  expect((await run((ctx) => listDue(ctx, erasers, all))).rows.map((row) => row.personId)).not.toContain(late.id);
  expect(await propose(late.id)).toMatchObject({ proposed: 0, kept: [{ reasons: [{ until: '2025-01-01' }] }] });
  const stranger = testUser(rosterPermissions, tree.areas[1].path);
  expect((await run((ctx) => listDue(ctx, erasers, all), stranger)).rows).toEqual([]);
  for (const file of [
    await run((ctx) => exportDue(ctx, erasers)),
    await run((ctx) => exportErasures(ctx, { state: 'approved' })),
  ])
    expect(file.bytes.length).toBeGreaterThan(1000);
});

test('what an older backup brings back is erased again under its old number, and blocked again', async () => {
  const { id } = await leaver();
  await erase(id);
  const { erased_number: number } = await rowOf(id);
  await run(keepErasedList);
  await database.pool.query(
    `update roster.person set name = $2, phone = '13811112222', erased_number = null, erased_on = null where id = $1`,
    [id, SECRET],
  );
  const blocked = (await database.pool.query<{ id: string }>('select id from roster.person where blocked_on is not null')).rows[0]!.id; // prettier-ignore
  await database.pool.query('update roster.person set blocked_on = null, blocked_until = null where id = $1', [blocked]); // prettier-ignore
  expect(await run((ctx) => repeatErasures(ctx, erasers), null)).toBe(2);
  expect(await rowOf(id)).toMatchObject({ erased_number: number, phone: null });
  expect(await rowOf(blocked)).toMatchObject({ blocked_until: '2030-12-31' });
  expect(await run((ctx) => repeatErasures(ctx, erasers), null)).toBe(0);
});

test('the journal of a merge goes when nobody can undo it any more', async () => {
  const [survivor, merged] = [await leaver(), await leaver()];
  const versions = await Promise.all([rowOf(survivor.id), rowOf(merged.id)]);
  const merge = await run(
    (ctx) =>
    mergePeople(ctx, [], { survivorId: survivor.id, mergedId: merged.id, survivorVersion: versions[0].version as number, mergedVersion: versions[1].version as number, take: [], account: 'survivor', reason: '重复' }), // prettier-ignore
  );
  const forget = () => run(async (ctx) => forgetJournalsBefore(ctx, await journalsBefore(ctx)));
  expect(await forget()).toBe(0);
  await database.pool.query("update roster.person_merge set made_at = '2024-05-17' where id = $1", [merge.id]);
  expect(await forget()).toBe(1);
  const { rows } = await database.pool.query('select journal from roster.person_merge where id = $1', [merge.id]);
  expect(rows).toEqual([{ journal: {} }]);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, readWorkbook, registerTexts, type Context, type SignedInUser } from '#kernel';
import { kernelModule } from '#kernel/composition';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { mergePeople } from '../doubles/merging';
import { undoMerge } from '../doubles/undoing';
import { listReaders } from '../dossier/readers';
import { rosterPermissions } from '../contract';
import { rosterModule } from '../manifest';
import { showPerson } from '../people';
import type { RoleTable } from '../roles';
import { makePerson, makeTree, type SmallTree } from '../testing';
import {
  hasConsent,
  listConsents,
  listConsentTexts,
  recordPaperConsent,
  setOwnConsent,
  writeConsentText,
} from './consents';
import { acceptCorrection, askCorrection, exportCorrections, listCorrections, refuseCorrection } from './corrections';
import { exportOwnData, exportPersonData, getOwnData, getPersonData, showOwnPrivacy } from './data';
import type { PersonContributor } from './person-contributor';

const roles: RoleTable = { keeper: { permissions: ['roster.privacy.manage'] } };
const keeper = testUser(rosterPermissions, '/', { name: '陈主席' });
const ofAPart = { ...keeper, grants: keeper.grants.map((grant) => ({ ...grant, isHouseWide: false })) };
const club: PersonContributor = {
  name: 'club',
  collect: async () => [{ title: '档案', columns: ['书'], rows: [['《海盐》'], [null]] }],
};
let database: TestDatabase;
let tree: SmallTree;
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = keeper) =>
  inTransaction(database.seed({ user }), act);
const person = (change: object = {}) => run((ctx) => makePerson(ctx, { unitId: tree.team.id, ...change }));
const self = (personId: string | null) => testUser([], '/', { personId, name: '本人' });
const auditsOf = async (action: string) =>
  (await database.pool.query<{ details: unknown }>('select details from kernel.audit_entry where action = $1', [action])).rows; // prettier-ignore

/** All that a sheet of a file says. */
async function wordsOf(bytes: Uint8Array, sheet?: string): Promise<string> {
  const words: string[] = [];
  const read = await readWorkbook(bytes, 'a.xlsx', sheet === undefined ? {} : { sheet });
  for await (const row of read.rows) words.push(JSON.stringify(row));
  return words.join('\n');
}

beforeAll(async () => {
  registerTexts({
    kernel: kernelModule.texts,
    roster: rosterModule({}, { followers: [], contributors: [], erasers: [], firstRole: '' }).texts,
  });
  database = await openTestDatabase();
  tree = await run(makeTree);
});
afterAll(() => database.close());

describe('a consent', () => {
  const photo = { key: 'photo_use', version: 1, isGiven: true };

  test('holds from the moment it is given until it is withdrawn, and only for the text that was read', async () => {
    const { id } = await person();
    const holds = (key = 'photo_use') => run((ctx) => hasConsent(ctx, id, key));
    expect(await holds()).toBe(false);
    expect(await run((ctx) => setOwnConsent(ctx, photo), self(id))).toMatchObject({
      state: 'given',
      version: 1,
      channel: 'phone',
      signedOn: '2024-06-18',
    });
    expect([await holds(), await holds('insurer_transfer'), await holds('nothing')]).toEqual([true, false, false]);
    await run((ctx) => setOwnConsent(ctx, { ...photo, isGiven: false }), self(id));
    expect(await holds()).toBe(false);
    expect((await run((ctx) => listConsents(ctx, id))).rows.find(({ text }) => text.key === 'photo_use')?.state).toBe(
      'withdrawn',
    );
  });

  test('signed on paper is recorded by an officer with the day of the paper', async () => {
    const { id } = await person();
    const paper = { key: 'dues_deduction', version: 1, isGiven: true, signedOn: '2024-03-01' };
    expect(await run((ctx) => recordPaperConsent(ctx, id, paper))).toMatchObject({
      state: 'given',
      channel: 'paper',
      signedOn: '2024-03-01',
      recordedByName: '陈主席',
    });
    await expect(run((ctx) => recordPaperConsent(ctx, id, { ...paper, signedOn: '2024-06-19' }))).rejects.toMatchObject({ code: 'roster.day_in_future' }); // prettier-ignore
    await expect(run((ctx) => recordPaperConsent(ctx, id, { ...paper, version: 9 }))).rejects.toMatchObject({ code: 'kernel.not_found' }); // prettier-ignore
    const stranger = testUser(rosterPermissions, tree.areas[1].path);
    await expect(run((ctx) => recordPaperConsent(ctx, id, paper), stranger)).rejects.toMatchObject({ code: 'kernel.not_found' }); // prettier-ignore
    await expect(run((ctx) => listConsents(ctx, id), stranger)).rejects.toMatchObject({ code: 'kernel.not_found' });
  });

  test('goes on when only the words change, and ends when what is agreed to changes', async () => {
    const { id } = await person();
    const key = 'insurer_transfer';
    await run((ctx) => setOwnConsent(ctx, { key, version: 1, isGiven: true }), self(id));
    const write = (afterVersion: number, asksAnew: boolean) =>
      run(async (ctx) => {
        const { rows } = await listConsentTexts(ctx);
        return writeConsentText(ctx, { ...rows.find((row) => row.key === key)!, afterVersion, asksAnew });
      });
    expect(await write(1, false)).toMatchObject({ version: 2, writtenByName: '陈主席' });
    expect(await run((ctx) => hasConsent(ctx, id, key))).toBe(true);
    await expect(write(1, true)).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
    expect(await write(2, true)).toMatchObject({ version: 3 });
    expect(await run((ctx) => hasConsent(ctx, id, key))).toBe(false);
    const { rows } = await run((ctx) => listConsentTexts(ctx));
    expect(rows.filter((row) => row.key === key).map(({ version }) => version)).toEqual([3, 2, 1]);
    await expect(run((ctx) => setOwnConsent(ctx, { key, version: 2, isGiven: true }), self(id))).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' }); // prettier-ignore
    const held = (await run((ctx) => showOwnPrivacy(ctx), self(id))).consents.find(({ text }) => text.key === key);
    expect(held).toMatchObject({ state: 'outdated', version: 1, text: { version: 3 } });
  });

  test('is neither given nor read by an account of nobody, and not to a text that is not there', async () => {
    const { id } = await person();
    const nobody = self(null);
    await expect(run((ctx) => setOwnConsent(ctx, photo), nobody)).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(run((ctx) => setOwnConsent(ctx, { ...photo, key: 'x' }), self(id))).rejects.toMatchObject({ code: 'kernel.not_found' }); // prettier-ignore
    await expect(run((ctx) => getOwnData(ctx, []), nobody)).rejects.toMatchObject({ code: 'kernel.not_found' });
    expect((await run(showOwnPrivacy, nobody)).person).toBeNull();
    const { rows, abilities } = await run((ctx) => listConsentTexts(ctx));
    const body = { ...rows[0]!, afterVersion: rows[0]!.version };
    const write = (user: SignedInUser, change: object = {}) =>
      run((ctx) => writeConsentText(ctx, { ...body, ...change }), user);
    await expect(write(keeper, { key: 'x' })).rejects.toMatchObject({ code: 'kernel.not_found' });
    // The texts are asked of everybody: who keeps the data of a part of the house reads them and writes none.
    await expect(write(ofAPart)).rejects.toMatchObject({ code: 'kernel.not_found' });
    expect(abilities).toEqual({ write: true });
    expect((await run((ctx) => listConsentTexts(ctx), ofAPart)).abilities).toEqual({ write: false });
  });
});

describe('a correction', () => {
  const ask = (id: string, change: object = {}) =>
    run(
      (ctx) =>
        askCorrection(ctx, roles, { field: 'phone', proposed: '139 0000 2222', reason: '换了手机号', ...change }),
      self(id),
    );

  test('waits for an officer, and once accepted stands in the file', async () => {
    const { id } = await person({ phone: '13800001111' });
    const asked = await ask(id);
    expect(asked).toMatchObject({ state: 'open', stood: '13800001111', proposed: '139 0000 2222' });
    await expect(ask(id, { proposed: '13700003333' })).rejects.toMatchObject({ code: 'roster.correction_open' });
    const { rows } = await run((ctx) => listCorrections(ctx, { limit: 50, state: 'open' }));
    expect(rows).toMatchObject([{ id: asked.id, personName: '张海燕', abilities: { decide: true } }]);

    expect(await run((ctx) => acceptCorrection(ctx, asked.id))).toMatchObject({ state: 'accepted', decidedByName: '陈主席', abilities: { decide: false } }); // prettier-ignore
    expect((await run((ctx) => showPerson(ctx, id))).person).toMatchObject({ phone: '139 0000 2222', version: 2 });
    await expect(run((ctx) => acceptCorrection(ctx, asked.id))).rejects.toMatchObject({ code: 'roster.correction_decided' }); // prettier-ignore
    expect(JSON.stringify(await auditsOf('roster.askCorrection'))).not.toContain('2222');
  });

  test.each([
    ['name', '单晓明', '单晓明'],
    ['gender', 'male', 'male'],
    ['bornOn', '1980-01-15', '1980-01-15'],
    ['nation', 'hui', 'hui'],
    ['education', 'bachelor', 'bachelor'],
    ['employer', ' 海晏劳务 ', '海晏劳务'],
  ] as const)('of the field %s reaches the file', async (field, proposed, kept) => {
    const { id } = await person();
    const { id: asked } = await ask(id, { field, proposed });
    await run((ctx) => acceptCorrection(ctx, asked));
    const { person: row, dossier } = await run((ctx) => showPerson(ctx, id));
    expect({ ...row, ...dossier }).toMatchObject({ [field]: kept });
  });

  test('that is refused leaves the file, and the person reads why', async () => {
    const { id } = await person({ name: '李伟' });
    const { id: asked } = await ask(id, { field: 'name', proposed: '李炜' });
    await run((ctx) => refuseCorrection(ctx, asked, '请带身份证来'));
    const own = await run(showOwnPrivacy, self(id));
    expect(own.corrections).toMatchObject([{ state: 'refused', answer: '请带身份证来' }]);
    expect(own.person?.facts.find(({ field }) => field === 'name')?.value).toBe('李伟');
    await expect(ask(id, { field: 'name', proposed: '李伟' })).rejects.toMatchObject({
      code: 'roster.correction_same',
    });
  });

  // prettier-ignore
  test.each([
    ['a phone that is none', { proposed: '没有' }],
    ['a day that is none', { field: 'bornOn', proposed: '1980-02-30' }],
    ['a nationality that is none', { field: 'nation', proposed: '汉' }],
  ] as const)('to %s is refused beside the field', async (_what, change) => {
    const { id } = await person();
    await expect(ask(id, change)).rejects.toMatchObject({ code: 'roster.correction_value', issues: [{ path: 'proposed' }] });
  });

  test('of somebody elsewhere is neither listed nor decided', async () => {
    const { id } = await person();
    const { id: asked } = await ask(id);
    const stranger = testUser(rosterPermissions, tree.areas[1].path);
    expect((await run((ctx) => listCorrections(ctx, { limit: 50 }), stranger)).rows).toEqual([]);
    for (const act of [acceptCorrection, (ctx: Context, one: string) => refuseCorrection(ctx, one, '不行')])
      await expect(run((ctx) => act(ctx, asked), stranger)).rejects.toMatchObject({ code: 'kernel.not_found' });
  });

  test('is read on by a cursor and leaves as a file in words', async () => {
    const { id } = await person();
    await ask(id, { field: 'gender', proposed: 'male' });
    const first = await run((ctx) => listCorrections(ctx, { limit: 1 }));
    const second = await run((ctx) => listCorrections(ctx, { limit: 1, cursor: first.nextCursor! }));
    expect(first.rows[0]!.id).not.toBe(second.rows[0]!.id);
    const file = await run((ctx) => exportCorrections(ctx, { state: 'open' }));
    expect(await wordsOf(file.bytes)).toContain('男');
  });
});

describe('a copy of what is kept', () => {
  const numbers = { bankCard: '4111 1111 1111 1111', phone: '13800001111' };

  test('is whole for the person and masked for the officer, whom the log keeps', async () => {
    const { id } = await person(numbers);
    const own = await run((ctx) => getOwnData(ctx, [club]), self(id));
    expect(JSON.stringify(own)).toContain('4111111111111111');
    expect(own.sheets.at(-1)).toEqual({ module: 'club', title: '档案', columns: ['书'], rows: [['《海盐》'], [null]] });
    const others = JSON.stringify(await run((ctx) => getPersonData(ctx, [club], id)));
    expect(others).toContain('138****1111');
    expect([others.includes('4111111111111111'), others.includes('13800001111')]).toEqual([false, false]);
    const readers = await run((ctx) => listReaders(ctx, id, { limit: 10 }));
    expect(readers.rows.map(({ readerName }) => readerName)).toEqual(['陈主席']);
    const stranger = testUser(rosterPermissions, tree.areas[1].path);
    await expect(run((ctx) => getPersonData(ctx, [], id), stranger)).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
  });

  test('is a workbook with a sheet per table, of different names', async () => {
    const { id } = await person(numbers);
    const files = [
      await run((ctx) => exportOwnData(ctx, [club]), self(id)),
      await run((ctx) => exportPersonData(ctx, [club], id)),
    ];
    for (const { bytes } of files) {
      expect(await wordsOf(bytes)).toContain('张海燕');
      expect(await wordsOf(bytes, '档案 2')).toContain('《海盐》');
    }
    expect(await auditsOf('roster.getPersonData')).not.toHaveLength(0);
  });
});

test('consents and requests follow a person whose records are merged, and come back', async () => {
  const [survivor, merged] = [await person(), await person()];
  await run((ctx) => setOwnConsent(ctx, { key: 'photo_use', version: 1, isGiven: true }), self(merged.id));
  const request = { field: 'name', proposed: '张海艳', reason: '写错了字' } as const;
  await run((ctx) => askCorrection(ctx, roles, request), self(merged.id));
  const keptBy = async (id: string) => ({
    holds: await run((ctx) => hasConsent(ctx, id, 'photo_use')),
    requests: (await run(showOwnPrivacy, self(id))).corrections.length,
  });
  const merge = await run((ctx) =>
    mergePeople(ctx, [], {
      survivorId: survivor.id,
      mergedId: merged.id,
      survivorVersion: survivor.version,
      mergedVersion: merged.version,
      take: [],
      account: 'survivor',
      reason: '同一人',
    }),
  );
  expect(await keptBy(survivor.id)).toEqual({ holds: true, requests: 1 });
  await run((ctx) => undoMerge(ctx, [], merge.id, '并错了'));
  expect(await keptBy(survivor.id)).toEqual({ holds: false, requests: 0 });
  expect(await keptBy(merged.id)).toEqual({ holds: true, requests: 1 });
});

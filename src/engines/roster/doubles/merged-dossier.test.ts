import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, newId, registerTexts, type Context, type SignedInUser } from '#kernel';
import { fixedKeyRing, openSecrets } from '#kernel/composition';
import { openTestDatabase, standingClock, testKeys, testUser, type TestDatabase } from '#kernel/testing';
import { rosterPermissions } from '../contract';
import { addPersonPhoto, readSecrets } from '../dossier/opened';
import { listReaders } from '../dossier/readers';
import { identityCheckSign } from '../dossier/rules';
import { rosterModule } from '../manifest';
import { createPerson, listPeople, showPerson, updatePerson } from '../people';
import { makeTree, type SmallTree } from '../testing';
import type { MergeField } from './contract';
import { mergePeople, previewMerge } from './merging';
import { previewUndo, undoMerge } from './undoing';

let database: TestDatabase;
let tree: SmallTree;
const merger = testUser(rosterPermissions);
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = merger) =>
  inTransaction(database.seed({ user, clock: standingClock('2024-06-18') }), act);
/** The same books under other keys. */
const away = <R>(act: (ctx: Context) => Promise<R>) => {
  const secrets = openSecrets(fixedKeyRing({ ...testKeys, data: 'x'.repeat(40) }));
  return inTransaction({ ...database.seed({ user: merger }), house: { ...database.house, secrets } }, act);
};

beforeAll(async () => {
  registerTexts({ roster: rosterModule({}, { followers: [], contributors: [], erasers: [], firstRole: '' }).texts });
  database = await openTestDatabase();
  tree = await run(makeTree);
});
afterAll(() => database.close());

let order = 0;
/** An invented number of a woman; each is another. */
function identity(birth = '19800115'): string {
  const digits = `370799${birth}${String((order += 2)).padStart(3, '0')}`;
  return digits + identityCheckSign(digits);
}
const CARD = '4111111111111111';
const OTHER_CARD = '6222021234567894';
/** A PNG of one point. */
const PORTRAIT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const plain = { name: '单晓明', gender: 'female', employmentKind: 'contract' } as const;
const create = (change: object = {}, act = run) =>
  act((ctx) =>
    createPerson(ctx, {
      ...plain,
      staffNumber: `S${newId().slice(-8)}`,
      unitId: tree.team.id,
      from: '2020-03-01',
      ...change,
    }),
  );
type Made = { id: string; version: number };
const merge = (survivor: Made, merged: Made, take: MergeField[] = [], act = run) =>
  act((ctx) =>
    mergePeople(ctx, [], {
      survivorId: survivor.id,
      survivorVersion: survivor.version,
      mergedId: merged.id,
      mergedVersion: merged.version,
      take,
      account: 'survivor',
      reason: '重复建档',
    }),
  );
const undo = (id: string) => run((ctx) => undoMerge(ctx, [], id, '并错了'));
const show = (id: string, act = run) => act((ctx) => showPerson(ctx, id));
const secretsOf = async (id: string) => {
  const { identityNumber, bankCard } = await run((ctx) => readSecrets(ctx, id));
  return [identityNumber.value, bankCard.value];
};
const correct = async (id: string, change: object) => {
  const { person } = await show(id);
  const { name, gender, employmentKind, staffNumber, version } = person;
  await run((ctx) => updatePerson(ctx, id, { name, gender, employmentKind, staffNumber, version, ...change }));
};
const foundBy = async (search: string) =>
  (await run((ctx) => listPeople(ctx, { limit: 50, search }))).rows.map((row) => row.id);

describe('the dossier in a merge', () => {
  test('goes over field by field, comes back whole, and the journal tells nothing of what is sealed', async () => {
    const [numbers, cards] = [
      [identity(), identity()],
      [CARD, OTHER_CARD],
    ];
    const stays = await create({
      identityNumber: numbers[0],
      bankCard: cards[0],
      nation: 'han',
      formerNames: ['单燕'],
    });
    const goes = await create({
      name: '善晓明',
      identityNumber: numbers[1],
      bankCard: cards[1],
      nation: 'hui',
      education: 'bachelor',
      employer: '海晏劳务派遣公司',
      isMigrant: true,
      formerNames: ['善小明', '单燕'],
    });
    await run((ctx) => addPersonPhoto(ctx, goes.id, PORTRAIT, '照片.png'));
    const before = [await show(stays.id), await show(goes.id)].map(({ dossier }) => dossier);
    const preview = await run((ctx) => previewMerge(ctx, [], { survivorId: stays.id, mergedId: goes.id }));
    expect(preview.differs).toEqual([
      'staffNumber',
      'name',
      'identityNumber',
      'nation',
      'education',
      'employer',
      'isMigrant',
      'bankCard',
      'photo',
    ]);
    expect(preview.survivor.dossier.identityNumber).toEqual({ state: 'kept', mask: before[0]!.identityNumber.mask });
    expect(JSON.stringify(preview)).not.toContain(numbers[0]);

    const take: MergeField[] = ['identityNumber', 'bankCard', 'nation', 'education', 'employer', 'isMigrant', 'photo'];
    const { id } = await merge(stays, goes, take);
    expect(await secretsOf(goes.id)).toEqual([numbers[1], cards[1]]);
    const { dossier } = await show(stays.id);
    expect(dossier).toMatchObject({
      nation: 'hui',
      education: 'bachelor',
      employer: '海晏劳务派遣公司',
      isMigrant: true,
      photoFileId: before[1]!.photoFileId,
      formerNames: ['单燕', '善晓明', '善小明'],
    });
    expect(await foundBy('善小明')).toEqual([stays.id]);
    const { rows } = await database.pool.query('select to_jsonb(m)::text as row from roster.person_merge m');
    for (const secret of [...numbers, ...cards])
      for (const form of [secret, Buffer.from(secret!).toString('hex'), Buffer.from(secret!).toString('base64')])
        expect(rows.map(({ row }) => row).join()).not.toContain(form);

    await undo(id);
    expect([await show(stays.id), await show(goes.id)].map((one) => one.dossier)).toEqual(before);
    expect([await secretsOf(stays.id), await secretsOf(goes.id)]).toEqual([
      [numbers[0], cards[0]],
      [numbers[1], cards[1]],
    ]);
    expect(await foundBy('善小明')).toEqual([goes.id]);
    const left = await database.pool.query(
      'select former_identity, former_bank_card from roster.person_merge where id = $1',
      [id],
    );
    expect(left.rows).toEqual([{ former_identity: null, former_bank_card: null }]);
  });

  test('what was corrected since stays at the undo: a number, a former name', async () => {
    const [own, other, third] = [identity(), identity(), identity()];
    const [stays, goes] = [
      await create({ identityNumber: own, bankCard: CARD }),
      await create({ identityNumber: other, name: '曾晓明' }),
    ];
    const { id } = await merge(stays, goes, ['identityNumber', 'bankCard', 'name']);
    expect(await secretsOf(stays.id)).toEqual([other, null]);
    await correct(stays.id, { identityNumber: third, formerNames: ['单晓明', '曾小明'] });
    expect((await run((ctx) => previewUndo(ctx, [], id))).keptFields).toEqual(['identityNumber']);
    await undo(id);
    expect(await secretsOf(stays.id)).toEqual([third, CARD]);
    expect((await show(stays.id)).person.name).toBe('单晓明');
    expect((await show(stays.id)).dossier.formerNames).toEqual(['曾小明']);
    expect(await secretsOf(goes.id)).toEqual([other, null]);
  });

  test('a number that went out of force may be given to somebody, and is then in the way of the undo', async () => {
    const [own, other] = [identity(), identity()];
    const [stays, goes] = [await create({ identityNumber: own }), await create({ identityNumber: other })];
    const { id } = await merge(stays, goes);
    const heir = await create({ identityNumber: other, name: '仇海云' });
    await expect(undo(id)).rejects.toMatchObject({ code: 'roster.identity_taken', params: { name: '仇海云' } });
    await correct(heir.id, { identityNumber: null });
    await undo(id);
    expect([await secretsOf(stays.id), await secretsOf(goes.id)]).toEqual([
      [own, null],
      [other, null],
    ]);
  });

  test('refused: a number that tells another birth or gender than what was chosen', async () => {
    const stays = await create({ bornOn: '1980-01-15' });
    const goes = await create({ identityNumber: identity('19810220') });
    await expect(merge(stays, goes, ['identityNumber'])).rejects.toThrow('roster.identity_born_differs');
    const man = await create({ gender: 'male', bornOn: '1981-02-20' });
    await expect(merge(man, goes, ['identityNumber'])).rejects.toThrow('roster.identity_gender_differs');
    await merge(stays, goes, ['identityNumber', 'bornOn']);
    expect((await show(stays.id)).person.bornOn).toBe('1981-02-20');
  });

  test('what nobody can read is not taken, is replaced, and comes back as it lay there', async () => {
    const [own, other] = [identity(), identity()];
    const stays = await create({ identityNumber: own, bankCard: CARD }, away);
    const goes = await create({ identityNumber: other, bankCard: OTHER_CARD });
    await expect(merge(goes, stays, ['bankCard'])).rejects.toMatchObject({
      code: 'roster.sealed_unreadable',
      params: { field: '银行卡号' },
    });
    const { id } = await merge(stays, goes, ['identityNumber', 'bankCard']);
    expect(await secretsOf(stays.id)).toEqual([other, OTHER_CARD]);
    await undo(id);
    expect((await show(stays.id)).dossier.identityNumber.state).toBe('unreadable');
    const { dossier } = await show(stays.id, away);
    expect([dossier.identityNumber.state, dossier.bankCard.state]).toEqual(['kept', 'kept']);
  });
});

test('who looked at either record stands in the log of the one that stays, and of each again after an undo', async () => {
  const [stays, goes] = [await create(), await create()];
  const readersOf = async (id: string) =>
    (await run((ctx) => listReaders(ctx, id, { limit: 50 }))).rows.map((row) => row.what);
  await run((ctx) => readSecrets(ctx, goes.id));
  await run((ctx) => previewMerge(ctx, [], { survivorId: stays.id, mergedId: goes.id }));
  expect([await readersOf(stays.id), await readersOf(goes.id)]).toEqual([['file'], ['file', 'secrets']]);
  const { id } = await merge(stays, goes);
  expect((await readersOf(stays.id)).sort()).toEqual(['file', 'file', 'secrets']);
  await undo(id);
  expect([await readersOf(stays.id), await readersOf(goes.id)]).toEqual([['file'], ['file', 'secrets']]);
});

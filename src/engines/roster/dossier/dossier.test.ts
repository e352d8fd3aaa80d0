import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, newId, type Context, type SignedInUser } from '#kernel';
import { fixedKeyRing, openSecrets } from '#kernel/composition';
import { openTestDatabase, standingClock, testKeys, testUser, type TestDatabase } from '#kernel/testing';
import { rosterPermissions } from '../contract';
import { createPerson, importPeople, listPeople, peopleOn, showPerson, updatePerson } from '../people';
import { makePerson, makeTree, type SmallTree } from '../testing';
import { peopleByIdentityNumber } from './file';
import { addPersonPhoto, getPersonPhoto, readSecrets, removePersonPhoto } from './opened';
import { exportReaders, listOwnReaders, listReaders, sweepReads } from './readers';
import { identityCheckSign } from './rules';

let database: TestDatabase;
let tree: SmallTree;
const writer = testUser(rosterPermissions, '/', { name: '陈主席' });
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = writer) =>
  inTransaction(database.seed({ user }), act);
const page = { limit: 50 };
const CARD = '4111111111111111';

beforeAll(async () => {
  database = await openTestDatabase();
  tree = await run(makeTree);
});
afterAll(() => database.close());

let order = 0;
/** An invented number of a woman born on 15 January 1980; each is another. */
function identity(birth = '19800115'): string {
  const digits = `370799${birth}${String((order += 2)).padStart(3, '0')}`;
  return digits + identityCheckSign(digits);
}

const body = () =>
  ({
    name: '单晓明',
    staffNumber: `S${newId().slice(-8)}`,
    gender: 'female',
    employmentKind: 'dispatched',
    unitId: tree.team.id,
    from: '2020-03-01',
  }) as const;
const create = (change: object = {}, user = writer) => run((ctx) => createPerson(ctx, { ...body(), ...change }), user);
const shown = async (id: string, user = writer) => (await run((ctx) => showPerson(ctx, id), user)).dossier;
const change = (id: string, given: object) =>
  run(async (ctx) => {
    const { person } = await showPerson(ctx, id);
    const { name, staffNumber, gender, employmentKind, version } = person;
    return updatePerson(ctx, id, { name, staffNumber, gender, employmentKind, version, ...given });
  });
const rowOf = async (id: string) =>
  (await database.pool.query('select * from roster.person where id = $1', [id])).rows[0] as Record<string, unknown>;
const changedOf = async (id: string): Promise<string[]> =>
  (
    await database.pool.query<{ details: { changed: string[] } }>(
      `select details from kernel.audit_entry where subject = $1 and action = 'roster.updatePerson' order by id desc limit 1`,
      [`person:${id}`],
    )
  ).rows[0]!.details.changed;

describe('a dossier', () => {
  const whole = {
    formerNames: ['单燕'],
    nation: 'hui',
    education: 'junior_college',
    employer: '海晏劳务派遣公司',
    isMigrant: true,
  } as const;

  test('is written with the person and shown masked; at rest nothing of it is legible', async () => {
    const identityNumber = identity();
    const { id, bornOn } = await create({ ...whole, identityNumber, bankCard: '4111 1111 1111 1111' });
    expect(bornOn).toBe('1980-01-15');
    expect(await shown(id)).toMatchObject({
      ...whole,
      identityNumber: { state: 'kept', mask: `3707**********${identityNumber.slice(-4)}` },
      bankCard: { state: 'kept', mask: '**** 1111' },
      photoFileId: null,
      abilities: { readSecrets: true, readLog: true },
    });
    const row = JSON.stringify(await rowOf(id));
    expect(row).not.toContain(identityNumber);
    expect(row).not.toContain(CARD);
    expect(row).not.toContain(Buffer.from(identityNumber).toString('hex'));
  });

  test('a person of whom little is known has an empty one', async () => {
    const { id } = await create();
    expect(await shown(id)).toMatchObject({
      formerNames: [],
      nation: null,
      isMigrant: false,
      identityNumber: { state: 'none', mask: null },
      bankCard: { state: 'none', mask: null },
    });
  });

  test('changes field by field; what is left out stays, null empties, the audit names fields without values', async () => {
    const { id } = await create({ ...whole, identityNumber: identity(), bankCard: CARD });
    await change(id, { education: 'bachelor', employer: null, isMigrant: true });
    expect(await changedOf(id)).toEqual(['education', 'employer']);
    expect(await shown(id)).toMatchObject({
      formerNames: ['单燕'],
      education: 'bachelor',
      employer: null,
      identityNumber: { state: 'kept' },
    });
    await change(id, { identityNumber: null, bankCard: CARD });
    expect(await changedOf(id)).toEqual(['identityNumber']);
    expect(await shown(id)).toMatchObject({ identityNumber: { state: 'none' }, bankCard: { state: 'kept' } });
    expect((await rowOf(id)).identity_index).toBeNull();
  });

  test('a cohort knows who is a migrant, of which education and of which agency', async () => {
    const { id } = await create(whole);
    const [row] = await run((ctx) => peopleOn(ctx, { day: '2024-06-18', ids: [id] }));
    expect(row).toMatchObject({ education: 'junior_college', employer: '海晏劳务派遣公司', isMigrant: true });
  });
});

describe('refused beside its field', () => {
  const fault = (given: object) =>
    create(given).then(
      () => 'answered',
      (error: { code: string; issues: { path: string }[] }) => [error.code, error.issues[0]?.path],
    );

  test.each([
    ['identity number', { identityNumber: '123' }, 'roster.identity_malformed', 'identityNumber'],
    ['old number', { identityNumber: '110105491231002' }, 'roster.identity_old', 'identityNumber'],
    ['region', { identityNumber: '00010519491231002X' }, 'roster.identity_region', 'identityNumber'],
    ['birth day', { identityNumber: '11010519491331002X' }, 'roster.identity_birth_day', 'identityNumber'],
    ['check digit', { identityNumber: '110105194912310021' }, 'roster.identity_check_digit', 'identityNumber'],
    [
      'birth that differs',
      { identityNumber: '11010519491231002X', bornOn: '1949-12-30' },
      'roster.identity_born_differs',
      'bornOn',
    ],
    [
      'gender that differs',
      { identityNumber: '11010519491231002X', gender: 'male' },
      'roster.identity_gender_differs',
      'gender',
    ],
    ['bank card', { bankCard: '12' }, 'roster.bank_card_malformed', 'bankCard'],
    ['check digit of the card', { bankCard: '4111111111111112' }, 'roster.bank_card_wrong', 'bankCard'],
  ])('%s', async (_what, given, code, path) => expect(await fault(given)).toEqual([code, path]));

  test('a birth that nobody of today has seen, or after the first day', async () => {
    await expect(create({ bornOn: '1899-12-31' })).rejects.toThrow('roster.day_too_early');
    await expect(create({ identityNumber: identity('20210101') })).rejects.toThrow('roster.born_too_late');
  });

  test('a birth or gender corrected against the number on record', async () => {
    const { id } = await create({ identityNumber: identity() });
    await expect(change(id, { bornOn: '1981-01-15' })).rejects.toThrow('roster.identity_born_differs');
    await expect(change(id, { gender: 'male' })).rejects.toThrow('roster.identity_gender_differs');
    const other = identity('19810115');
    await change(id, { bornOn: '1981-01-15', identityNumber: other });
    expect((await run((ctx) => readSecrets(ctx, id))).identityNumber).toEqual({ state: 'kept', value: other });
  });
});

describe('an identity number belongs to one person', () => {
  test('the holder is named to who sees the holder, and to nobody else', async () => {
    const identityNumber = identity();
    const { id } = await create({ identityNumber, name: '曾国强' });
    const taken = (user = writer) =>
      create({ identityNumber, unitId: tree.areas[1].id }, user).catch(
        (error: { code: string; params: Record<string, unknown> }) => [error.code, error.params],
      );
    expect(await taken()).toEqual(['roster.identity_taken', { name: '曾国强' }]);
    const outside = testUser(rosterPermissions, tree.areas[1].path);
    expect(await taken(outside)).toEqual(['roster.identity_taken_elsewhere', {}]);
    const other = await create();
    await expect(change(other.id, { identityNumber })).rejects.toThrow('roster.identity_taken');
    await change(id, { identityNumber });
    expect(await run((ctx) => peopleByIdentityNumber(ctx, [identityNumber, identity(), 'x']))).toEqual(
      new Map([[identityNumber, [id]]]),
    );
  });

  test('two who write it at the same moment: one is refused', async () => {
    const identityNumber = identity();
    const outcomes = await Promise.allSettled([create({ identityNumber }), create({ identityNumber })]);
    expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('a batch with one number twice is refused as a whole', async () => {
    const identityNumber = identity();
    const rows = [body(), body()].map((row) => ({ ...row, id: newId(), identityNumber }));
    await expect(run((ctx) => importPeople(ctx, rows))).rejects.toThrow('roster.identity_taken');
    expect((await run((ctx) => peopleByIdentityNumber(ctx, [identityNumber]))).size).toBe(0);
  });
});

describe('sealed at its place', () => {
  /** A house with the same books and other keys. */
  const elsewhere = () => ({
    ...database.house,
    secrets: openSecrets(fixedKeyRing({ ...testKeys, data: 'x'.repeat(40) })),
  });

  test('a value that was copied to another row, or changed, is not shown there', async () => {
    const one = await create({ identityNumber: identity() });
    const two = await create({ identityNumber: identity() });
    await database.pool.query(
      `update roster.person set identity_number = (select identity_number from roster.person where id = $1) where id = $2`,
      [one.id, two.id],
    );
    expect((await shown(two.id)).identityNumber).toEqual({ state: 'unreadable', mask: null });
    expect((await shown(one.id)).identityNumber.state).toBe('kept');
  });

  test('under another key the person is whole but for it, and a value written anew can be read', async () => {
    const { id, staffNumber } = await create({ identityNumber: identity(), bankCard: CARD, nation: 'han' });
    const away = <R>(act: (ctx: Context) => Promise<R>) =>
      inTransaction({ ...database.seed({ user: writer }), house: elsewhere() }, act);
    const list = await away((ctx) => listPeople(ctx, { ...page, search: staffNumber }));
    expect(list.rows.map((row) => row.id)).toEqual([id]);
    const { person, dossier } = await away((ctx) => showPerson(ctx, id));
    expect(dossier).toMatchObject({
      nation: 'han',
      identityNumber: { state: 'unreadable', mask: null },
      bankCard: { state: 'unreadable', mask: null },
    });
    const { name, gender, employmentKind, version } = person;
    const fresh = identity();
    await away((ctx) =>
      updatePerson(ctx, id, { name, gender, employmentKind, version, staffNumber, identityNumber: fresh }),
    );
    expect((await away((ctx) => readSecrets(ctx, id))).identityNumber).toEqual({ state: 'kept', value: fresh });
  });
});

describe('who has read', () => {
  const clock = standingClock('2024-06-18');
  const at = <R>(time: string, act: (ctx: Context) => Promise<R>, user = writer) => {
    clock.set(new Date(`${time}+08:00`));
    return inTransaction({ ...database.seed({ user }), clock }, act);
  };
  const log = async (id: string) =>
    (await run((ctx) => listReaders(ctx, id, page))).rows.map((row) => [row.readerName, row.what, row.at]);

  test('a file and its secrets stands in the log, once a minute for one account', async () => {
    const { id } = await create();
    const officer = testUser(['roster.person.read'], tree.areas[0].path, { name: '李干事' });
    await at('2024-06-18T09:00:00', (ctx) => showPerson(ctx, id));
    await at('2024-06-18T09:00:59', (ctx) => showPerson(ctx, id));
    await at('2024-06-18T09:00:30', (ctx) => showPerson(ctx, id), officer);
    await at('2024-06-18T09:01:00', (ctx) => showPerson(ctx, id));
    await at('2024-06-18T09:01:10', (ctx) => readSecrets(ctx, id));
    expect(await log(id)).toEqual([
      ['陈主席', 'secrets', '2024-06-18T01:01:10.000Z'],
      ['陈主席', 'file', '2024-06-18T01:01:00.000Z'],
      ['李干事', 'file', '2024-06-18T01:00:30.000Z'],
      ['陈主席', 'file', '2024-06-18T01:00:00.000Z'],
    ]);
  });

  test('comes page by page, as a file, and to the person as the own', async () => {
    const { id } = await create();
    for (const minute of ['01', '02', '03']) await at(`2024-06-18T09:${minute}:00`, (ctx) => showPerson(ctx, id));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const part = await run((ctx) => listReaders(ctx, id, { limit: 2, cursor }));
      seen.push(...part.rows.map((row) => row.at.slice(14, 16)));
      cursor = part.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(['03', '02', '01']);
    expect((await run((ctx) => exportReaders(ctx, id))).bytes.length).toBeGreaterThan(1000);
    const self = testUser([], '/', { personId: id });
    expect((await run((ctx) => listOwnReaders(ctx, page), self)).rows).toHaveLength(3);
    expect(await run((ctx) => listOwnReaders(ctx, page), testUser([]))).toEqual({ rows: [], nextCursor: null });
  });

  test('reads and a broken cursor: the beginning', async () => {
    const { id } = await create();
    await at('2024-06-18T09:01:00', (ctx) => showPerson(ctx, id));
    const cursor = Buffer.from(JSON.stringify(['x', newId()])).toString('base64url');
    expect((await run((ctx) => listReaders(ctx, id, { limit: 2, cursor }))).rows).toHaveLength(1);
  });

  test('is kept three years and never changed', async () => {
    const { id } = await create();
    await at('2021-06-17T09:00:00', (ctx) => showPerson(ctx, id));
    await at('2021-06-19T09:00:00', (ctx) => showPerson(ctx, id));
    await expect(database.pool.query(`update roster.file_read set reader_name = 'x'`)).rejects.toThrow();
    expect(await run(sweepReads)).toBe(1);
    expect(await run(sweepReads)).toBe(0);
    expect(await log(id)).toHaveLength(1);
  });

  test('secrets and the log are closed to who may only read or write people', async () => {
    const { id } = await create({ identityNumber: identity() });
    const reader = testUser(['roster.person.read', 'roster.person.write']);
    await expect(run((ctx) => readSecrets(ctx, id), reader)).rejects.toThrow('kernel.not_found');
    await expect(run((ctx) => listReaders(ctx, id, page), reader)).rejects.toThrow('kernel.not_found');
    expect((await shown(id, reader)).abilities).toEqual({ readSecrets: false, readLog: false });
  });
});

describe('a photo', () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

  test('is put in, replaced and taken out; it is shown to who may open the file', async () => {
    const { id } = await create();
    await expect(run((ctx) => getPersonPhoto(ctx, id))).rejects.toThrow('kernel.not_found');
    await expect(run((ctx) => removePersonPhoto(ctx, id))).rejects.toThrow('kernel.not_found');
    await run((ctx) => addPersonPhoto(ctx, id, png, 'a.png'));
    const { photoFileId } = await run((ctx) => addPersonPhoto(ctx, id, Buffer.concat([png, png]), 'b.png'));
    expect((await shown(id)).photoFileId).toBe(photoFileId);
    expect((await run((ctx) => getPersonPhoto(ctx, id))).name).toBe('b.png');
    await run((ctx) => removePersonPhoto(ctx, id));
    expect((await shown(id)).photoFileId).toBeNull();
  });

  test('refused: no picture, a picture too large, without the right to write', async () => {
    const { id } = await create();
    const add = (bytes: Uint8Array, user = writer) => run((ctx) => addPersonPhoto(ctx, id, bytes, 'a.png'), user);
    await expect(add(Buffer.from('%PDF-1.4'))).rejects.toThrow('file.type_refused');
    await expect(add(new Uint8Array())).rejects.toThrow('file.empty');
    await expect(add(Buffer.concat([png, Buffer.alloc(512 * 1024)]))).rejects.toThrow('kernel.too_large');
    await expect(add(png, testUser(['roster.person.read']))).rejects.toThrow('kernel.not_found');
  });
});

describe('found', () => {
  test.each([
    ['by a former name', '欧阳', '欧阳娜'],
    ['by the whole former name', '欧阳娜娜', '欧阳娜娜'],
    ['by the initials of a former name', 'oynn', '欧阳娜娜'],
    ['by the last four digits of the phone', '7431', null],
    ['by more digits at its end', '0007431', null],
    ['by the whole phone with blanks', '139 0000 7431', null],
    ['by the beginning of a staff number', '7431', null],
  ])('%s', async (how, search, formerName) => {
    const isNumber = how.includes('staff');
    const { id } = await create({
      formerNames: formerName === null ? [] : [formerName],
      ...(isNumber ? { staffNumber: `7431${newId().slice(-8)}` } : { phone: '139-0000-7431' }),
    });
    const { rows } = await run((ctx) => listPeople(ctx, { limit: 200, search }));
    expect(rows.map((row) => row.id)).toContain(id);
  });

  test('not by digits in the middle of a phone, nor by three at its end, nor by a former name that was taken away', async () => {
    const { id } = await create({ phone: '13955558462', formerNames: ['慕容雪'] });
    const ids = async (search: string) =>
      (await run((ctx) => listPeople(ctx, { limit: 200, search }))).rows.map((row) => row.id);
    expect(await ids('8462')).toContain(id);
    expect(await ids('5555')).not.toContain(id);
    expect(await ids('462')).not.toContain(id);
    expect(await ids('慕容雪')).toContain(id);
    await change(id, { formerNames: [] });
    expect(await ids('慕容雪')).not.toContain(id);
  });

  test('by an officer within the own part of the tree only, with the phone masked', async () => {
    const phone = '13900009753';
    const here = await create({ phone });
    await create({ phone, unitId: tree.areas[1].id });
    const officer = testUser(['roster.person.read'], tree.areas[0].path);
    const { rows } = await run((ctx) => listPeople(ctx, { ...page, search: '9753' }), officer);
    expect(rows.map((row) => [row.id, row.phone])).toEqual([[here.id, '139****9753']]);
  });
});

test('a person made for tests carries the whole dossier', async () => {
  const person = await run((ctx) =>
    makePerson(ctx, { nation: 'miao', identityNumber: identity(), formerNames: ['张二'] }),
  );
  expect(await shown(person.id)).toMatchObject({
    nation: 'miao',
    formerNames: ['张二'],
    identityNumber: { state: 'kept' },
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, readDocument, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { enrolmentsOf, recordLeaving } from '#engines/roster';
import { makePerson, makeTree, type SmallTree } from '#engines/roster/testing';
import * as cards from '../cards/cards';
import { showMember } from '../register/register';
import { memberScheme } from '../scheme';
import { committeeUser, makeMember, memberHouse, ownUser, seedMembership } from '../testing';
import { duesPayersOn, votersOn } from '../voters';
import { correctMove, listOpenMatters, recordMove, recordReceipt } from './moves';
import { getTransferForm } from './transfer-form';

let database: TestDatabase;
let tree: SmallTree;
const committee = committeeUser();
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = committee, today = '2024-06-18') =>
  inTransaction(database.seed({ user, house: memberHouse(database.house), clock: standingClock(today) }), act);
const member = (unitId = tree.team.id, name = '解晓明') => run((ctx) => makeMember(ctx, { unitId, name }));
const stateOf = async (personId: string) =>
  (await run((ctx) => enrolmentsOf(ctx, memberScheme, { personIds: [personId], day: '2024-06-18' }))).get(personId)
    ?.state;
type Move = Parameters<typeof recordMove>[2];
const move = (personId: string, change: Partial<Move> & Pick<Move, 'to' | 'reason'>) =>
  run((ctx) => recordMove(ctx, personId, { on: '2024-06-10', document: '通知单3号', note: '', ...change }));

beforeAll(async () => {
  database = await openTestDatabase();
  await run(seedMembership);
  tree = await run(makeTree);
});
afterAll(() => database.close());

describe('retirement', () => {
  test('keeps the membership: a retired member has no vote and pays no dues', async () => {
    const { id } = await member();
    const names = async (of: typeof votersOn, day: string) =>
      (await run((ctx) => of(ctx, { day, unit: tree.team }))).map((row) => row.personId);
    await move(id, { to: 'retained', reason: 'retired' });
    expect(await names(votersOn, '2024-06-09')).toContain(id);
    expect(await names(votersOn, '2024-06-10')).not.toContain(id);
    expect(await names(duesPayersOn, '2024-06-09')).toContain(id);
    expect(await names(duesPayersOn, '2024-06-10')).not.toContain(id);
    expect(await stateOf(id)).toBe('retained');
  });

  test.each(['retired', 'retired_early'] as const)('(%s) stays so for who is taken on again', async (reason) => {
    const { id } = await member();
    await move(id, { to: 'retained', reason });
    await expect(move(id, { to: 'active', reason: 'new_job', on: '2024-06-18' })).rejects.toMatchObject({
      code: 'membership.retired_stays_retained',
    });
  });

  test('is not study: who comes back is active again', async () => {
    const { id } = await member();
    await move(id, { to: 'retained', reason: 'study' });
    await move(id, { to: 'active', reason: 'back_from_study', on: '2024-06-18' });
    expect(await stateOf(id)).toBe('active');
  });
});

describe('a transfer out', () => {
  test('stays open until its receipt, and is late when it is not here in time', async () => {
    const { id } = await member();
    await move(id, { to: 'transferred_out', reason: 'changed_job', destination: '海宁化工厂工会', on: '2024-05-01' });
    const [transfer] = (await run((ctx) => listOpenMatters(ctx, tree.works.id))).transfers;
    expect(transfer).toMatchObject({ formNumber: '2024-001', askOn: '2024-05-31', isLate: true, person: { id } });
    const receipt = (on: string) => run((ctx) => recordReceipt(ctx, transfer!.id, { on, note: '回执12号' }));
    await expect(receipt('2024-04-30')).rejects.toMatchObject({ code: 'membership.receipt_before_transfer' });
    await expect(receipt('2024-06-19')).rejects.toMatchObject({ code: 'membership.day_ahead' });
    expect(await receipt('2024-06-12')).toMatchObject({ receiptOn: '2024-06-12', isLate: false });
    await expect(receipt('2024-06-13')).rejects.toMatchObject({ code: 'membership.receipt_known' });
    expect((await run((ctx) => listOpenMatters(ctx, undefined))).transfers).toEqual([]);
  });

  test('names where it goes, and has a form with a section for each union', async () => {
    const { id } = await member();
    const out = { to: 'transferred_out', reason: 'changed_job' } as const;
    await expect(move(id, out)).rejects.toMatchObject({ code: 'membership.destination_missing' });
    await move(id, { ...out, destination: '海宁化工厂工会' });
    const { transfers } = await run((ctx) => listOpenMatters(ctx, undefined));
    const file = await run((ctx) => getTransferForm(ctx, transfers.at(-1)!.id));
    const words = JSON.stringify(await readDocument(file.bytes, file.name));
    for (const part of ['海宁化工厂工会', '解晓明', '2024-002', '测试盐场工会（盖章处）', '回执'])
      expect(words).toContain(part);
    const stranger = committeeUser(tree.areas[1].path);
    await expect(run((ctx) => getTransferForm(ctx, transfers.at(-1)!.id), stranger)).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
  });
});

describe('a member whose employment ended', () => {
  test('waits for a person to decide, and is still a member until then', async () => {
    const { id } = await member(tree.canteen.id, '曾离职');
    await run((ctx) => recordLeaving(ctx, id, '2024-06-14'), testUser(['roster.person.write']));
    const waiting = async () => (await run((ctx) => listOpenMatters(ctx, tree.canteen.id))).undecided;
    expect(await waiting()).toMatchObject([
      { person: { id, unit: null }, employedTo: '2024-06-14', abilities: { decide: true } },
    ]);
    expect(await stateOf(id)).toBe('active');
    await move(id, { to: 'retained', reason: 'unemployed', on: '2024-06-15' });
    expect(await waiting()).toEqual([]);
  });
});

describe('a mistake', () => {
  test('is taken off the record with its reason and stays to be read; an open transfer goes with it', async () => {
    const { id } = await member();
    await move(id, { to: 'transferred_out', reason: 'changed_job', destination: '错的工会' });
    const before = (await run((ctx) => listOpenMatters(ctx, undefined))).transfers.length;
    const seen = { state: 'transferred_out', since: '2024-06-10', reason: '同名同姓' };
    await expect(run((ctx) => correctMove(ctx, id, { ...seen, state: 'active' }))).rejects.toMatchObject({
      code: 'kernel.changed_meanwhile',
    });
    await run((ctx) => correctMove(ctx, id, seen));
    expect(await stateOf(id)).toBe('active');
    expect((await run((ctx) => listOpenMatters(ctx, undefined))).transfers).toHaveLength(before - 1);
    const { history, abilities } = await run((ctx) => showMember(ctx, id));
    expect(history.map((entry) => [entry.state, entry.isVoid, entry.voidReason])).toEqual([['active', false, null], ['transferred_out', true, '同名同姓']]); // prettier-ignore
    expect(abilities).toMatchObject({
      retained: true,
      transferred_out: true,
      active: false,
      lapse: true,
      correct: true,
    });
  });

  // prettier-ignore
  test.each([
    ['what doesn’t follow', { to: 'active', reason: 'new_job' }, 'roster.enrolment_misplaced'],
    ['what lies before the present state', { to: 'retained', reason: 'study', on: '2022-02-28' }, 'roster.day_before_start'],
    ['what has not come', { to: 'retained', reason: 'study', on: '2024-06-19' }, 'roster.day_in_future'],
  ] as const)('%s is refused', async (_what, change, code) => {
    const { id } = await member();
    await expect(move(id, change)).rejects.toMatchObject({ code });
  });

  test('elsewhere is not there', async () => {
    const { id } = await member(tree.areas[1].id);
    const stranger = committeeUser(tree.areas[0].path);
    const given = { to: 'deceased', reason: 'deceased', on: '2024-06-18', document: '死亡证明', note: '' } as const;
    await expect(run((ctx) => recordMove(ctx, id, given), stranger)).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
    await expect(run((ctx) => showMember(ctx, id), stranger)).rejects.toMatchObject({ code: 'kernel.not_found' });
  });
});

describe('a card', () => {
  test('proves to anybody that it holds now, and no more; to an officer whose it is', async () => {
    const { id } = await member();
    const { card } = await run(cards.getOwnCard, ownUser(id));
    expect(card).toMatchObject({
      isValid: true,
      state: 'active',
      number: expect.stringMatching(/^2022-\d{5}$/) as string,
    });
    const check = (user: SignedInUser | null) => run((ctx) => cards.checkCard(ctx, card!.token), user);
    expect(await check(null)).toMatchObject({ maskedName: '解**', isValid: true, member: null });
    expect(JSON.stringify(await check(null))).not.toMatch(/晓明|2022-/);
    expect(await check(committee)).toMatchObject({ member: { personId: id, name: '解晓明', state: 'active' } });
    expect(await check(committeeUser(tree.areas[1].path))).toMatchObject({ member: null });
    await move(id, { to: 'deceased', reason: 'deceased' });
    expect(await run((ctx) => cards.checkCard(ctx, card!.token), null)).toMatchObject({ isValid: false });
  });

  test('renewed makes every older code worthless', async () => {
    const { id } = await member();
    const before = (await run(cards.getOwnCard, ownUser(id))).card!.token;
    const renewed = await run(cards.renewOwnCard, ownUser(id));
    await expect(run((ctx) => cards.checkCard(ctx, before), null)).rejects.toMatchObject({ code: 'kernel.not_found' });
    expect(await run((ctx) => cards.checkCard(ctx, renewed.token), null)).toMatchObject({ isValid: true });
    await run((ctx) => cards.renewCard(ctx, id));
    await expect(run((ctx) => cards.checkCard(ctx, renewed.token), null)).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
  });

  test('belongs to members: who is none has none', async () => {
    const { id } = await run((ctx) => makePerson(ctx, { unitId: tree.team.id }));
    expect(await run(cards.getOwnCard, ownUser(id))).toEqual({ card: null });
    await expect(run(cards.renewOwnCard, ownUser(id))).rejects.toMatchObject({ code: 'membership.no_card' });
  });

  test('shows the own photo, and nobody else’s', async () => {
    const { id } = await member();
    const photo = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 7]);
    await run((ctx) => cards.addOwnPortrait(ctx, photo, '我.jpg'), ownUser(id));
    const { card } = await run(cards.getOwnCard, ownUser(id));
    expect([...(await run((ctx) => cards.getOwnPortrait(ctx, card!.portraitId!), ownUser(id))).bytes]).toEqual([
      ...photo,
    ]);
    const other = await member();
    await expect(run((ctx) => cards.getOwnPortrait(ctx, card!.portraitId!), ownUser(other.id))).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
  });

  test('is printed for those who have no account, or for one who lost it', async () => {
    const unit = tree.station;
    const [one, two] = [await member(unit.id, '安平'), await member(unit.id, '白露')];
    const all = await run((ctx) => cards.listPaperCards(ctx, { unitId: unit.id, limit: 50 }));
    expect(all.rows.map((row) => row.name)).toEqual(['安平', '白露']);
    const lost = await run((ctx) => cards.listPaperCards(ctx, { personId: two.id, limit: 50 }));
    expect(lost.rows.map((row) => row.personId)).toEqual([two.id]);
    expect(lost.rows[0]!.number > all.rows.find((row) => row.personId === one.id)!.number).toBe(true);
  });
});

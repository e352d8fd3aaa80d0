import { allPages, AppError, audit, endNotice, exportTable, handsOfNotices, may, newId, notFound } from '#kernel';
import { noticesOf, text, type Context, type FileAnswer } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { nameOf, nominationNames } from '../nominations/names';
import { nominationsOf, updateNominationState, type NominationRecord } from '../nominations/store';
import type { PrizeOffices } from '../prizes';
import type { RoundWhole } from '../rounds/contract';
import type { decideRound as decideContract } from '../rounds/contract';
import { refuseOwnCase, refuseSameHand, refuseStep, roundFor, roundToRead } from '../rounds/policy';
import { presentRound, subjectOf } from '../rounds/present';
import { officeOf } from '../rounds/rounds';
import { roundAfter } from '../rounds/states';
import { roundById, updateRound, type RoundRecord } from '../rounds/store';
import { schemeById } from '../schemes/store';
import type { Honour } from './contract';
import * as store from './store';

/**
 * Confers. Refuses: whoever reviewed or announced (honours.same_hand), somebody who is chosen (honours.own_case), a notice
 * whose window or objections are open, more than the scheme allows (honours.too_many) or another number than it asks for
 * (honours.wrong_number), somebody who has the same of this year already, by name (honours.honoured_already).
 */
export async function decideRound(
  ctx: Context,
  { params, body }: EndpointInput<typeof decideContract>,
): Promise<RoundWhole> {
  const round = await roundFor(ctx, params.id, 'honours.round.decide', 'decide', body.version);
  const subject = subjectOf(round.id);
  refuseSameHand(ctx, [round.reviewedBy, ...(await handsOfNotices(ctx, subject))]);
  const chosen = (await nominationsOf(ctx, round.id)).filter(({ state }) => state === 'chosen');
  await refuseOwnCase(ctx, chosen);
  const notice = (await noticesOf(ctx, [subject])).find(({ state }) => state === 'open');
  if (notice === undefined) throw notFound();
  await endNotice(ctx, notice.id);
  refuseNumber(round, chosen.length);
  await confer(ctx, round, chosen);
  await updateRound(ctx, round.id, {
    state: roundAfter(round.state, 'decide')!,
    documentNumber: body.documentNumber,
  });
  audit(ctx, { action: 'honours.decideRound', subject: `honour_round:${round.id}`, details: { count: chosen.length } });
  return presentRound(ctx, round.id);
}

/** Exactly ten and ten for 双十佳; the eleventh is refused. */
function refuseNumber({ title, definition: { most, isExact } }: RoundRecord, count: number): void {
  if (count > most) throw new AppError('honours.too_many', { title, most, count });
  if (isExact && count !== most) throw new AppError('honours.wrong_number', { title, most, count });
}

async function confer(ctx: Context, round: RoundRecord, chosen: readonly NominationRecord[]): Promise<void> {
  // Numbers are dealt under the hold of the scheme: two rounds of one year don't deal the same.
  await schemeById(ctx, round.schemeId, 'lock');
  const { schemeKey, title, year, definition } = round;
  let number = await store.countHonours(ctx, schemeKey, year);
  for (const { id: nominationId, unitId, unitPath, personId } of chosen) {
    number += 1;
    const isNew = await store.insertHonour(ctx, {
      ...{ id: newId(), roundId: round.id, nominationId, schemeKey, title, year, unitId, unitPath, personId },
      number: `${year}-${String(number).padStart(4, '0')}`,
      decidedOn: ctx.clock.today(),
      prize: BigInt(definition.prizeFen),
    });
    if (!isNew) {
      const names = await nominationNames(ctx, [{ personId, unitId }]);
      throw new AppError('honours.honoured_already', { name: nameOf(names, { personId, unitId }), title, year });
    }
    await updateNominationState(ctx, nominationId, { state: 'won' });
  }
}

export async function presentHonours(ctx: Context, honours: readonly store.HonourRecord[]): Promise<Honour[]> {
  const names = await nominationNames(ctx, honours);
  const rounds = new Map<string, RoundRecord | null>();
  for (const { roundId } of honours) if (!rounds.has(roundId)) rounds.set(roundId, await roundById(ctx, roundId));
  return honours.map((one) => {
    const round = rounds.get(one.roundId) ?? null;
    const pays = round !== null && roundAfter(round.state, 'pay') !== null;
    return {
      ...one,
      name: nameOf(names, one),
      unit: { id: one.unitId, name: names.units.get(one.unitId) ?? '' },
      abilities: {
        pay: pays && one.prize > 0n && one.paidOn === null && may(ctx.user, 'honours.round.decide', round.unitPath),
      },
    };
  });
}

/** Who was honoured is public within the units of the round. Refuses: a round that isn't for the reader. */
export async function listHonours(ctx: Context, roundId: string): Promise<{ rows: Honour[] }> {
  await roundToRead(ctx, roundId);
  return { rows: await presentHonours(ctx, await store.honoursOf(ctx, [roundId])) };
}

/** The list as a file, by the list's own act. */
export async function exportHonours(ctx: Context, roundId: string): Promise<FileAnswer> {
  const round = await roundToRead(ctx, roundId);
  const say = (key: string): string => text(ctx.language, `honours:record.columns.${key}`);
  const { file, rows } = await exportTable<Honour>(ctx, {
    title: round.name,
    permission: 'honours.round.read',
    filters: [],
    columns: [
      { key: 'number', title: say('number'), kind: 'text', width: 14, value: ({ number }) => number },
      { key: 'name', title: say('name'), kind: 'text', width: 20, value: ({ name }) => name },
      { key: 'unit', title: say('unit'), kind: 'text', width: 24, value: ({ unit }) => unit.name },
      { key: 'title', title: say('title'), kind: 'text', width: 24, value: ({ title }) => title },
      { key: 'prize', title: say('prize'), kind: 'fen', width: 14, value: ({ prize }) => prize },
      { key: 'paidOn', title: say('paidOn'), kind: 'day', width: 14, value: ({ paidOn }) => paidOn },
    ],
    rows: allPages(async () => ({ ...(await listHonours(ctx, roundId)), nextCursor: null })),
  });
  audit(ctx, { action: 'honours.exportHonours', subject: `honour_round:${roundId}`, details: { count: rows } });
  return file;
}

/** The own honours; an account without a person has none. */
export async function listOwnHonours(ctx: Context): Promise<{ rows: Honour[] }> {
  const personId = ctx.user?.personId ?? null;
  return { rows: personId === null ? [] : await presentHonours(ctx, await store.honoursOfPerson(ctx, personId)) };
}

/**
 * Pays a prize once, however many ask at once: the honour is held. Refuses: one out of reach, without a prize
 * (honours.no_prize), paid before (honours.prize_paid), of a round that is closed (honours.round_step_impossible), and what
 * the line that pays refuses.
 */
export const payPrize =
  (offices: PrizeOffices) =>
  async (ctx: Context, id: string): Promise<Honour> => {
    const honour = await store.honourById(ctx, id, 'lock');
    const round = honour === null ? null : await roundById(ctx, honour.roundId);
    if (honour === null || round === null || !may(ctx.user, 'honours.round.decide', round.unitPath)) throw notFound();
    refuseStep(round, 'pay');
    if (honour.prize === 0n) throw new AppError('honours.no_prize', { title: honour.title });
    if (honour.paidOn !== null) throw new AppError('honours.prize_paid', { day: honour.paidOn });
    const { roundId, unitId, personId, title, prize: amount } = honour;
    const payment = await officeOf(offices, round.owner).payPrize(ctx, {
      ...{ roundId, honourId: id, unitId, personId, title, amount },
    });
    await store.notePayment(ctx, id, payment);
    audit(ctx, { action: 'honours.payPrize', subject: `honour:${id}`, details: { roundId } });
    return (await presentHonours(ctx, [(await store.honourById(ctx, id))!]))[0]!;
  };

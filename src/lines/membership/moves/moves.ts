import { AppError, audit, may, newId, notFound, parameterOn, type Context } from '#kernel';
import {
  enrolmentsOf,
  listEnrolled,
  moveEnrolment,
  peopleById,
  voidLastState,
  type KnownPerson,
} from '#engines/roster';
import { addDays, yearOf, type EndpointInput } from '#kernel/contract';
import { lastApplication } from '../applications/store';
import { isOpen } from '../applications/procedures';
import { worksFinder } from '../cards/give';
import { takeNumbers } from '../cards/store';
import { pathsAsked } from '../policy';
import { knownPerson, presentPerson } from '../present';
import { memberScheme } from '../scheme';
import type * as contract from './contract';
import type { MoveReason, TransferRow } from './contract';
import * as store from './store';

type Body<E> = EndpointInput<E>['body'];

/** Retirement keeps the membership for good: who is taken on again stays retained (章程 §8). */
const forGood: readonly MoveReason[] = ['retired', 'retired_early'];
/** No works has more people who have left and wait for a decision. */
const MOST_UNDECIDED = 1000;

/** A member whom the writer looks after. Refuses: a person out of reach, one whose application is under way. */
async function memberToMove(ctx: Context, personId: string): Promise<KnownPerson> {
  const person = await knownPerson(ctx, personId);
  if (!may(ctx.user, 'membership.member.write', person.unitPath)) throw notFound();
  const last = await lastApplication(ctx, personId);
  if (last !== null && isOpen(last.state)) throw new AppError('membership.open_already', { name: person.name });
  return person;
}

/**
 * Records a move that follows from a fact. Refuses: a person out of reach or with an application under way, a retiree who
 * is to be active again, a transfer without a union to go to, what doesn't follow on the present state, a day that has not
 * come or lies before the present state.
 */
export async function recordMove(
  ctx: Context,
  personId: string,
  body: Body<typeof contract.recordMove>,
): Promise<void> {
  const person = await memberToMove(ctx, personId);
  const { to, on, reason, note, document, destination = '' } = body;
  if (to === 'transferred_out' && destination === '') throw new AppError('membership.destination_missing');
  const before = (await store.movesOf(ctx, personId)).at(-1);
  if (to === 'active' && before?.to === 'retained' && forGood.includes(before.reason))
    throw new AppError('membership.retired_stays_retained', { name: person.name });

  const id = newId();
  const { unitId, unitPath } = person;
  await moveEnrolment(ctx, memberScheme, { personId, to, from: on, reason: note, source: `move:${id}` });
  await store.insertMoves(ctx, [{ id, personId, unitId, unitPath, to, on, reason, note, document }]);
  if (to === 'transferred_out') await openTransfer(ctx, { id, personId, unitPath, destination, on });
  audit(ctx, {
    action: 'membership.recordMove',
    subject: `person:${personId}`,
    details: { to, day: on, reason, moveId: id },
  });
}

const FORM_DIGITS = 3;

async function openTransfer(
  ctx: Context,
  move: { id: string; personId: string; unitPath: string; destination: string; on: string },
): Promise<void> {
  const { id, personId, unitPath, destination, on } = move;
  const { value: days } = await parameterOn<number>(ctx, 'membership.receiptDays', on);
  const works = (await worksFinder(ctx))(unitPath);
  const year = yearOf(on);
  const serial = await takeNumbers(ctx, { unitId: works.id, what: 'transfer', year, count: 1 });
  await store.insertTransfers(ctx, [
    {
      ...{
        id,
        personId,
        unitPath,
        destination,
        sentOn: on,
        askOn: addDays(on, days),
        receiptOn: null,
        receiptNote: '',
      },
      formNumber: `${year}-${String(serial).padStart(FORM_DIGITS, '0')}`,
    },
  ]);
}

/**
 * Takes back what was recorded by mistake. Refuses: a person out of reach or with an application under way, a last state
 * that isn't the one that the writer saw.
 */
export async function correctMove(
  ctx: Context,
  personId: string,
  body: Body<typeof contract.correctMove>,
): Promise<void> {
  const person = await memberToMove(ctx, personId);
  const day = ctx.clock.today();
  const present = (await enrolmentsOf(ctx, memberScheme, { personIds: [person.id], day })).get(person.id);
  if (present?.state !== body.state || present.since !== body.since) throw new AppError('kernel.changed_meanwhile');
  await voidLastState(ctx, memberScheme, { personId, reason: body.reason });
  const [what, id] = (present.source ?? '').split(':', 2);
  if (what === 'move' && id !== undefined) await store.voidMove(ctx, id);
  audit(ctx, { action: 'membership.correctMove', subject: `person:${personId}`, details: { state: present.state } });
}

function presentTransfer(ctx: Context, record: store.TransferRecord, person: KnownPerson): TransferRow {
  const { id, destination, formNumber, sentOn, askOn, receiptOn, receiptNote, unitPath } = record;
  const isOpenStill = receiptOn === null;
  return {
    ...{ id, destination, formNumber, sentOn, askOn, receiptOn, receiptNote, person: presentPerson(person) },
    isLate: isOpenStill && askOn <= ctx.clock.today(),
    abilities: { recordReceipt: isOpenStill && may(ctx.user, 'membership.member.write', unitPath) },
  };
}

/** Members who have left the works and are members still: a person decides what becomes of them, never a job. */
export async function membersWhoLeft(ctx: Context, under: readonly string[]) {
  const question = { states: ['active'] as const, under, isHere: false, limit: MOST_UNDECIDED };
  return (await listEnrolled(ctx, memberScheme, question)).rows;
}

/** Refuses: a unit that isn't in reach. */
export async function listOpenMatters(ctx: Context, unitId: string | undefined) {
  const under = await pathsAsked(ctx, 'membership.member.read', unitId);
  const left = await membersWhoLeft(ctx, under);
  const transfers = await store.openTransfers(ctx, { under });
  const ids = [...left, ...transfers].map((row) => row.personId);
  const people = await peopleById(ctx, ids);
  return {
    undecided: left.map(({ personId, employedTo, unitName, unitPath }) => ({
      person: presentPerson(people.get(personId)!),
      employedTo: employedTo!,
      unitName,
      abilities: { decide: may(ctx.user, 'membership.member.write', unitPath) },
    })),
    transfers: transfers.map((record) => presentTransfer(ctx, record, people.get(record.personId)!)),
  };
}

/** Refuses: a transfer out of reach, a second receipt, a day before the transfer or that has not come. */
export async function recordReceipt(
  ctx: Context,
  id: string,
  body: Body<typeof contract.recordReceipt>,
): Promise<TransferRow> {
  const transfer = await store.transferRow(ctx, id, 'lock');
  if (transfer === null || !may(ctx.user, 'membership.member.write', transfer.unitPath)) throw notFound();
  if (transfer.receiptOn !== null) throw new AppError('membership.receipt_known', { day: transfer.receiptOn });
  const today = ctx.clock.today();
  if (body.on > today) throw new AppError('membership.day_ahead', { today });
  if (body.on < transfer.sentOn) throw new AppError('membership.receipt_before_transfer', { day: transfer.sentOn });
  await store.putReceipt(ctx, id, body);
  audit(ctx, { action: 'membership.recordReceipt', subject: `transfer:${id}`, details: { day: body.on } });
  const person = await knownPerson(ctx, transfer.personId);
  return presentTransfer(ctx, { ...transfer, receiptOn: body.on, receiptNote: body.note }, person);
}

import { audit, newId, type Context } from '#kernel';
import { importEnrolments, moveEnrolment, peopleById } from '#engines/roster';
import type { Day } from '#kernel/contract';
import { giveCards } from './cards/give';
import type { MoveReason } from './moves/contract';
import { insertMoves } from './moves/store';
import { memberScheme } from './scheme';

export interface MemberToImport {
  readonly personId: string;
  readonly joinedOn: Day;
  /** Of a member whose membership is kept without vote and dues. */
  readonly retained?: { readonly on: Day; readonly reason: MoveReason; readonly document: string };
}

/**
 * Many members at once with their cards, in the order in which they joined, for the program itself and imports: whoever
 * calls it has judged rights and rows. Refuses: a person who is a member already.
 */
export async function importMembers(ctx: Context, members: readonly MemberToImport[]): Promise<void> {
  const people = await peopleById(
    ctx,
    members.map((member) => member.personId),
  );
  const inOrder = members.toSorted((a, b) => (a.joinedOn < b.joinedOn ? -1 : a.joinedOn > b.joinedOn ? 1 : 0));
  await importEnrolments(
    ctx,
    memberScheme,
    inOrder.map(({ personId, joinedOn }) => ({ personId, to: 'active', from: joinedOn, reason: '' })),
  );
  await giveCards(
    ctx,
    inOrder.map(({ personId, joinedOn }) => ({
      ...{ personId, unitPath: people.get(personId)!.unitPath, on: joinedOn, memberSince: null, paysByPayroll: true },
    })),
  );
  for (const { personId, retained } of inOrder) {
    if (retained === undefined) continue;
    const { unitId, unitPath } = people.get(personId)!;
    const { on, reason, document } = retained;
    const id = newId();
    await moveEnrolment(ctx, memberScheme, { personId, to: 'retained', from: on, reason: '', source: `move:${id}` });
    await insertMoves(ctx, [{ ...{ id, personId, unitId, unitPath, to: 'retained', on, reason, document }, note: '' }]);
  }
  audit(ctx, { action: 'membership.importMembers', details: { count: members.length } });
}

import { z } from 'zod';
import { AppError, sealedPlace, text, type Context, type SealedColumn } from '#kernel';
import type { OpenedField } from '../dossier/contract';
import { openDossier, refuseGivenAway, writeSealed } from '../dossier/file';
import { dossierRow, updateDossierRow } from '../dossier/store';
import { sealedFields, type MergeField, type SealedField } from './contract';
import type { PersonMove } from './person-follower';
import * as store from './store-merge';

/**
 * Identity number and bank card are bound to the row where they lie: what goes over is opened and sealed anew, and what
 * it replaces is kept sealed at the row of the merge. The record that goes keeps its own values where they are, out of
 * force: they tell at the undo whether somebody has corrected since what the merge wrote.
 */
export const formerColumns: Readonly<Record<SealedField, SealedColumn>> = {
  identityNumber: { table: 'roster.person_merge', column: 'former_identity', idColumn: 'id' },
  bankCard: { table: 'roster.person_merge', column: 'former_bank_card', idColumn: 'id' },
};

/** No value stands here: the index is needed where a number that nobody can read goes back as it was. */
export const sealedJournal = z.object({
  taken: z.array(z.enum(sealedFields)),
  identityIndex: z.number().int().nullable(),
});
type SealedJournal = z.infer<typeof sealedJournal>;

async function openedOf(ctx: Context, id: string): Promise<Record<SealedField, OpenedField>> {
  return openDossier(ctx, id, await dossierRow(ctx, id));
}

/** What can't be read is the same as nothing else. */
export const isSameOpened = (one: OpenedField, other: OpenedField): boolean =>
  one.state !== 'unreadable' && one.state === other.state && one.value === other.value;

/** Refuses: a value to be taken that can't be read, because it could not be sealed anew. */
export async function takeSealed(
  ctx: Context,
  { from, to }: PersonMove,
  mergeId: string,
  take: readonly MergeField[],
): Promise<{ journal: SealedJournal; former: store.FormerSealed }> {
  const taken = sealedFields.filter((field) => take.includes(field));
  const former: store.FormerSealed = { identityNumber: null, bankCard: null };
  if (taken.length === 0) return { journal: { taken, identityIndex: null }, former };
  const given = await openedOf(ctx, from);
  const unreadable = taken.find((field) => given[field].state === 'unreadable');
  if (unreadable !== undefined)
    throw new AppError('roster.sealed_unreadable', {
      field: text(ctx.language, `roster:doubles.compare.fields.${unreadable}`),
    });

  const row = await dossierRow(ctx, to);
  const kept = openDossier(ctx, to, row);
  for (const field of taken) {
    const { value } = kept[field];
    former[field] =
      value === null ? row[field] : ctx.house.secrets.seal(value, sealedPlace(formerColumns[field], mergeId));
  }
  const { identity_index: index } = await store.personRow(ctx, to);
  await writeSealed(ctx, to, Object.fromEntries(taken.map((field) => [field, given[field].value])));
  return { journal: { taken, identityIndex: index as number | null }, former };
}

/** Of the fields that the merge wrote those that nobody has corrected since, and those that somebody has. */
export async function sealedSince(ctx: Context, merge: store.MergeRecord, { taken }: SealedJournal) {
  const [now, given] = [await openedOf(ctx, merge.survivorId), await openedOf(ctx, merge.mergedId)];
  const unchanged = taken.filter((field) => isSameOpened(now[field], given[field]));
  return { unchanged, corrected: taken.filter((field) => !unchanged.includes(field)) };
}

/** Each has the number and the card that it had. Refuses: an identity number that somebody else was given meanwhile. */
export async function giveSealedBack(ctx: Context, merge: store.MergeRecord, journal: SealedJournal): Promise<void> {
  const { survivorId, mergedId } = merge;
  const { unchanged } = await sealedSince(ctx, merge, journal);
  const former = await store.formerSealed(ctx, merge.id);
  const plain = (field: SealedField): string | null => {
    const sealed = former[field];
    return sealed === null ? null : ctx.house.secrets.open(sealed, sealedPlace(formerColumns[field], merge.id));
  };

  const numbers = [
    (await openedOf(ctx, mergedId)).identityNumber.value,
    unchanged.includes('identityNumber') ? plain('identityNumber') : null,
  ];
  await refuseGivenAway(
    ctx,
    [survivorId, mergedId],
    numbers.filter((number) => number !== null),
  );

  for (const field of unchanged) {
    const [value, sealed] = [plain(field), former[field]];
    if (value !== null || sealed === null) await writeSealed(ctx, survivorId, { [field]: value });
    else if (field === 'bankCard') await updateDossierRow(ctx, survivorId, { bankCard: Buffer.from(sealed) });
    else
      await updateDossierRow(ctx, survivorId, {
        identity: { sealed: Buffer.from(sealed), index: journal.identityIndex! },
      });
  }
}

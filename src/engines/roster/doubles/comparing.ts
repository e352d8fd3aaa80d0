import type { Context } from '#kernel';
import { maskedDossier, noteRead, openDossier } from '../dossier/file';
import { dossierRow } from '../dossier/store';
import { mergeFields, sealedFields, type MergeField, type SealedField } from './contract';
import { isSameOpened } from './sealed-values';
import { columnsOfField, personRow } from './store-merge';

async function sideOf(ctx: Context, id: string) {
  const dossier = await dossierRow(ctx, id);
  return {
    row: await personRow(ctx, id),
    opened: openDossier(ctx, id, dossier),
    masked: maskedDossier(ctx, id, dossier),
  };
}

const isSealed = (field: MergeField): field is SealedField => sealedFields.some((sealed) => sealed === field);

/** Two dossiers beside each other and the fields in which the records differ; the logs of both keep who looked. */
export async function compareDossiers(ctx: Context, oneId: string, otherId: string) {
  const [one, other] = [await sideOf(ctx, oneId), await sideOf(ctx, otherId)];
  await noteRead(ctx, [oneId, otherId], 'file');
  const differs = mergeFields.filter((field) =>
    isSealed(field)
      ? !isSameOpened(one.opened[field], other.opened[field])
      : columnsOfField[field].some((column) => one.row[column] !== other.row[column]),
  );
  return { one: one.masked, other: other.masked, differs };
}

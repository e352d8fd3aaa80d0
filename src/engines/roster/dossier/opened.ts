import {
  AppError,
  audit,
  FileAnswer,
  fileRow,
  notFound,
  photoTypes,
  readFileBytes,
  storeFile,
  type Context,
} from '#kernel';
import { visiblePerson } from '../people';
import { MAX_PORTRAIT_BYTES, type OpenedField } from './contract';
import { noteRead, openDossier } from './file';
import * as store from './store';

/** Identity number and bank card in full; the log keeps who asked. Refuses: a person who is not there. */
export async function readSecrets(
  ctx: Context,
  id: string,
): Promise<{ identityNumber: OpenedField; bankCard: OpenedField }> {
  const person = await visiblePerson(ctx, id, 'roster.secret.read');
  const opened = openDossier(ctx, person.id, await store.dossierRow(ctx, person.id));
  await noteRead(ctx, [person.id], 'secrets');
  return opened;
}

/**
 * The bytes of the photo before stay, as all uploaded files do. Refuses: a person who is not there, more than 512 kB
 * (kernel.too_large), bytes that are no photo (file.type_refused, file.empty).
 */
export async function addPersonPhoto(
  ctx: Context,
  id: string,
  bytes: Uint8Array,
  name: string,
): Promise<{ photoFileId: string }> {
  const person = await visiblePerson(ctx, id, 'roster.person.write', 'change');
  if (bytes.length > MAX_PORTRAIT_BYTES) throw new AppError('kernel.too_large');
  const file = await storeFile(ctx, bytes, name, photoTypes);
  await store.setPhoto(ctx, person.id, file.id);
  audit(ctx, { action: 'roster.addPersonPhoto', subject: `person:${id}`, details: { fileId: file.id } });
  return { photoFileId: file.id };
}

/** Refuses: a person who is not there or has no photo. */
export async function removePersonPhoto(ctx: Context, id: string): Promise<Record<string, never>> {
  const person = await visiblePerson(ctx, id, 'roster.person.write', 'change');
  const { photoFileId } = await store.dossierRow(ctx, person.id);
  if (photoFileId === null) throw notFound();
  await store.setPhoto(ctx, person.id, null);
  audit(ctx, { action: 'roster.removePersonPhoto', subject: `person:${id}`, details: { fileId: photoFileId } });
  return {};
}

/** Refuses: a person who is not there or has no photo. */
export async function getPersonPhoto(ctx: Context, id: string): Promise<FileAnswer> {
  const person = await visiblePerson(ctx, id, 'roster.person.read');
  const { photoFileId } = await store.dossierRow(ctx, person.id);
  if (photoFileId === null) throw notFound();
  const file = await fileRow(ctx, photoFileId);
  const bytes = await readFileBytes(ctx, file);
  await noteRead(ctx, [person.id], 'photo');
  return new FileAnswer(bytes, file.mediaType, file.name, true);
}

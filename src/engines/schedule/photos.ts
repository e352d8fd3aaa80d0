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
import { MAX_PHOTO_BYTES } from './taking-part-contract';
import { eventFor, eventToRead } from './policy';
import { canStep } from './rules';
import * as store from './store-taking-part';

interface PhotoRow {
  id: string;
  name: string;
  addedAt: string;
  canRemove: boolean;
}

const MOST_PHOTOS = 200;
const MOST_LOOSE_PHOTOS = 100;

async function keep(ctx: Context, eventId: string | null, bytes: Uint8Array, name: string): Promise<PhotoRow> {
  if (bytes.length > MAX_PHOTO_BYTES) throw new AppError('kernel.too_large');
  const file = await storeFile(ctx, bytes, name, photoTypes);
  const photo = await store.insertPhoto(ctx, eventId, file.id);
  audit(ctx, {
    action: 'schedule.addPhoto',
    subject: eventId === null ? `photo:${photo.id}` : `event:${eventId}`,
    details: { photoId: photo.id },
  });
  return { id: photo.id, name: file.name, addedAt: photo.addedAt.toISOString(), canRemove: true };
}

/**
 * Adds a photo; a held event takes late ones too. Refuses: an event that isn't there or isn't the host's
 * (kernel.not_found), a cancelled one (schedule.event_closed), more than 200 (schedule.too_many_photos), bytes that
 * are no photo (file.type_refused, file.empty) or more than 10 MB (kernel.too_large).
 */
export async function addPhoto(ctx: Context, eventId: string, bytes: Uint8Array, name: string): Promise<PhotoRow> {
  const event = await eventFor(ctx, eventId, 'schedule.attendance.write', 'lock');
  if (event.state === 'cancelled') throw new AppError('schedule.event_closed', { title: event.title });
  if (event.photos >= MOST_PHOTOS) throw new AppError('schedule.too_many_photos', { most: MOST_PHOTOS });
  return { ...(await keep(ctx, eventId, bytes, name)), canRemove: canStep(event.state, 'change') };
}

/** A photo before its event. Refuses: bytes that are no photo or too many of them, more than 100 that no event took. */
export async function uploadPhoto(ctx: Context, bytes: Uint8Array, name: string): Promise<PhotoRow> {
  if ((await store.countLoosePhotos(ctx)) >= MOST_LOOSE_PHOTOS)
    throw new AppError('schedule.too_many_photos', { most: MOST_LOOSE_PHOTOS });
  return keep(ctx, null, bytes, name);
}

/** Refuses: an event that isn't there or isn't the reader's. */
export async function listPhotos(ctx: Context, eventId: string): Promise<{ rows: PhotoRow[] }> {
  const event = await eventToRead(ctx, eventId);
  const canRemove = canStep(event.state, 'change');
  const rows: PhotoRow[] = [];
  for (const photo of await store.selectPhotos(ctx, eventId)) {
    const { name } = await fileRow(ctx, photo.fileId);
    rows.push({ id: photo.id, name, addedAt: photo.addedAt.toISOString(), canRemove });
  }
  return { rows };
}

/** Refuses: an event that isn't there or isn't the reader's, a photo that isn't its. */
export async function getPhoto(ctx: Context, eventId: string, photoId: string): Promise<FileAnswer> {
  await eventToRead(ctx, eventId);
  const photo = await store.findPhoto(ctx, eventId, photoId);
  if (photo === null) throw notFound();
  const file = await fileRow(ctx, photo.fileId);
  return new FileAnswer(await readFileBytes(ctx, file), file.mediaType, file.name, true);
}

/**
 * Removes a photo; its row and bytes stay for the audit. Refuses: an event that isn't the host's, a photo that isn't
 * its (kernel.not_found), an event that is closed (schedule.event_closed).
 */
export async function removePhoto(ctx: Context, eventId: string, photoId: string, reason: string): Promise<void> {
  const event = await eventFor(ctx, eventId, 'schedule.attendance.write', 'lock');
  if (!canStep(event.state, 'change')) throw new AppError('schedule.event_closed', { title: event.title });
  if ((await store.findPhoto(ctx, eventId, photoId)) === null) throw notFound();
  await store.markPhotoRemoved(ctx, photoId, reason);
  audit(ctx, { action: 'schedule.removePhoto', subject: `event:${eventId}`, details: { photoId, reason } });
}

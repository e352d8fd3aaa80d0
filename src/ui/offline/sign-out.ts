import { dropDraftsOf } from '../use-draft';
import type { Entry } from './entries';
import { allOf, drop, empty } from './shelf';

/** How much of this account would be lost: what waits, and photos of forms that are not sent. */
export async function unsentOf(accountId: string): Promise<number> {
  const queue = await allOf<Entry>('queue').catch(() => []);
  const photos = await allOf<{ owner: string }>('photos').catch(() => []);
  const own = queue.filter((entry) => entry.accountId === accountId).length;
  return own + photos.filter((photo) => photo.owner.startsWith(`${accountId}/`)).length;
}

/** Nothing personal of this account stays in the phone. */
export async function forgetAccount(accountId: string): Promise<void> {
  dropDraftsOf(accountId);
  await empty('answers');
  const queue = await allOf<Entry>('queue');
  await drop(
    'queue',
    queue.filter((entry) => entry.accountId === accountId).map((entry) => entry.order),
  );
  const photos = await allOf<{ id: string; owner: string }>('photos');
  await drop(
    'photos',
    photos.filter((photo) => photo.owner.startsWith(`${accountId}/`)).map((photo) => photo.id),
  );
}

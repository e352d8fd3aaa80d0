import { send } from '../call';
import type { Entry } from './entries';

/** An upload's answer names its file in one of two ways. */
function fileIdOf(answer: unknown): string {
  const { fileId, id } = answer as { fileId?: string; id?: string };
  const found = fileId ?? id;
  if (found === undefined) throw new Error('An upload was answered without an id.');
  return found;
}

/** Sends one entry; each file that has arrived is noted, so that a broken line costs one file at most. */
export async function sendEntry(entry: Entry, note: (entry: Entry) => Promise<unknown>): Promise<unknown> {
  let now = entry;
  const { accountId } = entry;
  for (const { key, name, blob, address } of entry.files.filter((file) => file.fileId === null)) {
    const file = new File([blob], name, { type: blob.type });
    const answer = await send('POST', address, file, { idempotencyKey: key, accountId, staysHere: true });
    const fileId = fileIdOf(answer);
    now = { ...now, files: now.files.map((one) => (one.key === key ? { ...one, fileId } : one)) };
    await note(now);
  }
  const { method, address, body, filesAs } = entry.call;
  const fileIds = now.files.flatMap((file) => (file.fileId === null ? [] : [file.fileId]));
  const whole = filesAs === null ? body : { ...body, [filesAs]: fileIds };
  return send(method, address, whole, { idempotencyKey: entry.key, accountId, staysHere: true });
}

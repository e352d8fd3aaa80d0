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
import { FILE_MAX_BYTES, MOST_FILES } from './contract';
import { mayAddFile, paymentFor } from './policy';
import { filesOf, insertFile } from './store';

const paperTypes = [...photoTypes, 'application/pdf'];

/**
 * Adds a paper. Refuses: a payment out of reach; one that is over, has as many as it may have, or in which the person has no
 * hand (relief.payment_state); bytes that are no photo and no PDF, more than 10 MB.
 */
export async function addPaymentFile(
  ctx: Context,
  id: string,
  bytes: Uint8Array,
  name: string,
): Promise<{ id: string }> {
  const payment = await paymentFor(ctx, id, 'relief.fund.read', 'lock');
  if (!mayAddFile(ctx, payment) || (await filesOf(ctx, id)).length >= MOST_FILES)
    throw new AppError('relief.payment_state');
  if (bytes.length > FILE_MAX_BYTES) throw new AppError('kernel.too_large');
  const file = await storeFile(ctx, bytes, name, paperTypes);
  await insertFile(ctx, id, file.id);
  audit(ctx, { action: 'relief.addPaymentFile', subject: `aid:${id}`, details: { fileId: file.id } });
  return { id: file.id };
}

/** Refuses: a payment out of reach, a paper of another one. */
export async function getPaymentFile(ctx: Context, id: string, fileId: string): Promise<FileAnswer> {
  await paymentFor(ctx, id, 'relief.fund.read');
  if (!(await filesOf(ctx, id)).includes(fileId)) throw notFound();
  const file = await fileRow(ctx, fileId);
  return new FileAnswer(await readFileBytes(ctx, file), file.mediaType, file.name, true);
}

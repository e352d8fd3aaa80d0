import { AppError, FileAnswer, fileRow, notFound, photoTypes, readFileBytes, removeFile, storeFile } from '#kernel';
import { audit, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import type * as contract from './contract';
import { MAX_FILE_BYTES, MOST_VOUCHER_FILES, type VoucherWhole } from './contract';
import { voucherFor } from './policy';
import { presentVoucher } from './present';
import { isOpenFor } from './rules';
import * as store from './store';

export const paperTypes = [...photoTypes, 'application/pdf'];

/** Refuses: a voucher out of reach or posted, more files than it takes, bytes that are no photo and no PDF. */
export async function addVoucherFile(
  ctx: Context,
  { params, query, body }: EndpointInput<typeof contract.addVoucherFile>,
): Promise<VoucherWhole> {
  const voucher = await voucherFor(ctx, params.id, 'finance.voucher.write', 'lock');
  if (!isOpenFor('addFile', voucher.state)) throw new AppError('finance.step_not_open');
  if (body.length > MAX_FILE_BYTES) throw new AppError('kernel.too_large');
  const files = await store.filesOf(ctx, voucher.id);
  if (files.length >= MOST_VOUCHER_FILES) throw new AppError('finance.files_many', { most: MOST_VOUCHER_FILES });
  const file = await storeFile(ctx, body, query.name, paperTypes);
  await store.insertFile(ctx, voucher.id, file.id);
  audit(ctx, { action: 'finance.addVoucherFile', subject: `voucher:${voucher.id}`, details: { file: file.id } });
  return presentVoucher(ctx, voucher);
}

/** Refuses: a voucher out of reach, a file that is not among its own. */
export async function getVoucherFile(
  ctx: Context,
  { params }: EndpointInput<typeof contract.getVoucherFile>,
): Promise<FileAnswer> {
  const voucher = await voucherFor(ctx, params.id, 'finance.voucher.read');
  if (!(await store.filesOf(ctx, voucher.id)).includes(params.fileId)) throw notFound();
  const file = await fileRow(ctx, params.fileId);
  return new FileAnswer(await readFileBytes(ctx, file), file.mediaType, file.name, true);
}

/** Refuses: a voucher out of reach or handed in, a file that is not among its own. */
export async function removeVoucherFile(
  ctx: Context,
  { params }: EndpointInput<typeof contract.removeVoucherFile>,
): Promise<Record<string, never>> {
  const voucher = await voucherFor(ctx, params.id, 'finance.voucher.write', 'lock');
  if (!isOpenFor('save', voucher.state)) throw new AppError('finance.step_not_open');
  if (!(await store.deleteFile(ctx, voucher.id, params.fileId))) throw notFound();
  await removeFile(ctx, params.fileId);
  const details = { file: params.fileId };
  audit(ctx, { action: 'finance.removeVoucherFile', subject: `voucher:${voucher.id}`, details });
  return {};
}

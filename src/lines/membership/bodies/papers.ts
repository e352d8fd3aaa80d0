import { AppError, FileAnswer, fileRow, notFound, photoTypes, readFileBytes, storeFile, type Context } from '#kernel';
import { MAX_BODY_PAPER_BYTES } from './contract';
import { visibleBody } from './policy';
import { stepRows } from './store';

const paperTypes = [...photoTypes, 'application/pdf'];

/** Refuses: bytes that are no photo and no PDF, more than 10 MB. */
export async function addBodyPaper(
  ctx: Context,
  bytes: Uint8Array,
  name: string,
): Promise<{ id: string; name: string }> {
  if (bytes.length > MAX_BODY_PAPER_BYTES) throw new AppError('kernel.too_large');
  const file = await storeFile(ctx, bytes, name, paperTypes);
  return { id: file.id, name: file.name };
}

/** Refuses: a body out of reach, a step that isn't there or has no document. */
export async function getBodyPaper(ctx: Context, id: string, stepId: string): Promise<FileAnswer> {
  const body = await visibleBody(ctx, id);
  const paperId = (await stepRows(ctx, body.id)).find((step) => step.id === stepId)?.paperId ?? null;
  if (paperId === null) throw notFound();
  const file = await fileRow(ctx, paperId);
  return new FileAnswer(await readFileBytes(ctx, file), file.mediaType, file.name, true);
}

import {
  AppError,
  audit,
  DocumentRefusal,
  errorText,
  fileRow,
  fileRows,
  newId,
  notFound,
  photoTypes,
  readDocument,
  readFileBytes,
  storeFile,
  type Context,
} from '#kernel';
import type { Day } from '#kernel/contract';
import type { z } from 'zod';
import { changedMeanwhile } from './changed-meanwhile';
import { citableSentences, readerNotes } from './citable';
import type { Directive, getDirective } from './contract';
import { checkFiles } from './evidence';
import { withinReach } from './plans-above';
import {
  citationsFrom,
  directiveRows,
  findDirective,
  insertDirective,
  paperOf,
  updateDirective,
  type DirectiveFields,
  type DirectiveRow,
} from './store-above';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What a paper from above comes as: a Word file, plain text, a scan, or a photo of the page. */
const paperTypes = [...photoTypes, 'application/pdf', WORD, 'text/plain'] as const;

/** Kinds whose words a machine reads; of the others the file alone is kept. */
const readableTypes: readonly string[] = [WORD, 'text/plain'];

export async function presentDirectives(ctx: Context, rows: readonly DirectiveRow[]): Promise<Directive[]> {
  const files = await fileRows(
    ctx,
    rows.flatMap((row) => row.fileId ?? []),
  );
  return rows.map(({ id, sender, number, title, receivedOn, fileId, isRead, unreadReason, citedBy, revision }) => {
    const file = fileId === null ? undefined : files.get(fileId);
    return {
      id,
      sender,
      number,
      title,
      receivedOn,
      citedBy,
      revision,
      isRead,
      whyUnread: unreadReason === null ? null : errorText(ctx.language, unreadReason, { name: file?.name ?? '' }),
      file: file === undefined ? null : { id: file.id, name: file.name, mediaType: file.mediaType, bytes: file.bytes },
    };
  });
}

async function presentOne(ctx: Context, id: string): Promise<Directive> {
  return (await presentDirectives(ctx, [(await findDirective(ctx, id))!]))[0]!;
}

/** The directives received from above, the latest first. They are open to every reader of plans. */
export async function listDirectives(ctx: Context): Promise<{ directives: Directive[] }> {
  return { directives: await presentDirectives(ctx, await directiveRows(ctx)) };
}

/** Keeps a paper. Refuses: an empty file; a type that nobody could open safely, told by its content. */
export async function uploadDirectiveFile(ctx: Context, name: string, bytes: Uint8Array): Promise<{ fileId: string }> {
  const file = await storeFile(ctx, bytes, name, paperTypes);
  audit(ctx, { action: 'plan.uploadDirectiveFile', subject: `file:${file.id}` });
  return { fileId: file.id };
}

export interface DirectiveGiven {
  sender: string;
  number: string;
  title: string;
  receivedOn: Day;
  fileId: string | null;
}

/**
 * Files a directive from above and reads its paper where a machine can. A paper that can't be read is kept all the
 * same. Refuses: a file that the person hasn't uploaded; a day that hasn't come.
 */
export async function receiveDirective(ctx: Context, given: DirectiveGiven): Promise<Directive> {
  checkDay(ctx, given.receivedOn);
  if (given.fileId !== null) await checkFiles(ctx, [given.fileId]);
  const id = newId();
  await insertDirective(ctx, id, { ...given, ...(await readPaper(ctx, given.fileId)) });
  audit(ctx, {
    action: 'plan.receiveDirective',
    subject: `directive:${id}`,
    details: { number: given.number, receivedOn: given.receivedOn, file: given.fileId },
  });
  return presentOne(ctx, id);
}

/**
 * Puts a directive right, or gives it its paper. Refuses like `receiveDirective`; and a change by somebody else
 * meanwhile.
 */
export async function changeDirective(
  ctx: Context,
  id: string,
  given: DirectiveGiven & { revision: number },
): Promise<Directive> {
  const before = await findDirective(ctx, id);
  if (before === null) throw notFound();
  checkDay(ctx, given.receivedOn);
  const isSamePaper = before.fileId === given.fileId;
  if (given.fileId !== null && !isSamePaper) await checkFiles(ctx, [given.fileId]);
  const paper = isSamePaper
    ? { ...(await paperOf(ctx, id)), unreadReason: before.unreadReason }
    : await readPaper(ctx, given.fileId);
  if (!(await updateDirective(ctx, id, given.revision, { ...given, ...paper }))) {
    const { sender, number, title, receivedOn } = before;
    const now = [sender, number, title, receivedOn].filter((part) => part !== '').join(' · ');
    throw changedMeanwhile(ctx, { id, title, change: before, now });
  }
  audit(ctx, {
    action: 'plan.changeDirective',
    subject: `directive:${id}`,
    details: { receivedOn: given.receivedOn, file: given.fileId, fileBefore: before.fileId },
  });
  return presentOne(ctx, id);
}

function checkDay(ctx: Context, receivedOn: Day): void {
  if (receivedOn > ctx.clock.today())
    throw new AppError('plan.received_future', { day: receivedOn, today: ctx.clock.today() });
}

async function readPaper(
  ctx: Context,
  fileId: string | null,
): Promise<Pick<DirectiveFields, 'content' | 'notes' | 'unreadReason'>> {
  const nothing = { content: null, notes: [], unreadReason: null };
  if (fileId === null) return nothing;
  const file = await fileRow(ctx, fileId);
  if (!readableTypes.includes(file.mediaType)) return nothing;
  try {
    const { text: content, notes } = await readDocument(await readFileBytes(ctx, file), file.name);
    return { content, notes, unreadReason: null };
  } catch (error) {
    if (error instanceof DocumentRefusal) return { ...nothing, unreadReason: error.code };
    throw error;
  }
}

/** One directive with the sentences of its paper and who of the plans in reach answers each. Refuses: a directive that isn't there. */
export async function readDirective(ctx: Context, id: string): Promise<z.infer<typeof getDirective.response>> {
  const row = await findDirective(ctx, id);
  if (row === null) throw notFound();
  const paper = await paperOf(ctx, id);
  const citations = await withinReach(ctx, await citationsFrom(ctx, { directiveId: id }));
  const { sentences, others } = citableSentences(paper.content ?? '', citations);
  return {
    directive: (await presentDirectives(ctx, [row]))[0]!,
    sentences,
    others,
    notes: readerNotes(ctx, paper.notes),
  };
}

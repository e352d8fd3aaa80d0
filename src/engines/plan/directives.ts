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
import { pathIn, placedDirective, readableDirective } from './directive-reach';
import { checkFiles } from './evidence';
import { withinReach } from './plans-above';
import { highestUnitOf, mayChangeDirective, mayReadDirective } from './policy';
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
import { placesOf } from './tasks';

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
  const places = await placesOf(
    ctx,
    rows.map((row) => row.unitId),
  );
  return rows.map(
    ({ id, unitId, sender, number, title, receivedOn, fileId, isRead, unreadReason, citedBy, revision }) => {
      const place = unitId === null ? undefined : places.get(unitId);
      const file = fileId === null ? undefined : files.get(fileId);
      return {
        id,
        unitName: place?.name ?? null,
        sender,
        number,
        title,
        receivedOn,
        citedBy,
        revision,
        isRead,
        whyUnread: unreadReason === null ? null : errorText(ctx.language, unreadReason, { name: file?.name ?? '' }),
        file:
          file === undefined ? null : { id: file.id, name: file.name, mediaType: file.mediaType, bytes: file.bytes },
        abilities: { canChange: mayChangeDirective(ctx, place?.path ?? null) },
      };
    },
  );
}

async function presentOne(ctx: Context, id: string): Promise<Directive> {
  return (await presentDirectives(ctx, [(await findDirective(ctx, id))!]))[0]!;
}

/** The directives that the units of the reader's branch received from above, the latest first. */
export async function listDirectives(ctx: Context): Promise<{ directives: Directive[] }> {
  const rows = await directiveRows(ctx);
  const places = await placesOf(
    ctx,
    rows.map((row) => row.unitId),
  );
  const isSeen = ({ unitId }: DirectiveRow) => mayReadDirective(ctx, pathIn(places, unitId));
  return { directives: await presentDirectives(ctx, rows.filter(isSeen)) };
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
 * Files a directive from above for the highest unit of which the person reviews the plans, and reads its paper where a machine can. A paper that can't be read is kept all the
 * same. Refuses: a file that the person hasn't uploaded; a day that hasn't come.
 */
export async function receiveDirective(ctx: Context, given: DirectiveGiven): Promise<Directive> {
  checkDay(ctx, given.receivedOn);
  if (given.fileId !== null) await checkFiles(ctx, [given.fileId]);
  const id = newId();
  const { unitId } = highestUnitOf(ctx, 'plan.plan.review');
  await insertDirective(ctx, id, { unitId, ...given, ...(await readPaper(ctx, given.fileId)) });
  audit(ctx, {
    action: 'plan.receiveDirective',
    subject: `directive:${id}`,
    details: { unitId, number: given.number, receivedOn: given.receivedOn, file: given.fileId },
  });
  return presentOne(ctx, id);
}

/**
 * Puts a directive right, or gives it its paper. One that has no unit yet becomes the person's. Refuses like
 * `receiveDirective`; a directive that isn't there or that another unit received; a change by somebody else meanwhile.
 */
export async function changeDirective(
  ctx: Context,
  id: string,
  given: DirectiveGiven & { revision: number },
): Promise<Directive> {
  const { row: before, path } = await placedDirective(ctx, id);
  if (!mayChangeDirective(ctx, path)) throw notFound();
  checkDay(ctx, given.receivedOn);
  const isSamePaper = before.fileId === given.fileId;
  if (given.fileId !== null && !isSamePaper) await checkFiles(ctx, [given.fileId]);
  const paper = isSamePaper
    ? { ...(await paperOf(ctx, id)), unreadReason: before.unreadReason }
    : await readPaper(ctx, given.fileId);
  const unitId = before.unitId ?? highestUnitOf(ctx, 'plan.plan.review').unitId;
  if (!(await updateDirective(ctx, id, given.revision, { unitId, ...given, ...paper }))) {
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

/** One directive with the sentences of its paper and who of the plans in reach answers each. Refuses like `readableDirective`. */
export async function readDirective(ctx: Context, id: string): Promise<z.infer<typeof getDirective.response>> {
  const row = await readableDirective(ctx, id);
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

import { createHash } from 'node:crypto';
import { AppError, audit, DocumentRefusal, newId, parameterOn, readDocument, type Context } from '#kernel';
import { contentOf, keyedSections, numbersOf } from './content';
import { chooseMeasure } from './measures';
import { parsePlan } from './parse/parse-plan';
import type { ParsedPlan, WindowRules } from './parse/parsed-plan';
import { highestUnitOf, ownPlan, type PlacedPlan } from './policy';
import { canonicalJson, type CommitmentRecord } from './records';
import {
  commitmentsOf,
  findPlanByText,
  insertDocument,
  insertPlan,
  insertSections,
  lockPlan,
  saveCommitments,
  setDocument,
} from './store';

/** A plan has some thousands of characters; far beyond that it is another kind of document. */
const MAX_CHARACTERS = 400_000;

export interface ImportOutcome {
  planId: string;
  outcome: 'imported' | 'already_here' | 'updated';
  commitments: number;
  kept: number;
  added: number;
  gone: number;
}

/** A single promise takes about as many Chinese characters; a list of settings or a program has none. */
const FEWEST_SIGNS = 8;

const untypedKinds: ReadonlySet<string> = new Set(['recurring_duty', 'upkeep', 'problem', 'aim']);

export interface OpenedDocument {
  name: string;
  format: string;
  encoding: string | null;
  text: string;
  sha256: string;
  notes: unknown;
}

interface ReadPlan extends OpenedDocument {
  parsed: ParsedPlan;
  year: number;
  windowRulesId: string;
}

/** Refuses, with what to do: whatever `readDocument` refuses, and a text too long for a plan. */
export async function openDocument(bytes: Uint8Array, name: string): Promise<OpenedDocument> {
  const document = await readDocument(bytes, name).catch((error: unknown) => {
    if (error instanceof DocumentRefusal) throw new AppError(error.code, { ...error.params, name });
    throw error;
  });
  if (document.text.length > MAX_CHARACTERS)
    throw new AppError('document.text_too_long', { name, limitCharacters: MAX_CHARACTERS });
  const { format, encoding, text, notes } = document;
  return { name, format, encoding, text, notes, sha256: createHash('sha256').update(text).digest('hex') };
}

/** Refuses like `openDocument`; and a text without any promise. */
async function read(
  ctx: Context,
  given: { bytes: Uint8Array; name: string; year: number | undefined },
): Promise<ReadPlan> {
  const document = await openDocument(given.bytes, given.name);
  const rules = await parameterOn<WindowRules>(ctx, 'plan.windowRules', ctx.clock.today());
  const options = given.year === undefined ? {} : { year: given.year };
  const parsed = parsePlan(document.text, { ...options, windowRules: rules.value });
  if (!holdsPlan(document.text, parsed)) throw new AppError('plan.nothing_found', { name: given.name });
  return {
    ...document,
    parsed,
    year: given.year ?? parsed.year ?? Number(ctx.clock.today().slice(0, 4)),
    windowRulesId: rules.id,
  };
}

/** Prose without a numbered item, a time, an amount or a name of anything to do is no plan, whatever its clauses say. */
function holdsPlan(text: string, parsed: ParsedPlan): boolean {
  const marks = [parsed.sections, parsed.dated, parsed.money, parsed.quantities, parsed.ordinals, parsed.quotedNames];
  const isTyped = parsed.commitments.some(({ kind }) => !untypedKinds.has(kind));
  const isChinese = (text.match(/\p{Script=Han}/gu)?.length ?? 0) >= FEWEST_SIGNS;
  return isChinese && parsed.commitments.length > 0 && (isTyped || marks.some((found) => found.length > 0));
}

/** Imports a document as a plan under review. The same text a second time answers with the plan that is there. */
export async function importPlan(
  ctx: Context,
  given: { bytes: Uint8Array; name: string; year?: number | undefined },
): Promise<ImportOutcome> {
  const { unitId } = highestUnitOf(ctx, 'plan.plan.import');
  const plan = await read(ctx, { ...given, year: given.year });
  const known = await findPlanByText(ctx, unitId, plan.sha256);
  if (known !== null) {
    audit(ctx, { action: 'plan.importPlan', subject: `plan:${known}`, details: { outcome: 'already_here' } });
    return {
      planId: known,
      outcome: 'already_here',
      commitments: plan.parsed.commitments.length,
      kept: 0,
      added: 0,
      gone: 0,
    };
  }
  const planId = newId();
  const documentId = newId();
  await insertPlan(ctx, {
    id: planId,
    year: plan.year,
    title: (plan.parsed.title ?? `${plan.year}年工会工作计划`).slice(0, 120),
    state: 'in_review',
    unitId,
    periodFrom: `${plan.year}-01-01`,
    periodTo: `${plan.year}-12-31`,
    documentId,
    issuer: '',
    windowRulesId: plan.windowRulesId,
  });
  await keepDocument(ctx, planId, documentId, plan);
  const records = proposals(ctx, planId, plan);
  await saveCommitments(ctx, records);
  audit(ctx, {
    action: 'plan.importPlan',
    subject: `plan:${planId}`,
    details: { sha256: plan.sha256, commitments: records.length },
  });
  return { planId, outcome: 'imported', commitments: records.length, kept: 0, added: records.length, gone: 0 };
}

export async function importPlanText(
  ctx: Context,
  given: { text: string; name: string; year?: number | undefined },
): Promise<ImportOutcome> {
  const name = /\.(txt|md)$/i.test(given.name) ? given.name : `${given.name}.txt`;
  return importPlan(ctx, { bytes: Buffer.from(given.text, 'utf8'), name, year: given.year });
}

export async function keepDocument(
  ctx: Context,
  planId: string,
  documentId: string,
  plan: OpenedDocument & { parsed: ParsedPlan },
): Promise<void> {
  await insertDocument(ctx, {
    id: documentId,
    planId,
    name: plan.name,
    format: plan.format,
    encoding: plan.encoding,
    sha256: plan.sha256,
    content: plan.text,
    parsed: plan.parsed,
    notes: plan.notes,
    fileId: null,
  });
  await insertSections(ctx, planId, keyedSections(plan.parsed));
}

function proposals(ctx: Context, planId: string, plan: ReadPlan): CommitmentRecord[] {
  const fresh = plan.parsed.commitments.map((commitment) => ({
    id: newId(),
    at: commitment.at,
    end: commitment.at + commitment.text.length,
    quote: commitment.text,
    content: chooseMeasure(ctx, contentOf(commitment, plan.year)),
  }));
  const numbers = numbersOf(fresh, keyedSections(plan.parsed));
  return fresh.map((row) => ({
    ...row,
    ...numbers.get(row.id)!,
    planId,
    origin: 'read',
    reviewState: 'proposed',
    dropReason: null,
    isRemoved: false,
    isAmended: false,
    revision: 1,
  }));
}

/**
 * Reads a corrected document into a plan under review. A sentence whose words are unchanged keeps its decision and
 * all that people typed; a new one is proposed; one that went stays with the mark `gone` until a person drops it.
 */
export async function replaceDocument(
  ctx: Context,
  planId: string,
  given: { bytes: Uint8Array; name: string; year?: number | undefined },
): Promise<ImportOutcome> {
  const plan = await ownPlan(ctx, await lockPlan(ctx, planId), 'plan.plan.import');
  if (plan.state !== 'in_review') throw new AppError('plan.not_in_review');
  const fresh = await read(ctx, { ...given, year: given.year ?? plan.year });
  if ((await findPlanByText(ctx, plan.unitId, fresh.sha256)) === planId) {
    audit(ctx, { action: 'plan.replaceDocument', subject: `plan:${planId}`, details: { outcome: 'already_here' } });
    return {
      planId,
      outcome: 'already_here',
      commitments: fresh.parsed.commitments.length,
      kept: 0,
      added: 0,
      gone: 0,
    };
  }
  const documentId = newId();
  await setDocument(ctx, planId, documentId);
  await keepDocument(ctx, planId, documentId, fresh);
  const counts = await mergeInto(ctx, plan, fresh);
  audit(ctx, {
    action: 'plan.replaceDocument',
    subject: `plan:${planId}`,
    details: { sha256: fresh.sha256, ...counts },
  });
  return { planId, outcome: 'updated', ...counts };
}

async function mergeInto(
  ctx: Context,
  plan: PlacedPlan,
  fresh: ReadPlan,
): Promise<{ commitments: number; kept: number; added: number; gone: number }> {
  const known = await commitmentsOf(ctx, plan.id, { withRemoved: true });
  const wanted = proposals(ctx, plan.id, fresh);
  const used = new Set<string>();
  const keyOf = (row: { quote: string; content: { kind: string } }) => canonicalJson([row.quote, row.content.kind]);
  const merged = wanted.map((row) => {
    const same = known.find(
      (old) => !used.has(old.id) && (keyOf(old) === keyOf(row) || (old.quote === row.quote && old.origin !== 'added')),
    );
    if (same === undefined) return row;
    used.add(same.id);
    return {
      ...same,
      at: row.at,
      end: row.end,
      origin: same.origin === 'gone' ? 'read' : same.origin,
      revision: same.revision + 1,
    } as const;
  });
  const left = known
    .filter((old) => !used.has(old.id) && !old.isRemoved)
    .map((old) => {
      const at = fresh.text.indexOf(old.quote);
      return at >= 0
        ? { ...old, at, end: at + old.quote.length, revision: old.revision + 1 }
        : {
            ...old,
            origin: 'gone' as const,
            reviewState: old.reviewState === 'dropped' ? old.reviewState : ('proposed' as const),
            revision: old.revision + 1,
          };
    });
  const all: CommitmentRecord[] = [...merged, ...left];
  const numbers = numbersOf(all, keyedSections(fresh.parsed));
  await saveCommitments(
    ctx,
    all.map((row) => ({ ...row, ...numbers.get(row.id)! })),
  );
  return {
    commitments: all.length,
    kept: used.size,
    added: wanted.length - used.size,
    gone: left.filter((row) => row.origin === 'gone').length,
  };
}

import { audit, type Context, type JobGround } from '#kernel';
import { holdIdentityNumbers, identityHolders } from '../dossier/file';
import { writeSecrets } from '../dossier/store';
import type { BeforeImage } from './applying';
import type { PlacedFault } from './columns';
import { secretsToRestore } from './known';
import { isWithinIntake } from './policy';
import { openBefore, type SecretsBefore } from './sealing';
import { changePeople } from './store/people';
import * as rowStore from './store/rows';
import * as store from './store/runs';
import * as undo from './store/undoing';

const ROWS_A_STEP = 500;

type Outcome = 'restored' | 'removed' | 'ended' | 'kept';

/**
 * Undoes an import step by step: who was added goes, or leaves where other records point to the person; who was changed
 * gets everything back. Whom somebody has changed since stays, and is named with the reason.
 */
export async function undoRows(ground: JobGround, runId: string): Promise<void> {
  for (let after = 0; ;) {
    if (ground.stopping?.aborted) throw new Error('the program stops; the undoing goes on with it');
    const last = await ground.act((ctx) => undoStep(ctx, runId, after));
    if (last === null) break;
    after = last;
  }
  await ground.act((ctx) => endUndoing(ctx, runId));
}

async function undoStep(ctx: Context, runId: string, after: number): Promise<number | null> {
  const run = await store.runById(ctx, runId, 'change');
  if (run?.state !== 'undoing') return null;
  const rows = await rowStore.doneRows(ctx, runId, after, ROWS_A_STEP);
  if (rows.length === 0) return null;

  const ids = rows.map((row) => row.personId);
  const now = await undo.peopleNow(ctx, ids);
  const secrets = new Map(rows.map((row) => [row.number, openBefore(ctx, row)]));
  const held = await heldByOthers(ctx, rows, secrets);
  const units = await undo.openUnits(ctx, [...new Set(rows.flatMap((row) => imageOf(row)?.person.unitId ?? []))]);
  const outcomes = new Map<number, { outcome: Outcome; code: string | null }>();
  const decide = (row: rowStore.DoneRow, outcome: Outcome, code: string | null = null) =>
    outcomes.set(row.number, { outcome, code });
  const untouched = rows.filter((row) => {
    const code = whyKept(ctx, row, now.get(row.personId), units) ?? whySecretsKept(secrets.get(row.number), held.has(row.number)); // prettier-ignore
    if (code !== null) decide(row, 'kept', code);
    return code === null;
  });

  await restoreAll(
    ctx,
    untouched.filter((row) => row.before !== null),
    secrets,
  );
  for (const row of untouched) if (row.before !== null) decide(row, 'restored');
  const added = untouched.filter((row) => row.before === null);
  const removed = await undo.removePeople(
    ctx,
    added.map((row) => row.personId),
  );
  const rest = added.filter((row) => !removed.has(row.personId));
  const staying = rest.filter((row) => now.get(row.personId)!.unitId !== null);
  await undo.endPeople(
    ctx,
    staying.map((row) => row.personId),
    ctx.clock.today(),
  );
  for (const row of added)
    if (removed.has(row.personId)) decide(row, 'removed');
    else if (staying.includes(row)) decide(row, 'ended', 'others_point');
    else decide(row, 'kept', 'others_point_left');

  await rowStore.markUndone(
    ctx,
    runId,
    rows.map((row) => undoneRow(row, outcomes.get(row.number)!)),
  );
  await store.updateRun(ctx, runId, { rowsHandled: run.rowsHandled + rows.length });
  audit(ctx, { action: 'roster.undoRows', subject: `intake:${runId}`, details: tallyOf(outcomes) });
  return rows.at(-1)!.number;
}

const imageOf = (row: rowStore.DoneRow): BeforeImage | null => row.before as BeforeImage | null;

/** Why a person stays as she is: changed since, gone beyond the scope, or her former unit is closed. */
function whyKept(
  ctx: Context,
  row: rowStore.DoneRow,
  person: undo.PersonNow | undefined,
  openUnits: ReadonlySet<string>,
): string | null {
  if (person === undefined) return 'gone_since';
  if (person.version !== row.versionAfter || !isWithinIntake(ctx, person.rightsPath)) return 'changed_since';
  const unitId = imageOf(row)?.person.unitId ?? null;
  return unitId !== null && unitId !== person.unitId && !openUnits.has(unitId) ? 'unit_closed_since' : null;
}

/** What was sealed of each row before, by its number; null where it can't be opened any more. */
type OpenedSecrets = ReadonlyMap<number, SecretsBefore | null>;

/** Rows whose former identity number somebody else holds by now. Whoever wants to write one of them waits. */
async function heldByOthers(
  ctx: Context,
  rows: readonly rowStore.DoneRow[],
  secrets: OpenedSecrets,
): Promise<Set<number>> {
  const numbers = rows.flatMap((row) => {
    const kept = secrets.get(row.number)?.identityNumber;
    return kept && 'plain' in kept ? [{ row, number: kept.plain }] : [];
  });
  const asked = numbers.map(({ number }) => number);
  await holdIdentityNumbers(ctx, asked);
  const holders = await identityHolders(ctx, asked);
  const held = numbers.filter(({ row, number }) => holders.get(number)?.some(({ id }) => id !== row.personId));
  return new Set(held.map(({ row }) => row.number));
}

function whySecretsKept(secrets: SecretsBefore | null | undefined, isHeld: boolean): string | null {
  if (secrets === null) return 'before_unreadable';
  return isHeld ? 'identity_taken_since' : null;
}

async function restoreAll(ctx: Context, rows: readonly rowStore.DoneRow[], secrets: OpenedSecrets): Promise<void> {
  if (rows.length === 0) return;
  const images = rows.map((row) => imageOf(row)!);
  await undo.restorePlaces(ctx, {
    added: images.flatMap((image) => image.addedPlacement ?? []),
    placements: images.flatMap((image) => image.placements),
    posts: images.flatMap((image) => image.posts),
  });
  await changePeople(
    ctx,
    images.map((image) => image.person),
  );
  const written = rows.map((row) => secretsToRestore(ctx, row.personId, secrets.get(row.number) ?? {}));
  await writeSecrets(
    ctx,
    written.filter(({ hasIdentity, hasCard }) => hasIdentity || hasCard),
  );
}

function undoneRow(row: rowStore.DoneRow, { outcome, code }: { outcome: Outcome; code: string | null }) {
  const reason: PlacedFault[] = code === null ? [] : [{ column: null, code, params: {} }];
  return { number: row.number, outcome, reasons: reason };
}

function tallyOf(outcomes: ReadonlyMap<number, { outcome: Outcome }>): Record<string, number> {
  const tally: Record<string, number> = {};
  for (const { outcome } of outcomes.values()) tally[outcome] = (tally[outcome] ?? 0) + 1;
  return tally;
}

async function endUndoing(ctx: Context, runId: string): Promise<void> {
  const run = await store.runById(ctx, runId, 'change');
  if (run?.state !== 'undoing') return;
  const counts = await rowStore.countRows(ctx, runId);
  await store.updateRun(ctx, runId, { state: 'undone', counts, undoneAt: ctx.clock.now() });
  audit(ctx, { action: 'roster.finishUndo', subject: `intake:${runId}`, details: { ...counts.outcomes } });
}

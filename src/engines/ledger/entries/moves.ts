import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { partiesOf } from '../parties/store-parties';
import { postEntries, reverseEntry } from './entries';
import { sideOf, type EntryDraft } from './rules';

/** What is posted of one person: lines of the sub-ledgers, balanced by the one account of the batch. */
export interface Move {
  readonly personId: string;
  readonly lines: readonly { account: string; debit?: bigint; credit?: bigint }[];
}

export interface Batch {
  readonly bookId: string;
  readonly on: Day;
  readonly words: string;
  readonly source: string;
  readonly key: string;
  /** What balances the persons' lines; none where they balance by themselves. */
  readonly against: string | null;
}

const LINES_AN_ENTRY = 199;
const ENTRIES_A_STATEMENT = 25;

type PersonLine = Move['lines'][number] & { partyId: string };

/**
 * Posts many persons' moves in entries of up to 200 lines, one after the other; answers the entry of each move. `told` hears
 * after each statement how many moves are in.
 */
export async function postMoves(
  ctx: Context,
  batch: Batch,
  moves: readonly Move[],
  told: (count: number) => Promise<void> = async () => undefined,
): Promise<string[]> {
  const entryOf: string[] = [];
  for (const piece of piecesOf(moves)) {
    const parties = await partiesOf(
      ctx,
      'person',
      piece.flat().map((move) => move.personId),
    );
    const drafts = piece.map((group, i) => draftOf(batch, `${batch.key}:${entryOf.length}:${i}`, group, parties));
    const posted = await postEntries(ctx, drafts);
    piece.forEach((group, i) => entryOf.push(...group.map(() => posted[i]!.id)));
    await told(entryOf.length);
  }
  return entryOf;
}

/** Moves by entry, and entries by statement. */
function* piecesOf(moves: readonly Move[]): Generator<Move[][]> {
  let piece: Move[][] = [];
  let group: Move[] = [];
  let lines = 0;
  for (const move of moves) {
    if (lines + move.lines.length > LINES_AN_ENTRY) {
      piece.push(group);
      [group, lines] = [[], 0];
      if (piece.length === ENTRIES_A_STATEMENT) {
        yield piece;
        piece = [];
      }
    }
    group.push(move);
    lines += move.lines.length;
  }
  if (group.length > 0) piece.push(group);
  if (piece.length > 0) yield piece;
}

function draftOf(
  { bookId, on, words, source, against }: Batch,
  key: string,
  moves: readonly Move[],
  parties: ReadonlyMap<string, string>,
): EntryDraft {
  const own: PersonLine[] = moves.flatMap(({ personId, lines }) =>
    lines.map((line) => ({ ...line, partyId: parties.get(personId)! })),
  );
  const net = own.reduce((sum, { debit = 0n, credit = 0n }) => sum + debit - credit, 0n);
  const counter = against === null || net === 0n ? [] : [{ account: against, ...sideOf(-net) }];
  return { bookId, on, words, source, key, lines: [...counter, ...own] };
}

/** Takes entries back, each by its reversal, today. */
export async function reverseAll(
  ctx: Context,
  entryIds: readonly string[],
  reason: string,
  told: (count: number) => Promise<void> = async () => undefined,
): Promise<void> {
  for (const [i, id] of entryIds.entries()) {
    await reverseEntry(ctx, id, { reason });
    if (i % ENTRIES_A_STATEMENT === 0) await told(i);
  }
}

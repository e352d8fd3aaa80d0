import { clauseIndexAt, type Clause } from './clauses';
import { typedCommitments } from './commitment-rules';
import type { CommitmentInput, Draft } from './found';
import type { FoundSection } from './sections';
import type { TableRow } from './tables';
import { kindOf } from './untyped-kinds';

/** Kinds that say what a row is about; figures in its cells stand beside them. */
const MATTERS = new Set(['event', 'tour', 'award_round', 'selection', 'drive', 'coverage', 'recurring_duty']);

/** One commitment for a row of a table, its cells all in it, and one for each figure that a cell promises. */
export function rowDrafts(input: CommitmentInput, row: TableRow, section: FoundSection | null): Draft[] {
  const [first, last] = [row.cells[0], row.cells[row.cells.length - 1]];
  if (row.isHeader || !row.item || !first || !last) return [];
  const { at, end } = row.item;
  const typed = typedCommitments(input, clausesWithin(input.clauses, row), section);
  const matter = typed.find((d) => MATTERS.has(d.kind) && d.at >= at && d.at < end);
  const name = input.source.slice(at, Math.min(end, at + 30));
  const kind = kindOf(input.plain.slice(at, end));
  const main: Draft = matter ?? { at, end, kind: kind === 'aim' ? 'recurring_duty' : kind, target: null, title: name };
  const rest = typed.filter((d) => d !== matter);
  return [{ ...main, at: first.at, end: Math.max(last.end, end), title: main.title ?? name }, ...rest];
}

function clausesWithin(clauses: Clause[], row: TableRow): Clause[] {
  const result: Clause[] = [];
  for (let i = clauseIndexAt(clauses, row.at); i < clauses.length; i += 1) {
    const clause = clauses[i];
    if (!clause || clause.at >= row.end) break;
    result.push(clause);
  }
  return result;
}

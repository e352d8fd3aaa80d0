import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { EnrolmentScheme } from '../enrolments/scheme';

/** Why a module's rows need the person. It is kept as the key of its words, so that each reader has it in the own language. */
export interface Keep {
  /** `open`: something is under way, nothing is erased. `law`: a law keeps the books, the record is blocked instead. */
  readonly kind: 'open' | 'law';
  /** The key of the words, with the module: `relief:erasure.books`. */
  readonly what: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** The last day on which it holds; null where nobody knows it. */
  readonly until: Day | null;
  /** The desktop page with the row behind it. */
  readonly link: string | null;
}

/** Rows of one kind, before they go. `why` is the key of the words that say why some stay. */
export interface ErasedRows {
  readonly what: string;
  readonly goes: number;
  readonly stays: number;
  readonly why: string | null;
}

/** Whose data go: the record and all that were merged into it, and what stands in place of the name from now on. */
export interface ErasedPerson {
  readonly ids: readonly string[];
  /** Accounts of the person, which stand as author of what was recorded. */
  readonly accountIds: readonly string[];
  readonly shownAs: string;
}

/**
 * What a module does when a person's data are erased. Modules above the roster can't be known to it: the composition root
 * hands them in. An eraser writes no SQL but on its own tables; it may run twice on one person.
 */
export interface PersonEraser {
  readonly name: string;
  /** The columns that point to a person: the rows stay and point to the shell, or go. */
  readonly columns: readonly string[];
  /** Every free text (text, jsonb, file) of the tables with these columns, whether it is emptied or said to stay. */
  readonly texts: { readonly emptied: readonly string[]; readonly stay: readonly string[] };
  /** The schemes that it owns: in a state out of which nothing leads, a person is no longer in them. */
  readonly schemes?: readonly EnrolmentScheme[];
  keeps(ctx: Context, ids: readonly string[]): Promise<Keep[]>;
  /** Says what would go; changes nothing. */
  describe(ctx: Context, ids: readonly string[]): Promise<ErasedRows[]>;
  erase(ctx: Context, person: ErasedPerson): Promise<void>;
}

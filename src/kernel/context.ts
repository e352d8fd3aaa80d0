import type { Kysely, Transaction } from 'kysely';
import type { Clock } from './clock';
import type { Language } from './language';
import type { MeasureFigure, MeasureQuestion, MeasureUnit } from './measure';
import type { SignedInUser } from './user';

/** One line of the audit: who did what to which thing. Texts of persons stay out of `details`. */
export interface AuditNote {
  action: string;
  subject?: string;
  details?: Record<string, unknown>;
}

/** A question that the plan may ask a module; the answer always brings the rows behind its figure. */
export interface Measure {
  readonly name: `${string}.${string}`;
  readonly unit: MeasureUnit;
  /** The kinds of promise for which this is the natural measure; a person may choose another. */
  readonly suits?: readonly string[];
  /** Many questions at once, one figure for each in the same order: a board of 500 promises asks once. */
  answer(ctx: Context, questions: readonly MeasureQuestion[]): Promise<MeasureFigure[]>;
}

/** What every act gets first. The transaction in it is never optional; nested acts join it. */
export interface Context {
  readonly requestId: string;
  readonly user: SignedInUser | null;
  readonly clock: Clock;
  readonly language: Language;
  readonly transaction: Transaction<unknown>;
  readonly house: House;
  /** Rows for the audit, written with the commit of this transaction. */
  readonly auditNotes: AuditNote[];
  /** What is told to live pages with the commit, beside what the audit names. */
  readonly liveTopics: Set<string>;
  /** Effects that must not happen when the act is rolled back. */
  readonly afterCommit: (() => void | Promise<void>)[];
}

/** What lives as long as the program: handed to contexts, never imported as a global. */
export interface House {
  readonly database: Kysely<unknown>;
  readonly filesFolder: string;
  readonly isDemo: boolean;
  /** What the modules can be asked for, by name. */
  readonly measures: ReadonlyMap<string, Measure>;
  readonly log: Log;
}

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The signed-in person, where an endpoint has already made sure that there is one. */
export function userOf(ctx: Context): SignedInUser {
  if (ctx.user === null) throw new Error('An act that needs a person was reached without one.');
  return ctx.user;
}

/** The transaction typed by the tables of one module; only a module's own store calls it. */
export function tablesOf<Tables>(ctx: Context): Kysely<Tables> {
  return ctx.transaction.withTables<Tables & Record<never, never>>() as unknown as Kysely<Tables>;
}

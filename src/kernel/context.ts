import type { Kysely, Transaction } from 'kysely';
import type { Clock } from './clock';
import type { Day } from './day';
import type { Language } from './language';
import type { MeasureFigure, MeasureQuestion, MeasureUnit } from './measure';
import type { ParameterLevel, ParameterShape } from './parameter-contract';
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

/** One version of a parameter, as computations use it. */
export interface ParameterVersion<Value = unknown> {
  /** Computations store this id, so that a figure can be computed again as it was. */
  readonly id: string;
  readonly key: string;
  readonly value: Value;
  readonly validFrom: Day;
  readonly source: string;
}

/** A rule's number or table as the product brings it, with where it comes from. */
export interface ParameterSeed<Value = unknown> {
  readonly value: Value;
  readonly validFrom: Day;
  readonly level: ParameterLevel;
  readonly source: string;
  readonly confidence: string;
  readonly note?: string;
}

/** What has come into force, on which days. */
export interface ParameterChange<Value = unknown> {
  readonly version: ParameterVersion<Value>;
  /** What was in force on the version's first day before. */
  readonly previous: ParameterVersion<Value>;
  readonly from: Day;
  /** The day before a later version begins; null while none does. */
  readonly until: Day | null;
  /** False for a correction of days that are over: computations of today are as they were. */
  readonly isInForceToday: boolean;
}

/** A dated, sourced figure or table that a module reckons by: its shape, the product's own value, and what hangs on it. */
export interface Parameter<Value = unknown> {
  readonly shape: ParameterShape<Value>;
  readonly seed: ParameterSeed<Value>;
  /**
   * Called in the same transaction once a version's first day has come: with the recording, or for a version of a later
   * day by the daily job on that day. A refusal thrown here undoes the recording; what it writes it also audits.
   */
  whenInForce?(ctx: Context, change: ParameterChange<Value>): Promise<void>;
  /** How many records were computed by each of these versions; versions without any may be left out. */
  countUses?(ctx: Context, versionIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
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
  /** The same database for reads, without begin and commit. */
  readonly reader: Kysely<unknown>;
  readonly filesFolder: string;
  readonly isDemo: boolean;
  /** What the modules can be asked for, by name. */
  readonly measures: ReadonlyMap<string, Measure>;
  /** What the modules reckon by, by key. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** The roles that give a permission: for those who are to be told, where nobody has signed in. */
  rolesWith(permission: string): readonly string[];
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

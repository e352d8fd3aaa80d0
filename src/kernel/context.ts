import type { Kysely, RawBuilder, Transaction } from 'kysely';
import type { Pool } from 'pg';
import type { Clock } from './clock';
import type { Day } from './day';
import type { AppError } from './errors';
import type { Language } from './language';
import type { Crier } from './live/crier';
import type { MeasureFigure, MeasureQuestion, MeasureUnit } from './measure';
import type { ParameterLevel, ParameterShape } from './parameter-contract';
import type { Secrets } from './secrets/secrets';
import type { SignedInUser } from './user';

/** One line of the audit: who did what to which thing. Texts of persons stay out of `details`. */
export interface AuditNote {
  action: string;
  subject?: string;
  details?: Record<string, unknown>;
  /** Where somebody may act without a name: the row has none either. */
  isWithoutActor?: boolean;
}

/** A question that the plan may ask a module; the answer always brings the rows behind its figure. */
export interface Measure {
  readonly name: `${string}.${string}`;
  readonly unit: MeasureUnit;
  /** The kinds of promise for which this is the natural measure; a person may choose another. */
  readonly suits?: readonly string[];
  /** Of promises of these kinds, those whose words it fits; without it, all of them. */
  readonly about?: RegExp;
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

/**
 * A kind of record that others name by a text: an entry of the books names `finance.voucher:<id>` as what brought it about.
 * The record's own module says what it is called and where it opens.
 */
export interface RecordSource {
  /** What stands before the colon. */
  readonly prefix: `${string}.${string}`;
  /** Of the ids given those that the person of the context may open, as the module's own policy has it. */
  find(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, { title: string; to: string }>>;
  /** What the record has brought about is taken back there, so that both stay of one mind. */
  readonly isTakenBackThere?: boolean;
}

/** What is asked of a thing: who can read it, who can change it. */
export type SubjectQuestion = 'read' | 'change';

/** A thing as its module knows it, whoever asks. */
export interface SubjectThing {
  readonly title: string;
  /** Where it stands in the tree: whoever may ask there may ask about it. */
  readonly unitPath: string;
  /** Whether the person of a context may. It is the module's own policy: the acts behind the endpoints ask the same function. */
  admits(ctx: Context, question: SubjectQuestion): boolean;
}

/**
 * A kind of thing of which people may ask “who can see this, and why”. `roster.person` has its words in module `roster`
 * under `rights.subjects.person`: its `name` and, for each question, the rule in a sentence.
 */
export interface Subject {
  readonly kind: `${string}.${string}`;
  /** The permission from which each answer begins; nobody without it is asked about further. */
  readonly permissions: Readonly<Record<SubjectQuestion, string>>;
  find(ctx: Context, id: string): Promise<SubjectThing | null>;
  /** The few things that fit the words and that the person of the context may read, for a page on which one is chosen. */
  choose(ctx: Context, words: string): Promise<{ id: string; title: string; note: string }[]>;
}

/**
 * What things are called, by their ids: of those alone that the person of the context may read. The log of what was done
 * asks every module, for it keeps ids.
 */
export type NameFinder = (ctx: Context, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** What a broken constraint means to the user, by the constraint's name. */
export type Refusals = Readonly<Record<string, () => AppError>>;

/** What every act gets first. The transaction in it is never optional; nested acts join it. */
export interface Context {
  readonly requestId: string;
  readonly user: SignedInUser | null;
  /** The accounts in whose stead the person acts: the right of the endpoint comes from delegated roles alone. */
  readonly onBehalfOf?: readonly string[];
  readonly clock: Clock;
  readonly language: Language;
  readonly transaction: Transaction<unknown>;
  /**
   * The same transaction for statements whose best plan does not hang on their values: by a key, or one row put in. Each
   * connection of the pool plans them once. What asks for ranges or parts of a text belongs into `transaction`, unless its
   * general plan (`explain (generic_plan)`) has been looked at.
   */
  readonly steady: Transaction<unknown>;
  readonly house: House;
  /** Rows for the audit, written with the commit of this transaction. */
  readonly auditNotes: AuditNote[];
  /**
   * Leaves something to be written when nobody waits for its answer: it goes to the database with the commit, together with
   * the audit, or before the act's next statement. What is left together changes rows, and none looks at what another one does.
   * `refusals` tells by a constraint's name what its fault means to the user.
   */
  leave(change: RawBuilder<unknown>, refusals?: Refusals): void;
  /** What is told to live pages after the commit, beside what the audit names. */
  readonly liveTopics: Set<string>;
  /** Effects that must not happen when the act is rolled back. */
  readonly afterCommit: (() => void | Promise<void>)[];
}

/** What lives as long as the program: handed to contexts, never imported as a global. */
export interface House {
  readonly database: Kysely<unknown>;
  /** The connections behind it; acts take theirs from here. */
  readonly pool: Pool;
  /** Connections of their own for what is written beside an act that holds its transaction. */
  readonly aside: Kysely<unknown>;
  /** Tells live pages, on all servers, what committed acts have changed. */
  readonly crier: Crier;
  readonly filesFolder: string;
  readonly isDemo: boolean;
  /** Seals and opens personal data at rest. */
  readonly secrets: Secrets;
  /** What the modules can be asked for, by name. */
  readonly measures: ReadonlyMap<string, Measure>;
  /** What the modules reckon by, by key. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** The roles that give a permission: for those who are to be told, where nobody has signed in. */
  rolesWith(permission: string): readonly string[];
  /** The rule by which one person holds no two of these roles, or null. */
  rolesApart(one: string, other: string): string | null;
  /** Of which things a person may ask who can see them, by kind. */
  readonly subjects: ReadonlyMap<string, Subject>;
  /** What the modules call their things, for the log. */
  readonly nameFinders: readonly NameFinder[];
  /** The kinds of records that others name, by their prefix. */
  readonly recordSources: ReadonlyMap<string, RecordSource>;
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

const FEW = 8;

/** For a statement about as many rows or keys as it is handed: few of them go by the plan for one, which is made once. */
export function forSoMany(ctx: Context, count: number): Transaction<unknown> {
  return count <= FEW ? ctx.steady : ctx.transaction;
}

/** The transaction, or `ctx.steady`, typed by the tables of one module; only a module's own store calls it. */
export function tablesOf<Tables>(ctx: Context, transaction = ctx.transaction): Kysely<Tables> {
  return transaction as unknown as Kysely<Tables>;
}

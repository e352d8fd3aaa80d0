import type { Context, Measure, NameFinder, Parameter, RecordSource, Subject } from './context';
import type { Endpoint, EndpointInput, EndpointResponse } from './endpoint';
import type { ErrorTable } from './error-table';
import type { Job } from './jobs/job';
import type { ModuleTexts } from './language';
import type { SealedColumn } from './secrets/sealed-columns';

/** An endpoint with the act that answers it. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly act: (ctx: Context, input: RouteInput) => Promise<unknown>;
}

export interface RouteInput {
  params: unknown;
  query: unknown;
  body: unknown;
  /** What the transport knows. */
  request: RequestFacts;
}

export interface RequestFacts {
  readonly address: string;
  readonly isLoopback: boolean;
  readonly userAgent: string | null;
  readonly cookie: string | null;
  /** All headers, for the library of the sign-ins; they are put together when somebody asks, and most requests don't. */
  readonly headers: Headers;
  /** Sends a cookie with the answer. */
  setCookie(line: string): void;
}

/** A file as an answer: the bytes, their type and the name under which the browser keeps them. */
export class FileAnswer {
  constructor(
    readonly bytes: Uint8Array,
    readonly mediaType: string,
    readonly name: string,
    readonly isInline: boolean = false,
  ) {}
}

/** Sends the browser on to another address: of our own pages, or of a provider that people sign in with. */
export class RedirectAnswer {
  constructor(readonly address: string) {}
}

type Answer<E> = E extends { response: 'file' }
  ? FileAnswer
  : E extends { response: 'redirect' }
    ? RedirectAnswer
    : EndpointResponse<E>;

/** Binds an endpoint to its act in one visible line of a module's table of routes. */
export function serve<const E extends Endpoint<never, never, never, never> | Endpoint>(
  endpoint: E,
  act: (ctx: Context, input: EndpointInput<E> & { request: RequestFacts }) => Promise<Answer<E>>,
): Route {
  return { endpoint: endpoint as unknown as Endpoint, act: act as unknown as Route['act'] };
}

/** All that a module gives the house. */
export interface ModuleManifest {
  /** Also the name of its Postgres schema. */
  readonly name: string;
  /** `kernel`, `engines/plan`, `lines/culture`: the folder below `src/`. */
  readonly folder: string;
  readonly permissions: readonly string[];
  readonly routes: readonly Route[];
  readonly errors: ErrorTable;
  readonly texts: ModuleTexts;
  readonly measures?: readonly Measure[];
  readonly parameters?: readonly Parameter[];
  /** Keys that it no longer has, each with the one that counts in its place: what an enterprise set is taken over. */
  readonly formerParameters?: Readonly<Record<string, string>>;
  /** Its things of which people may ask “who can see this, and why”. */
  readonly subjects?: readonly Subject[];
  /** What the log calls its things. */
  readonly findNames?: NameFinder;
  /** Its records that others name as what brought theirs about. */
  readonly recordSources?: readonly RecordSource[];
  /** Work after the answer or by the clock. */
  readonly jobs?: readonly Job[];
  /** Where personal data lie sealed: a rotation of keys goes through them all. */
  readonly sealedColumns?: readonly SealedColumn[];
  readonly hasMigrations: boolean;
}

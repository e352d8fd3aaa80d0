import type { Endpoint, EndpointRequest, EndpointResponse, ErrorBody } from '#kernel/contract';
import { choices } from './choices';

type AnyEndpoint = Pick<Endpoint, 'method' | 'path' | 'body' | 'response' | 'name'>;
export type FieldIssue = { path: string; message: string };

/** The server understood and refused: the message says, in the person's language, what to do. */
export class CallRefused extends Error {
  readonly code: string;
  readonly status: number;
  readonly issues: readonly FieldIssue[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly requestId: string;

  constructor(status: number, error: ErrorBody['error']) {
    super(error.message);
    this.name = 'CallRefused';
    this.code = error.code;
    this.status = status;
    this.issues = error.issues ?? [];
    this.params = error.params ?? {};
    this.requestId = error.requestId;
  }
}

/** No answer came, or none of ours: the network or something on the way failed. The act may have happened or not. */
export class CallFailed extends Error {
  constructor(options?: ErrorOptions) {
    super('The server could not be reached.', options);
    this.name = 'CallFailed';
  }
}

export interface CallOptions {
  /** A resend with the same key can't double the act. */
  idempotencyKey?: string;
  /** Refused by the server when somebody else is signed in by now. */
  accountId?: string;
  signal?: AbortSignal;
  /** On the phone: the answer is kept, and read again when there is no network. */
  isKept?: boolean;
  /** Without a session the page stays where it is, because somebody may be filling it in. */
  staysHere?: boolean;
  /** Told the head of a good answer, such as the name under which a file is to be kept. */
  onHead?: (headers: Headers) => void;
}

/** What a phone does with answers that it can show without network; see `offline/answers.ts`. */
export interface AnswerKeeper {
  answer<T>(address: string, ask: () => Promise<T>): Promise<T>;
  /** The session is over: nothing that was read for it may stay. */
  forget(): Promise<void>;
}

let keeper: AnswerKeeper | null = null;

export function keepAnswersWith(given: AnswerKeeper): void {
  keeper = given;
}

/** 128 random bits as hex. `crypto.randomUUID` is missing on plain http, where many works networks run. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

interface LooseRequest {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** The address of a call: path parameters filled in, lists repeated, what is undefined or null left out. */
export function addressOf(endpoint: Pick<Endpoint, 'path'>, request: LooseRequest): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_whole, name: string) => {
    const value = request.params?.[name];
    if (value === undefined || value === null) throw new Error(`${endpoint.path} lacks the parameter ${name}`);
    return encodeURIComponent(String(value));
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query ?? {})) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (one !== undefined && one !== null && one !== '') query.append(name, String(one));
    }
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** JSON with bigint as a string of digits, as money travels. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? one.toString() : one));
}

function headersOf(body: unknown, options: CallOptions): Headers {
  const headers = new Headers({ 'X-Language': choices().language, Accept: 'application/json' });
  if (body instanceof Blob) {
    const { name } = body as { name?: string };
    headers.set('Content-Type', body.type || 'application/octet-stream');
    if (name) headers.set('X-File-Name', encodeURIComponent(name));
  } else if (body !== undefined) headers.set('Content-Type', 'application/json');
  if (options.idempotencyKey) headers.set('Idempotency-Key', options.idempotencyKey);
  if (options.accountId) headers.set('X-Account', options.accountId);
  return headers;
}

function isErrorBody(value: unknown): value is ErrorBody {
  return typeof value === 'object' && value !== null && typeof (value as ErrorBody).error?.code === 'string';
}

/** Where a person goes who must sign in first, so that a link sent in a chat group opens after it. */
function goToSignIn(hash: string): void {
  if (location.pathname === '/sign-in') return;
  const here = location.pathname + location.search + location.hash;
  location.assign(`/sign-in?next=${encodeURIComponent(here)}${hash}`);
}

async function refusalOf(response: Response, options: CallOptions): Promise<Error> {
  const answer: unknown = await response.json().catch(() => undefined);
  if (!isErrorBody(answer)) return new CallFailed();
  const refusal = new CallRefused(response.status, answer.error);
  const isSignedOut = refusal.code === 'kernel.sign_in_required';
  if (isSignedOut) await keeper?.forget().catch(() => undefined);
  if (options.staysHere) return refusal;
  if (isSignedOut) goToSignIn('');
  if (refusal.code === 'kernel.password_change_required') goToSignIn('#change');
  if (refusal.code === 'kernel.second_factor_required') goToSignIn('#second-factor');
  return refusal;
}

async function ask(method: string, address: string, body: unknown, options: CallOptions): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, {
      method,
      headers: headersOf(body, options),
      body: body instanceof Blob ? body : body === undefined ? null : toJson(body),
      credentials: 'same-origin',
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new CallFailed({ cause });
  }
  if (!response.ok) throw await refusalOf(response, options);
  options.onHead?.(response.headers);
  return response;
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return (await response.json()) as unknown;
  } catch (cause) {
    throw new CallFailed({ cause });
  }
}

/** A call whose address and body are known as they travel: what waited in the phone. Throws as `call` does. */
export async function send(method: string, address: string, body: unknown, options: CallOptions): Promise<unknown> {
  return jsonOf(await ask(method, address, body, options));
}

/**
 * Calls one endpoint. Throws `CallRefused` for what the server refuses and `CallFailed` when no answer of ours came;
 * an aborted signal throws what `fetch` throws. Without a session the page turns to the sign-in page.
 */
export async function call<E extends AnyEndpoint>(
  endpoint: E,
  request: EndpointRequest<E>,
  options: CallOptions = {},
): Promise<EndpointResponse<E>> {
  const parts = request as LooseRequest;
  const address = addressOf(endpoint, parts);
  const answer = (): Promise<Response> => ask(endpoint.method, address, parts.body, options);
  if (endpoint.response === 'file') return (await (await answer()).blob()) as EndpointResponse<E>;
  const json = async () => (await jsonOf(await answer())) as EndpointResponse<E>;
  return options.isKept && keeper ? keeper.answer(address, json) : json();
}

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
  signal?: AbortSignal;
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

function headersOf(endpoint: AnyEndpoint, request: LooseRequest, options: CallOptions): Headers {
  const headers = new Headers({ 'X-Language': choices().language, Accept: 'application/json' });
  if (endpoint.body === 'bytes') {
    const blob = request.body as Blob & { name?: string };
    headers.set('Content-Type', blob.type || 'application/octet-stream');
    if (blob.name) headers.set('X-File-Name', encodeURIComponent(blob.name));
  } else if (request.body !== undefined) headers.set('Content-Type', 'application/json');
  if (options.idempotencyKey) headers.set('Idempotency-Key', options.idempotencyKey);
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

async function refusalOf(response: Response): Promise<Error> {
  const answer: unknown = await response.json().catch(() => undefined);
  if (!isErrorBody(answer)) return new CallFailed();
  const refusal = new CallRefused(response.status, answer.error);
  if (refusal.code === 'kernel.sign_in_required') goToSignIn('');
  if (refusal.code === 'kernel.password_change_required') goToSignIn('#change');
  return refusal;
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
  const isBytes = endpoint.body === 'bytes';
  let response: Response;
  try {
    response = await fetch(addressOf(endpoint, parts), {
      method: endpoint.method,
      headers: headersOf(endpoint, parts, options),
      body: isBytes ? (parts.body as Blob) : parts.body === undefined ? null : toJson(parts.body),
      credentials: 'same-origin',
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new CallFailed({ cause });
  }
  if (!response.ok) throw await refusalOf(response);
  if (endpoint.response === 'file') return (await response.blob()) as EndpointResponse<E>;
  try {
    return (await response.json()) as EndpointResponse<E>;
  } catch (cause) {
    throw new CallFailed({ cause });
  }
}

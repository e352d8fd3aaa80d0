import type { z } from 'zod';

/** A permission reads `module.noun.verb`; `public` asks for nothing, `signed-in` only for a session. */
export type PermissionName = `${string}.${string}.${string}`;
export type EndpointPermission = PermissionName | 'public' | 'signed-in';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type Shape = z.ZodObject;

/**
 * One endpoint, stated once. The server validates by it, the browser calls by it, OpenAPI is written from it
 * and the matrix test walks it. `body: 'bytes'` takes the raw bytes of one file; `response: 'file'` sends one,
 * `'redirect'` sends the browser on.
 */
export interface Endpoint<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends z.ZodType | 'bytes' | undefined = z.ZodType | 'bytes' | undefined,
  Response extends z.ZodType | 'file' | 'stream' | 'redirect' = z.ZodType | 'file' | 'stream' | 'redirect',
> {
  /** `module.verbNoun`, also the name of the act behind it. */
  readonly name: `${string}.${string}`;
  readonly method: HttpMethod;
  /** Path parameters are written `:id`. */
  readonly path: `/${string}`;
  readonly permission: EndpointPermission;
  /** One English sentence for the OpenAPI document. */
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** The most bytes that a `bytes` body may have; 1 MiB for JSON. */
  readonly maxBytes?: number;
  readonly response: Response;
  /** The answer holds something that is shown once: it is never kept for a resend. */
  readonly isAnsweredOnce?: boolean;
  /** A read of many statements whose figures must fit each other: all see the database at one moment. */
  readonly isOneMoment?: boolean;
  /** So often a minute from one address; for what is open to everybody. A public write has a bound without it. */
  readonly mostPerMinute?: number;
  /** Codes that the act may refuse with, beside those that every endpoint may answer. */
  readonly errors?: readonly string[];
}

type Parsed<S, Otherwise> = S extends z.ZodType ? z.output<S> : Otherwise;
type Given<S, Otherwise> = S extends z.ZodType ? z.input<S> : Otherwise;

/** What the act receives once everything is validated. */
export type EndpointInput<E> =
  E extends Endpoint<infer P, infer Q, infer B, infer _R>
    ? {
        params: Parsed<P, Record<string, never>>;
        query: Parsed<Q, Record<string, never>>;
        body: B extends 'bytes' ? Uint8Array : Parsed<B, undefined>;
      }
    : never;

/** What the browser hands to the call; parts that the endpoint lacks may be left out. */
export type EndpointRequest<E> =
  E extends Endpoint<infer P, infer Q, infer B, infer _R>
    ? (Shape extends P ? { params?: undefined } : { params: Given<P, never> }) &
        (Shape extends Q ? { query?: undefined } : { query?: Given<Q, never> }) &
        (B extends 'bytes' ? { body: Blob } : B extends z.ZodType ? { body: z.input<B> } : { body?: undefined })
    : never;

export type EndpointResponse<E> = E extends { response: infer R } ? Parsed<R, Blob> : never;

/** Keeps the narrow types of one endpoint; it adds nothing at run time. */
export function endpoint<
  const P extends Shape = Shape,
  const Q extends Shape = Shape,
  const B extends z.ZodType | 'bytes' | undefined = undefined,
  const R extends z.ZodType | 'file' | 'stream' | 'redirect' = z.ZodType,
>(spec: Endpoint<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return spec;
}

/** A write changes something: it is audited, may carry an idempotency key and must come from our own pages. */
export function isWrite(method: HttpMethod): boolean {
  return method !== 'GET';
}

import { userOf, type Context } from '../context';
import { isWrite, type Endpoint, type EndpointInput } from '../endpoint';
import { assert } from '../errors';
import type { Route } from '../manifest';

/** What a stream follows, and whose it is. */
export class StreamAnswer {
  constructor(
    readonly accountId: string,
    readonly topics: ReadonlySet<string>,
  ) {}
}

/**
 * Binds an endpoint of the response `stream` to the function that says which topics its follower may hear. The
 * function authorises like any act (what isn't there or isn't yours is `kernel.not_found`) and is asked again at
 * each heartbeat: who was signed out or lost the right hears no more.
 */
export function serveLive<const E extends Endpoint<never, never, never, never> | Endpoint>(
  endpoint: E & { readonly response: 'stream' },
  follow: (ctx: Context, input: EndpointInput<E>) => Promise<readonly string[]>,
): Route {
  assert(!isWrite(endpoint.method), `${endpoint.name}: a stream is read`);
  return {
    endpoint: endpoint as unknown as Endpoint,
    act: async (ctx, input) =>
      new StreamAnswer(userOf(ctx).accountId, new Set(await follow(ctx, input as unknown as EndpointInput<E>))),
  };
}

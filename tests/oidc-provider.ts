import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
// The library brings no types; what is used of it is small.
import * as library from 'oidc-provider';

interface ProviderLibrary {
  readonly Provider: new (issuer: string, configuration: object) => { callback(): Parameters<Server['on']>[1] };
}

export const CLIENT = { id: 'gonghui', secret: 'a-secret-of-the-tests-that-is-long' } as const;

export interface TestProvider {
  readonly issuer: string;
  /** Opens an address of the provider, signs in there as somebody, and answers where the browser is sent back to. */
  visit(address: string, login: string): Promise<URL>;
  close(): Promise<void>;
}

/** A real OpenID Connect provider on this machine; whoever signs in there is who they say, `no-` before it for no staff number. */
export async function openTestProvider(callback: string): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { Provider } = library as unknown as ProviderLibrary;
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [callback] }],
    claims: { openid: ['sub', 'staff_no'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['keys-of-the-tests'] },
    findAccount: (_ctx: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, ...(sub.startsWith('no-') ? {} : { staff_no: sub }) }),
    }),
  });
  server.on('request', provider.callback());
  return {
    issuer,
    visit: (address, login) => walk(issuer, address, login),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const MOST_STEPS = 12;

/** What a browser does: follows redirects with its cookies, and presses the buttons of the two pages in between. */
async function walk(issuer: string, address: string, login: string): Promise<URL> {
  const jar = new Map<string, string>();
  let url = address;
  let form: URLSearchParams | null = null;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response: Response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form === null ? {} : { method: 'POST', body: form }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';', 1);
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const target = response.headers.get('location');
    if (target !== null) {
      const to = new URL(target, url);
      if (to.origin !== issuer) return to;
      [url, form] = [to.toString(), null];
      continue;
    }
    const prompt = /name="prompt" value="(\w+)"/.exec(await response.text())?.[1];
    if (prompt === undefined) throw new Error(`the provider answers ${response.status} at ${url}`);
    form = new URLSearchParams({ prompt, login, password: 'any' });
  }
  throw new Error('the provider sends the browser round and round');
}

/**
 * Opens the phone's pages without network. What it keeps was listed when the pages were built: the page itself, every
 * script and style that a phone page may ask for, and the words of the chosen language. It never touches `/api/`: what
 * people read and send is kept by the pages, for one account. It has no imports, because it is a file of its own.
 */
interface Precache {
  readonly version: string;
  /** The script that the kept page must name; another one belongs to another build. */
  readonly entry: string;
  readonly core: readonly string[];
  readonly words: Readonly<Record<string, readonly string[]>>;
}
declare const __PRECACHE__: Precache;

/** The few pieces of a worker's own world that are used here. */
interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface AskedEvent extends LastingEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', listener: (event: LastingEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: AskedEvent) => void): void;
  addEventListener(type: 'message', listener: (event: LastingEvent & { readonly data: unknown }) => void): void;
}
const worker = globalThis as unknown as WorkerScope;

const precache: Precache = __PRECACHE__;
const PREFIX = 'gonghui-phone-';
const NAME = PREFIX + precache.version;
const PAGE = '/m/';
/** How long a slow line may keep a person waiting whose page lies in the phone. */
const PATIENCE_MS = 4_000;

/** All or nothing: a worker that could not fetch everything is not installed, and tried again at the next start. */
async function fill(): Promise<void> {
  const cache = await caches.open(NAME);
  // Its policy travels in its headers and is kept with it, so the marks that both share stay equal.
  const page = await fetch(PAGE, { cache: 'no-store' });
  const isOurs = page.ok && (await page.clone().text()).includes(precache.entry);
  if (!isOurs) throw new Error('The server gave the page of another build.');
  await cache.addAll([...precache.core]);
  await cache.put(PAGE, page);
}

async function dropOlder(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)),
  );
}

async function kept(request: Request | string): Promise<Response | undefined> {
  return (await caches.open(NAME)).match(request, { ignoreVary: true });
}

const pause = (time: number) => new Promise<undefined>((done) => setTimeout(() => done(undefined), time));

/** The server's page while there is one, else the kept one; a server in trouble is as good as none. */
async function openPage(request: Request): Promise<Response> {
  const asked = fetch(request).then((answer) => (answer.status < 500 ? answer : undefined));
  const late = pause(PATIENCE_MS).then(() => kept(PAGE));
  const first = await Promise.race([asked, late]).catch(() => undefined);
  return first ?? (await kept(PAGE)) ?? asked.then((answer) => answer ?? Response.error());
}

async function openFile(request: Request): Promise<Response> {
  return (await kept(request)) ?? fetch(request);
}

async function keepWords(language: unknown): Promise<void> {
  const addresses = precache.words[String(language)] ?? [];
  const cache = await caches.open(NAME);
  const known = await Promise.all(addresses.map((address) => cache.match(address, { ignoreVary: true })));
  await cache.addAll(addresses.filter((_address, at) => known[at] === undefined));
}

worker.addEventListener('install', (event) => event.waitUntil(fill()));
// Becomes active when no page of an older one is open, so that no form is torn; then the pages that are open now are its own.
worker.addEventListener('activate', (event) => event.waitUntil(dropOlder().then(() => worker.clients.claim())));
worker.addEventListener('message', (event) => {
  const { language } = (event.data ?? {}) as { language?: unknown };
  event.waitUntil(keepWords(language));
});
worker.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== location.origin) return;
  if (mode === 'navigate') {
    if (pathname === '/m' || pathname.startsWith(PAGE)) event.respondWith(openPage(event.request));
  } else if (!pathname.startsWith('/api/')) event.respondWith(openFile(event.request));
});

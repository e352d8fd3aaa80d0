import type { BrowserContext, Page, Response } from 'playwright-core';

export interface PageWeight {
  /** Gzip bytes of JavaScript that had come when the page could be used. */
  usable: number;
  /** The same when the network had come to rest: what is fetched ahead counts too. */
  atRest: number;
  /** Each script with its bytes, the largest first. */
  scripts: { path: string; bytes: number }[];
}

const isScript = (response: Response): boolean =>
  /javascript/.test(response.headers()['content-type'] ?? '') || /\.m?js$/.test(new URL(response.url()).pathname);

/** The body as it travelled: gzip where the server sent gzip, without headers. */
async function bytesOf(response: Response): Promise<number> {
  await response.finished();
  return (await response.request().sizes()).responseBodySize;
}

const total = (bytes: Iterable<number>): number => [...bytes].reduce((sum, one) => sum + one, 0);

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A page that listens to the server never rests altogether; its scripts do. */
const QUIET = 400;
const LONGEST_WAIT = 15_000;

/**
 * Opens a page in a context that has never loaded anything and counts its scripts, each once. It can be used when its
 * heading stands there and no grey bars stand in for content; it rests when no script has been asked for a while.
 */
export async function weighPage(context: BrowserContext, path: string): Promise<PageWeight> {
  const page = await context.newPage();
  const pending: Promise<void>[] = [];
  const seen = new Map<string, number>();
  let lastAsked = Date.now();
  page.on('request', (request) => {
    if (request.resourceType() === 'script') lastAsked = Date.now();
  });
  page.on('response', (response) => {
    if (!isScript(response)) return;
    lastAsked = Date.now();
    pending.push(bytesOf(response).then((bytes) => void seen.set(response.url(), bytes)));
  });
  try {
    await page.goto(path, { waitUntil: 'domcontentloaded' });
    await untilUsable(page);
    await Promise.all([...pending]);
    const usable = total(seen.values());
    for (const from = Date.now(); Date.now() - lastAsked < QUIET && Date.now() - from < LONGEST_WAIT;) await pause(50);
    await Promise.all(pending);
    const scripts = [...seen]
      .map(([url, bytes]) => ({ path: new URL(url).pathname, bytes }))
      .sort((a, b) => b.bytes - a.bytes);
    return { usable, atRest: total(seen.values()), scripts };
  } finally {
    await page.close();
  }
}

async function untilUsable(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor({ timeout: 30_000 });
  await page.locator('.skeleton').first().waitFor({ state: 'detached', timeout: 30_000 });
}

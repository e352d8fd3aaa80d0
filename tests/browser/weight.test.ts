import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { webFolder } from '#kernel/composition';
import { weighPage, type PageWeight } from '../bench/script-weight';
import { openTestHouse, type TestAccount, type TestHouse } from '../test-house';
import { worldPlan } from '../world';
import { visit, type Shell } from './browser';
import { openBrowser } from './open-browser';

/** Gzip JavaScript before use, in kB of 1000 bytes; measured as it travels, from a cold load. */
const LIMIT = { signIn: 90, phoneHome: 130, desktopHome: 300, page: 600 } as const;

interface WeighedPage {
  path: string;
  account: TestAccount | null;
  shell: Shell;
}

let house: TestHouse;
let browser: Browser;
const weighed: string[] = [];

beforeAll(async () => {
  house = await openTestHouse({ pages: true });
  await house.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
  const headers = { cookie: await house.cookieOf('chair'), 'content-type': 'application/json' };
  const send = async (url: string, payload: unknown) => {
    const answer = await house.app.inject({ method: 'POST', url, headers, payload: JSON.stringify(payload) });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<{ planId: string }>();
  };
  const { planId } = await send('/api/plans/texts', { name: 'plan', text: worldPlan() });
  await send(`/api/plans/${planId}/confirm`, { revision: 1, acceptRest: true });
});
afterAll(async () => {
  if (weighed.length > 0)
    process.stdout.write(`${['gzip JavaScript, kB before use / at rest', ...weighed].join('\n')}\n`);
  await browser?.close();
  await house?.close();
});

async function weigh({ path, account, shell }: WeighedPage): Promise<PageWeight> {
  const { context } = await visit(browser, house, { account, shell, language: 'zh-CN' });
  try {
    const weight = await weighPage(context, path);
    weighed.push(
      `${kB(weight.usable).toFixed(1).padStart(6)} / ${kB(weight.atRest).toFixed(1).padStart(6)}  ${shell.padEnd(7)}  ${path}`,
    );
    return weight;
  } finally {
    await context.close();
  }
}

const kB = (bytes: number): number => bytes / 1000;
const largest = (weight: PageWeight): string =>
  weight.scripts
    .slice(0, 14)
    .map(({ path, bytes }) => `${path} ${kB(bytes).toFixed(1)}`)
    .join(', ');

const assets = join(webFolder(), 'assets');
const bytesOf = new Map<string, number>();

/** What a built script loads: at once, or when it is asked for. */
function importsOf(name: string): { atOnce: string[]; later: string[] } {
  const code = readFileSync(join(assets, name), 'utf8');
  bytesOf.set(name, statSync(join(assets, `${name}.gz`), { throwIfNoEntry: false })?.size ?? code.length);
  const found = (form: RegExp) => [...code.matchAll(form)].map(([, file]) => file!);
  return {
    atOnce: found(/(?:\bfrom|\bimport)\s*["'`]\.\/([\w.-]+\.js)["'`]/g),
    later: found(/\bimport\(\s*["'`]\.\/([\w.-]+\.js)["'`]/g),
  };
}

const imports = new Map<string, ReturnType<typeof importsOf>>();

/**
 * The script and all that comes with it; what it loads later too, if asked. The later ones of the ground are the other pages
 * of the table: one walks to them, they are not opened on this one.
 */
function reach(from: readonly string[], withLater: boolean, ground: ReadonlySet<string> = new Set()): Set<string> {
  const seen = new Set<string>();
  const walk = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const known = imports.get(name) ?? importsOf(name);
    imports.set(name, known);
    [...known.atOnce, ...(withLater && !ground.has(name) ? known.later : [])].forEach(walk);
  };
  from.forEach(walk);
  return seen;
}

const weightOf = (names: Iterable<string>): number =>
  [...new Set(names)].reduce((sum, name) => sum + bytesOf.get(name)!, 0);

/** Each page with its shell, and all dialogs that it may open: more than it loads before somebody presses everything. */
function pagesOf(shell: string): { name: string; bytes: number }[] {
  const html = readFileSync(join(webFolder(), shell, 'index.html'), 'utf8');
  const entries = [...html.matchAll(/<script[^>]*src="\/assets\/([\w.-]+\.js)"/g)].map(([, name]) => name!);
  const ground = reach(entries, false);
  const pages = new Set([...ground].flatMap((name) => imports.get(name)!.later));
  return [...pages].map((name) => ({ name, bytes: weightOf([...ground, ...reach([name], true, ground)]) }));
}

describe('JavaScript before use stays light', () => {
  test.each<[string, WeighedPage, number]>([
    ['sign-in', { path: '/sign-in', account: null, shell: 'desktop' }, LIMIT.signIn],
    ['sign-in on the phone', { path: '/sign-in', account: null, shell: 'phone' }, LIMIT.signIn],
    ['phone home as officer', { path: '/m/', account: 'unit_officer', shell: 'phone' }, LIMIT.phoneHome],
    ['desktop home as chair', { path: '/', account: 'chair', shell: 'desktop' }, LIMIT.desktopHome],
    ['the plan board', { path: '/plan', account: 'chair', shell: 'desktop' }, LIMIT.desktopHome],
  ])('%s', async (_what, page, limit) => {
    const weight = await weigh(page);
    expect(weight.scripts.length).toBeGreaterThan(0);
    expect(kB(weight.usable), largest(weight)).toBeLessThanOrEqual(limit);
  });

  test.each([
    ['desktop', 40],
    ['phone', 20],
  ])('no page of the %s can hold more than 600 kB, whatever is opened on it', (shell, atLeast) => {
    const pages = pagesOf(shell);
    expect(pages.length).toBeGreaterThan(atLeast);
    expect(pages.filter(({ bytes }) => kB(bytes) > LIMIT.page)).toEqual([]);
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sourceFolder } from '#kernel/composition';
import { roles } from '../../src/app/roles';
import { weighPage, type PageWeight } from '../bench/script-weight';
import { openTestHouse, type TestAccount, type TestHouse } from '../test-house';
import { worldPlan } from '../world';
import { visit, type Shell } from './browser';
import { openBrowser } from './open-browser';

/** Gzip JavaScript before use, in kB of 1000 bytes; measured as it travels, from a cold load. */
const LIMIT = { signIn: 90, phoneHome: 130, desktopHome: 300, page: 600 } as const;

interface ModulePage {
  path: string;
  account: TestAccount | null;
  shell: Shell;
}

let house: TestHouse;
let browser: Browser;
const params: Record<string, string> = {};
const weighed: string[] = [];

beforeAll(async () => {
  house = await openTestHouse({ pages: true });
  await house.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
  const headers = { cookie: await house.cookieOf('chair'), 'content-type': 'application/json' };
  const send = async (url: string, payload: unknown) => {
    const answer = await house.app.inject({ method: 'POST', url, headers, payload: JSON.stringify(payload) });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<Record<string, string>>();
  };
  params.planId = (await send('/api/plans/texts', { name: 'plan', text: worldPlan() })).planId!;
  await send(`/api/plans/${params.planId}/confirm`, { revision: 1, acceptRest: true });
  params.reviewId = (await send('/api/plans/texts', { name: 'draft', text: `${worldPlan()}\n（征求意见稿）` })).planId!;
  const board = await house.app.inject({ url: `/api/plans/${params.planId}/board`, headers });
  params.commitmentId = board
    .json<{ rows: { id: string; kind: string }[] }>()
    .rows.find((row) => row.kind === 'event')!.id;
  const events = await house.app.inject({ url: '/api/events', headers });
  params.id = events.json<{ rows: { id: string }[] }>().rows[0]!.id;
});
afterAll(async () => {
  if (weighed.length > 0)
    process.stdout.write(`${['gzip JavaScript, kB before use / at rest', ...weighed].join('\n')}\n`);
  await browser?.close();
  await house?.close();
});

async function weigh({ path, account, shell }: ModulePage): Promise<PageWeight> {
  const filled = (path.endsWith('/review') ? path.replace('$planId', '$reviewId') : path).replace(
    /\$(\w+)/g,
    (_, name: string) => {
      const value = params[name];
      if (value === undefined) throw new Error(`${path}: this test does not know a ${name}.`);
      return value;
    },
  );
  const { context } = await visit(browser, house, { account, shell, language: 'zh-CN' });
  try {
    const weight = await weighPage(context, filled);
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

/** The pages as the modules name them, read from the text: those files are for the browser. */
function modulePages(): ModulePage[] {
  return ['engines', 'lines'].flatMap((room) => {
    const folder = join(sourceFolder(), room);
    return readdirSync(folder).flatMap((module) => {
      const file = join(folder, module, 'web', 'pages.ts');
      return existsSync(file) ? pagesOf(readFileSync(file, 'utf8')) : [];
    });
  });
}

/** Who tries a page: the first of these whose role may. */
const visitors: Record<Shell, readonly TestAccount[]> = {
  desktop: ['chair', 'administrator', 'auditor', 'superior'],
  phone: ['unit_officer', 'worker', 'chair'],
};

function pagesOf(source: string): ModulePage[] {
  return (['desktop', 'phone'] as const).flatMap((shell) => {
    const list = new RegExp(`^  ${shell}: \\[$([\\s\\S]*?)^  \\],$`, 'm').exec(source)?.[1] ?? '';
    return [...list.matchAll(/\bpath: '([^']+)',\s*permission: (?:'([^']+)'|null)/g)].map(([, path, permission]) => {
      const may = (account: TestAccount) =>
        permission === undefined ||
        (roles[account as keyof typeof roles].permissions as readonly string[]).includes(permission);
      const account = visitors[shell].find(may);
      if (account === undefined) throw new Error(`${path}: no visitor may ${permission}.`);
      return { path: shell === 'phone' ? `/m${path}` : path!, account, shell };
    });
  });
}

/** The shells' own pages, and the big screen. */
const shellPages: ModulePage[] = [
  { path: '/screen/plan/$planId', account: 'chair', shell: 'desktop' },
  { path: '/account', account: 'chair', shell: 'desktop' },
  { path: '/admin/parameters?open=plan.windowRules', account: 'chair', shell: 'desktop' },
  { path: '/notifications', account: 'chair', shell: 'desktop' },
  { path: '/m/me/notifications', account: 'unit_officer', shell: 'phone' },
  { path: '/m/me', account: 'unit_officer', shell: 'phone' },
  { path: '/m/me/devices', account: 'unit_officer', shell: 'phone' },
  { path: '/m/me/password', account: 'unit_officer', shell: 'phone' },
];

describe('JavaScript before use stays light', () => {
  test.each<[string, ModulePage, number]>([
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

  const pages = [...modulePages(), ...shellPages];

  test('the pages of all modules are found', () => {
    expect(pages.filter((page) => page.shell === 'desktop').length).toBeGreaterThan(20);
    expect(pages.filter((page) => page.shell === 'phone').length).toBeGreaterThan(8);
  });

  test.each(pages.map((page) => [page.path, page] as const))(
    `%s holds at most ${LIMIT.page} kB`,
    async (_path, page) => {
      const weight = await weigh(page);
      expect(weight.scripts.length).toBeGreaterThan(0);
      expect(kB(weight.atRest), largest(weight)).toBeLessThanOrEqual(LIMIT.page);
    },
  );
});

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { programFolder } from '#kernel';
import { openBrowser } from '../../browser/open-browser';
import { enterDemo, makeDataFolder, startServer } from '../../server-process';
import type { Bench } from '../bench';
import type { Figure } from '../figure';
import { weighPage } from '../script-weight';

/** The pages that somebody opens first, with the account of the demo and the aim in kB. */
const homes = [
  { what: 'sign-in', path: '/sign-in', username: null, width: 1440, aim: 90 },
  { what: 'phone home, as officer', path: '/m/', username: 'officer', width: 390, aim: 130 },
  { what: 'desktop home, as chair (plan board)', path: '/plan', username: 'chair', width: 1440, aim: 300 },
] as const;

async function importPlan(url: string, cookie: string): Promise<void> {
  const send = async (path: string, body: unknown): Promise<{ planId?: string }> => {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as { planId?: string };
  };
  const text = readFileSync(join(programFolder(), 'tests', 'world', 'plan-2024.txt'), 'utf8');
  const { planId } = await send('/api/plans/texts', { name: 'plan.txt', text });
  await send(`/api/plans/${planId}/confirm`, { revision: 1, acceptRest: true });
}

/** Counted in Chromium from a cold load of the demo, as the weight test counts it. */
export async function measureWeight(_bench: Bench): Promise<Figure[]> {
  const folder = await makeDataFolder();
  const server = await startServer(folder);
  let browser: Browser | null = null;
  try {
    await importPlan(server.url, await enterDemo(server.url, 'chair'));
    browser = await openBrowser();
    const figures: Figure[] = [];
    for (const { what, path, username, width, aim } of homes) {
      const context = await browser.newContext({
        baseURL: server.url,
        viewport: { width, height: 900 },
        locale: 'zh-CN',
      });
      if (username !== null) {
        const cookie = await enterDemo(server.url, username);
        await context.addCookies(
          cookie.split('; ').map((pair) => ({
            name: pair.slice(0, pair.indexOf('=')),
            value: pair.slice(pair.indexOf('=') + 1),
            url: server.url,
          })),
        );
      }
      const weight = await weighPage(context, path);
      await context.close();
      figures.push({
        ...{
          part: 'weight',
          what: `gzip JavaScript before use: ${what}`,
          value: weight.usable / 1000,
          unit: 'kB',
          aim: { atMost: aim },
        },
        yardstick: { what: 'with what is fetched ahead', value: weight.atRest / 1000 },
      });
    }
    return figures;
  } finally {
    await browser?.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';

const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function chromiumAt(args: readonly string[]) {
  const executablePath = places.find((path) => path && existsSync(path));
  if (executablePath === undefined) throw new Error('No Chromium: install it, or name it in CHROMIUM.');
  // Without a UTF-8 locale Chromium saves every file with a Chinese name as "download".
  const env = { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };
  return { executablePath, args: [...quiet, ...args], env };
}

export function openBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch(chromiumAt(args));
}

/** A browser that keeps what pages keep, in a folder: it can be killed and opened again. */
export function openLastingBrowser(
  folder: string,
  args: readonly string[],
  context: BrowserContextOptions,
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...chromiumAt(args), ...context });
}

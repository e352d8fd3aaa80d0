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
  return { executablePath, args: [...quiet, ...args] };
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

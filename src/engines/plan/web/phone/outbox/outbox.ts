import { CallFailed, CallRefused } from '#ui';
import { useEffect, useSyncExternalStore } from 'react';
import { allOf, drop, keep } from './shelf';
import { type WaitingThing, sendThing } from './waiting';

/** What waits to be sent, in the order in which it was put here, and whether the line is up. */
export interface Outbox {
  readonly things: readonly WaitingThing[];
  readonly sendingId: string | null;
  readonly isOffline: boolean;
  /** Counts what has arrived since the page was opened: pages ask again when it grows. */
  readonly arrived: number;
}

const RETRY_MS = 15_000;
let outbox: Outbox = {
  things: [],
  sendingId: null,
  isOffline: typeof navigator !== 'undefined' && !navigator.onLine,
  arrived: 0,
};
const listeners = new Set<() => void>();
let isRunning = false;
let retry: ReturnType<typeof setTimeout> | undefined;
let hasStarted = false;
/** Whose session it is: nobody's things are sent under another person's name. */
let signedIn = '';

function change(patch: Partial<Outbox>): void {
  outbox = { ...outbox, ...patch };
  for (const listener of listeners) listener();
}

async function reload(): Promise<void> {
  const things = await allOf<WaitingThing>('outbox').catch(() => outbox.things.slice());
  things.sort((a, b) => (a.id < b.id ? -1 : 1));
  change({ things });
}

/** Sends in order. A lost line stops the queue until it is back; what is refused is set aside and the next one goes. */
async function run(): Promise<void> {
  if (isRunning) return;
  isRunning = true;
  clearTimeout(retry);
  try {
    for (;;) {
      const thing = outbox.things.find((one) => one.refusal === null && one.accountId === signedIn);
      if (!thing) break;
      change({ sendingId: thing.id });
      if (!(await tryOne(thing))) break;
    }
  } finally {
    isRunning = false;
    change({ sendingId: null });
  }
}

async function tryOne(thing: WaitingThing): Promise<boolean> {
  try {
    await sendThing(thing, (changed) => keep('outbox', changed));
    await drop('outbox', [thing.id]);
    change({ isOffline: false, arrived: outbox.arrived + 1 });
  } catch (reason) {
    if (!(reason instanceof CallRefused)) {
      change({ isOffline: reason instanceof CallFailed });
      retry = setTimeout(() => void run(), RETRY_MS);
      return false;
    }
    const refused: WaitingThing = { ...thing, refusal: reason.message };
    await keep('outbox', refused);
    change({ isOffline: false });
  }
  await reload();
  return true;
}

/** Begins once a page that sends is opened. */
function start(accountId: string): void {
  signedIn = accountId;
  if (hasStarted) return;
  hasStarted = true;
  window.addEventListener('online', () => {
    change({ isOffline: false });
    void run();
  });
  window.addEventListener('offline', () => change({ isOffline: true }));
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void run());
  void reload().then(run);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What this person has waiting; another person's things on a shared phone stay for that person. */
export function useOutbox(accountId: string): Outbox {
  useEffect(() => start(accountId), [accountId]);
  const now = useSyncExternalStore(subscribe, () => outbox);
  const things = now.things.filter((thing) => thing.accountId === accountId);
  return things.length === now.things.length ? now : { ...now, things };
}

/** Resolves when it is safe in the phone; sending goes on by itself. */
export async function putInOutbox(thing: WaitingThing): Promise<void> {
  await keep('outbox', thing);
  await reload();
  void run();
}

export async function takeFromOutbox(id: string): Promise<void> {
  await drop('outbox', [id]);
  await reload();
}

/** After a refusal, when the person wants it tried again. */
export async function sendAgain(thing: WaitingThing): Promise<void> {
  const again: WaitingThing = { ...thing, refusal: null };
  await keep('outbox', again);
  await reload();
  void run();
}

export function sendNow(): void {
  void run();
}

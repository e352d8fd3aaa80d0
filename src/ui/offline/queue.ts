import { getMe } from '#kernel/contract';
import { useEffect, useSyncExternalStore } from 'react';
import { CallFailed, CallRefused, call } from '../call';
import { type Entry, type NewEntry, type QueuedCall, entryOf, nextOf } from './entries';
import { sendEntry } from './sender';
import { allOf, drop, keep } from './shelf';

/** What waits to be sent, in the order in which it was put here, and whether the line is up. */
export interface Queue {
  /** Only what the signed-in person put here. */
  readonly entries: readonly Entry[];
  /** Whether what lies in the phone has been looked at; before that, an empty queue says nothing. */
  readonly isRead: boolean;
  readonly sendingId: string | null;
  readonly isOffline: boolean;
  /** The session has ended: things wait until their owner has signed in again. */
  readonly needsSignIn: boolean;
  /** What the server answered to entries that have arrived since the page was opened, by their ids. */
  readonly arrived: ReadonlyMap<string, unknown>;
}

const RETRY_MS = 15_000;
/** Things that nobody came back for are thrown away with everything else of their owner. */
const KEPT_MS = 30 * 86_400_000;

let queue: Queue = {
  entries: [],
  isRead: false,
  sendingId: null,
  isOffline: typeof navigator !== 'undefined' && !navigator.onLine,
  needsSignIn: false,
  arrived: new Map(),
};
const listeners = new Set<() => void>();
let isRunning = false;
let retry: ReturnType<typeof setTimeout> | undefined;
/** Whose session it is: nobody's things are sent under another person's name. */
let signedIn = '';

function change(patch: Partial<Queue>): void {
  queue = { ...queue, ...patch };
  for (const listener of listeners) listener();
}

/** What lies in the phone is the truth: another page of the same phone may have sent or put something. */
async function reload(): Promise<void> {
  const all = await allOf<Entry>('queue').catch(() => queue.entries);
  change({ entries: all.filter((entry) => entry.accountId === signedIn), isRead: true });
}

/** Somebody else may have signed in on this phone, in another page; then nothing may go. */
async function isStillSignedIn(): Promise<boolean> {
  const me = await call(getMe, {}, { staysHere: true });
  return me.accountId === signedIn;
}

/** Sends in order. A lost line stops the queue until it is back; what is refused is set aside and the next one goes. */
async function run(): Promise<void> {
  if (isRunning || signedIn === '' || nextOf(queue.entries, signedIn) === null) return;
  isRunning = true;
  clearTimeout(retry);
  try {
    if (!(await isStillSignedIn())) return change({ needsSignIn: true });
    change({ needsSignIn: false });
    for (let entry = nextOf(queue.entries, signedIn); entry; entry = nextOf(queue.entries, signedIn)) {
      change({ sendingId: entry.id });
      await tryOne(entry);
    }
  } catch (reason) {
    stopFor(reason);
  } finally {
    isRunning = false;
    change({ sendingId: null });
  }
}

/** Throws what stops the queue: no line, no session, a server that asks for patience. */
async function tryOne(entry: Entry): Promise<void> {
  try {
    const answer = await sendEntry(entry, (changed) => keep('queue', changed));
    await drop('queue', [entry.order]);
    change({ isOffline: false, arrived: new Map(queue.arrived).set(entry.id, answer) });
  } catch (reason) {
    if (!(reason instanceof CallRefused) || stopsAll(reason)) throw reason;
    const now = (await allOf<Entry>('queue')).find((one) => one.order === entry.order) ?? entry;
    await keep('queue', { ...now, refusal: { code: reason.code, message: reason.message } });
    change({ isOffline: false });
  }
  await reload();
}

function stopsAll({ code }: CallRefused): boolean {
  return isSessionOver(code) || code === 'kernel.too_many_requests' || code === 'kernel.unavailable';
}

function isSessionOver(code: string): boolean {
  return code === 'kernel.sign_in_required' || code === 'kernel.password_change_required';
}

function stopFor(reason: unknown): void {
  if (reason instanceof CallRefused && isSessionOver(reason.code)) return change({ needsSignIn: true });
  change({ isOffline: reason instanceof CallFailed });
  retry = setTimeout(sendNow, RETRY_MS);
}

function onLine(): void {
  change({ isOffline: false });
  sendNow();
}

/** Begins once somebody is signed in; what waits from before goes first. */
export function startQueue(accountId: string): void {
  if (signedIn === accountId) return;
  const isFirst = signedIn === '';
  signedIn = accountId;
  if (isFirst) {
    window.addEventListener('online', onLine);
    window.addEventListener('offline', () => change({ isOffline: true }));
    document.addEventListener(
      'visibilitychange',
      () => document.visibilityState === 'visible' && void reload().then(run),
    );
  }
  void dropForgotten().then(reload).then(run);
}

async function dropForgotten(): Promise<void> {
  const all = await allOf<Entry>('queue').catch(() => []);
  const old = all.filter((entry) => entry.accountId !== signedIn && Date.now() - entry.putAt > KEPT_MS);
  if (old.length > 0)
    await drop(
      'queue',
      old.map((entry) => entry.order),
    ).catch(() => undefined);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useQueue(accountId: string): Queue {
  useEffect(() => startQueue(accountId), [accountId]);
  return useSyncExternalStore(subscribe, () => queue);
}

/**
 * Resolves with the entry's id when it is safe in the phone; sending goes on by itself. Where `once` names what it is
 * about, one that waits already is not put a second time.
 */
export async function putInQueue(given: NewEntry, once?: string): Promise<string> {
  if (once !== undefined) {
    const all = await allOf<Entry>('queue');
    const known = all.find((one) => one.accountId === given.accountId && one.about.includes(once));
    if (known) return known.id;
  }
  const entry = entryOf(given, Date.now());
  await keep('queue', entry);
  // Asks the browser not to clear this away when space runs short; it may say no.
  void navigator.storage?.persist?.().catch(() => undefined);
  await reload();
  sendNow();
  return entry.id;
}

/** A person gives it up. What needed it goes on without it. */
export async function takeFromQueue(entry: Entry): Promise<void> {
  await drop('queue', [entry.order]);
  await reload();
  sendNow();
}

/**
 * After a refusal, when the person wants it tried again; with `body` it is sent as the person has decided after having
 * seen both versions.
 */
export async function sendAgain(entry: Entry, body?: QueuedCall['body']): Promise<void> {
  const call = body === undefined ? entry.call : { ...entry.call, body };
  await keep('queue', { ...entry, call, refusal: null });
  await reload();
  sendNow();
}

export function sendNow(): void {
  void run();
}

import type { Me } from '#kernel/contract';
import { notifyManager, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { type AnswerKeeper, CallFailed } from '../call';
import { allOf, drop, empty, keep, oneOf } from './shelf';

/**
 * Answers that a phone keeps, so that its pages open without network. They belong to whoever is signed in: they go
 * when that person signs out, when the session has ended, and when somebody else signs in.
 */
interface Kept {
  readonly address: string;
  readonly readAt: number;
  readonly value: unknown;
}

const KEPT_MS = 14 * 86_400_000;
/** How often a screen that shows what was read before asks again. */
const AGAIN_MS = 20_000;
/** Under this name lies whose answers these are. */
const OWNER = 'owner';
/** How long a slow network may keep a person waiting who could see what was read before. */
const PATIENCE_MS = 5_000;

/** What is shown from the phone at present: addresses with the moment at which their answers were read. */
let shown: ReadonlyMap<string, number> = new Map();
const listeners = new Set<() => void>();

function show(address: string, readAt: number | null): void {
  if ((shown.get(address) ?? null) === readAt) return;
  const next = new Map(shown);
  if (readAt === null) next.delete(address);
  else next.set(address, readAt);
  shown = next;
  for (const listener of listeners) listener();
}

async function find(address: string): Promise<Kept | null> {
  const kept = await oneOf<Kept>('answers', address).catch(() => undefined);
  return kept && Date.now() - kept.readAt < KEPT_MS ? kept : null;
}

const pause = (time: number) => new Promise<null>((done) => setTimeout(() => done(null), time));

/** Network first. Without an answer, or when it takes long, what was read before, if anything. */
async function answer<T>(address: string, ask: () => Promise<T>): Promise<T> {
  const asked = ask().then((value) => {
    void keep('answers', { address, readAt: Date.now(), value } satisfies Kept).catch(() => undefined);
    show(address, null);
    return value;
  });
  const late = pause(PATIENCE_MS).then(() => find(address));
  const first = await Promise.race([asked.then((value) => ({ value, readAt: null })), late]).catch(
    async (reason: Error) => {
      const kept = reason instanceof CallFailed ? await find(address) : null;
      if (!kept) throw reason;
      return kept;
    },
  );
  if (first === null) return asked;
  if (first.readAt !== null) {
    asked.catch(() => undefined);
    show(address, first.readAt);
  }
  return first.value as T;
}

export const phoneKeeper: AnswerKeeper = { answer, forget: () => empty('answers') };

/** When the answer that is shown for this address was read, if it comes from the phone. */
export function readAtOf(address: string): number | null {
  return shown.get(address) ?? null;
}

/** What another account had read goes. Called with the fresh answer to "who am I"; `since` is when this page began. */
export async function keepOnlyFor(me: Me, since: number): Promise<void> {
  const all = await allOf<Kept>('answers').catch(() => []);
  const owner = all.find((one) => one.address === OWNER)?.value;
  if (owner !== undefined && owner !== me.accountId)
    await drop(
      'answers',
      all.filter((one) => one.readAt < since).map((one) => one.address),
    ).catch(() => undefined);
  await keep('answers', { address: OWNER, readAt: Date.now(), value: me.accountId }).catch(() => undefined);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * When the oldest of what this screen shows from the phone was read; null while everything is fresh. As long as
 * something is old, it is asked for again.
 */
export function useReadAt(): number | null {
  const client = useQueryClient();
  const cache = client.getQueryCache();
  const addresses = useSyncExternalStore(subscribe, () => shown);
  const watch = useCallback((listener: () => void) => cache.subscribe(notifyManager.batchCalls(listener)), [cache]);
  const readAt = useSyncExternalStore(watch, () => {
    const seen = cache.findAll({ type: 'active' });
    const moments = seen.flatMap((query) => addresses.get(String(query.meta?.address)) ?? []);
    return moments.length === 0 ? null : Math.min(...moments);
  });
  const isOld = readAt !== null;
  useEffect(() => {
    if (!isOld) return;
    const timer = setInterval(() => void client.invalidateQueries(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [isOld, client]);
  return readAt;
}

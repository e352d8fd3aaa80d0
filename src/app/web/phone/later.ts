import { useEffect, useSyncExternalStore } from 'react';

/**
 * What comes after the first page, so that it costs that page nothing: the queue, the worker, the bell. Later is when
 * no grey bars stand in for content any more; once it is later, it stays so.
 */
const LOOK_MS = 300;
/** A page that has just come may still ask for more: it has to stand complete for so many looks. */
const LOOKS = 3;
let quietLooks = 0;
let isLater = false;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function look(): void {
  const isComplete = document.querySelector('h1') !== null && document.querySelector('.skeleton') === null;
  quietLooks = isComplete ? quietLooks + 1 : 0;
  if (quietLooks < LOOKS) return;
  clearInterval(timer);
  isLater = true;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useIsLater(): boolean {
  useEffect(() => {
    if (!isLater) timer ??= setInterval(look, LOOK_MS);
  }, []);
  return useSyncExternalStore(subscribe, () => isLater);
}

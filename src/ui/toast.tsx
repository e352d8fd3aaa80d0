import { useSyncExternalStore } from 'react';
import { Icon } from './icons';
import './styles/floats.css';

/** For successes only: a fault stands beside what it is about, where it stays until it is mended. */
interface Toast {
  readonly id: number;
  readonly words: string;
}

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();
const STAYS_MS = 4_000;

function put(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export function showToast(words: string): void {
  const id = (last += 1);
  put([...toasts, { id, words }]);
  setTimeout(() => put(toasts.filter((toast) => toast.id !== id)), STAYS_MS);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Stands once in each shell. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className="toasts" role="status">
      {shown.map((toast) => (
        <div key={toast.id}>
          <Icon name="kept" />
          {toast.words}
        </div>
      ))}
    </div>
  );
}

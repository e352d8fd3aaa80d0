import { useSyncExternalStore } from 'react';
import { Icon } from './icons';
import './styles/floats.css';

/**
 * For successes: a fault stands beside what it is about, where it stays until it is mended. Only where somebody else was first and
 * the form is gone with what it was about, the refusal comes as a toast, and stays longer.
 */
interface Toast {
  readonly id: number;
  readonly words: string;
  readonly kind: ToastKind;
}
type ToastKind = 'done' | 'late';

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();
const STAYS_MS = { done: 4_000, late: 12_000 };

function put(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export function showToast(words: string, kind: ToastKind = 'done'): void {
  const id = (last += 1);
  put([...toasts, { id, words, kind }]);
  setTimeout(() => put(toasts.filter((toast) => toast.id !== id)), STAYS_MS[kind]);
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
          <Icon name={toast.kind === 'done' ? 'kept' : 'info'} />
          {toast.words}
        </div>
      ))}
    </div>
  );
}

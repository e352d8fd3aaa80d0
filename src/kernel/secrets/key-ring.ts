import { statSync } from 'node:fs';
import { openKeys, type Keys } from '../keys';

/** The keys of the installation as they are now. */
export interface KeyRing {
  keys(): Keys;
  /** Reads the key file anew where it was changed since; tells whether it was. */
  refresh(): boolean;
}

/** NOTIFY after a rotation: every server reads its key file anew. */
export const KEYS_CHANNEL = 'gonghui_keys';

/** What tells one state of a file from another, without reading it. */
function stateOf(path: string): string {
  const state = statSync(path, { throwIfNoEntry: false });
  return state === undefined ? '' : `${state.ino}:${state.size}:${state.mtimeMs}`;
}

/**
 * Keys from a file that is read when they are first asked for, and made where there is none. A file that is gone or
 * broken later leaves the keys that are known: a running server goes on with them.
 */
export function openKeyRing(path: string): KeyRing {
  let known: { keys: Keys; state: string } | null = null;
  const read = () => {
    const keys = openKeys(path);
    return { keys, state: stateOf(path) };
  };
  return {
    keys: () => (known ??= read()).keys,
    refresh() {
      const state = stateOf(path);
      if (known === null || state === '' || state === known.state) return false;
      try {
        known = read();
        return true;
      } catch {
        known = { ...known, state };
        return false;
      }
    },
  };
}

/** Keys without a file. */
export function fixedKeyRing(keys: Keys): KeyRing {
  return { keys: () => keys, refresh: () => false };
}

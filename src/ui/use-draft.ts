import { useEffect, useState } from 'react';
import { type DraftShelf, dropDraft, dropDraftsUnder, dropOldDrafts, findDraft, keepDraft } from './draft-store';
import { useSession } from './session';

const nowhere: DraftShelf = {
  length: 0,
  key: () => null,
  getItem: () => null,
  setItem: () => undefined,
  removeItem: () => undefined,
};

function shelf(): DraftShelf {
  try {
    return localStorage;
  } catch {
    return nowhere;
  }
}

/** Throws away drafts that nobody came back to; the shell does it once. */
export function tidyDrafts(): void {
  dropOldDrafts(shelf(), Date.now());
}

/** At signing out on a phone that others use too. */
export function dropDraftsOf(accountId: string): void {
  dropDraftsUnder(shelf(), accountId);
}

/**
 * State that survives until it is sent. Drafts belong to the account, so that the next person at a shared machine
 * doesn't find them. `key` names the form and, where it edits a row, the row.
 */
export function useDraft<V extends object>(key: string, initial: V) {
  const own = `${useSession().me.accountId}.${key}`;
  const [values, setValues] = useState<V>(() => {
    const kept = findDraft(shelf(), own, Date.now());
    return typeof kept === 'object' && kept !== null ? { ...initial, ...kept } : initial;
  });
  const [isTouched, setTouched] = useState(false);
  useEffect(() => {
    if (!isTouched) return;
    const keep = () => keepDraft(shelf(), own, values, Date.now());
    const timer = setTimeout(keep, 300);
    // Who leaves at once loses nothing either.
    addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', keep);
    };
  }, [own, values, isTouched]);
  return {
    values,
    /** Whether there is something that `drop` would throw away. */
    isDraft: isTouched || values !== initial,
    set: (patch: Partial<V>) => {
      setTouched(true);
      setValues((before) => ({ ...before, ...patch }));
    },
    /** After sending, or when the person starts afresh. */
    drop: () => {
      dropDraft(shelf(), own);
      setTouched(false);
      setValues(initial);
    },
  };
}

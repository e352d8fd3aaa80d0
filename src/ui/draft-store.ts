/** What a person was filling in, kept until it is sent: it survives a reload, a closed page and a lost network. */
export interface DraftShelf {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const PREFIX = 'gonghui.draft.';
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

interface Kept {
  at: number;
  values: unknown;
}

function parsed(text: string | null): Kept | null {
  if (text === null) return null;
  try {
    const kept = JSON.parse(text) as Kept;
    return typeof kept.at === 'number' ? kept : null;
  } catch {
    return null;
  }
}

/** A full or forbidden shelf loses the draft, never the page. */
export function keepDraft(shelf: DraftShelf, key: string, values: unknown, now: number): void {
  try {
    shelf.setItem(PREFIX + key, JSON.stringify({ at: now, values }));
  } catch {
    // Nothing to do.
  }
}

export function findDraft(shelf: DraftShelf, key: string, now: number): unknown {
  const kept = parsed(shelf.getItem(PREFIX + key));
  return kept && now - kept.at < KEPT_DAYS * DAY_MS ? kept.values : undefined;
}

export function dropDraft(shelf: DraftShelf, key: string): void {
  shelf.removeItem(PREFIX + key);
}

/** Drafts that nobody came back to are thrown away. */
export function dropOldDrafts(shelf: DraftShelf, now: number): void {
  const keys = Array.from({ length: shelf.length }, (_none, index) => shelf.key(index));
  for (const key of keys) {
    if (!key?.startsWith(PREFIX)) continue;
    const kept = parsed(shelf.getItem(key));
    if (!kept || now - kept.at >= KEPT_DAYS * DAY_MS) shelf.removeItem(key);
  }
}

/** Everything that one account was filling in. Its drafts' keys begin with the account. */
export function dropDraftsUnder(shelf: DraftShelf, accountId: string): void {
  const keys = Array.from({ length: shelf.length }, (_none, index) => shelf.key(index));
  for (const key of keys) if (key?.startsWith(`${PREFIX}${accountId}.`)) shelf.removeItem(key);
}

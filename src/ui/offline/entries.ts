import type { Endpoint, EndpointRequest } from '#kernel/contract';
import { addressOf, newKey, toJson } from '../call';

/** A photo on its way; once the server has it, it has a file and is not sent again. */
export interface QueuedFile {
  readonly key: string;
  readonly name: string;
  readonly blob: Blob;
  /** Where it is uploaded to. */
  readonly address: string;
  fileId: string | null;
}

/** The act itself, as it travels. */
export interface QueuedCall {
  readonly method: Endpoint['method'];
  readonly address: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The field of the body that takes the ids of the files that went before. */
  readonly filesAs: string | null;
}

/** Why the server said no; it waits for a person's decision. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** One line of what was filled in, in the words of the person who did: what was meant stays readable. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** One thing that waits to be sent. */
export interface Entry {
  readonly id: string;
  /** Given by the shelf; entries are sent in this order. */
  readonly order: number;
  readonly accountId: string;
  readonly putAt: number;
  /** The module whose words and pages it belongs to. */
  readonly module: string;
  /** What the entry is about, such as `task:…`; pages find their own entries by it. */
  readonly about: readonly string[];
  /** The act in words: 交材料. */
  readonly what: string;
  /** What it is done to: the title of a task, an event. */
  readonly title: string;
  /** The page on which it was made. */
  readonly path: string;
  readonly mine: readonly Fact[];
  readonly call: QueuedCall;
  readonly files: readonly QueuedFile[];
  /** Entries that must have arrived, or been given up, before this one goes. */
  readonly needs: readonly string[];
  /** Sent with the act, so that a resend can't double it. */
  readonly key: string;
  readonly refusal: Refusal | null;
}

export interface NewFile {
  readonly key: string;
  readonly name: string;
  readonly blob: Blob;
}

type Written = Pick<Endpoint, 'method' | 'path' | 'body' | 'response' | 'name'>;

/** The call as it will travel; `filesAs` names the field that takes the ids of the files. */
export function queuedCall<E extends Written>(
  endpoint: E,
  request: EndpointRequest<E>,
  filesAs: string | null = null,
): QueuedCall {
  const { body } = request as { body?: object };
  // Through JSON, so that what lies in the phone is what travels: money as digits, no undefined.
  const plain = JSON.parse(toJson(body ?? {})) as Readonly<Record<string, unknown>>;
  return { method: endpoint.method, address: addressOf(endpoint, request as object), body: plain, filesAs };
}

export type NewEntry = Pick<Entry, 'accountId' | 'module' | 'about' | 'what' | 'title' | 'path' | 'mine' | 'call'> & {
  readonly files?: readonly QueuedFile[];
  readonly needs?: readonly string[];
};

/** Without its order, which the shelf gives. */
export function entryOf(given: NewEntry, now: number): Omit<Entry, 'order'> {
  return { files: [], needs: [], ...given, id: newKey(), key: newKey(), putAt: now, refusal: null };
}

/**
 * The entry that goes next: the oldest of this account that was not refused and waits for no other. One that was
 * refused holds up only what needs it.
 */
export function nextOf(entries: readonly Entry[], accountId: string): Entry | null {
  const own = entries.filter((entry) => entry.accountId === accountId);
  const waiting = new Set(own.map((entry) => entry.id));
  return own.find((entry) => entry.refusal === null && !entry.needs.some((id) => waiting.has(id))) ?? null;
}

/** Why an entry does not go although nobody refused it: the refused one that it needs, through others if need be. */
export function heldBy(entry: Entry, entries: readonly Entry[]): Entry | null {
  const seen = new Set<string>();
  const look = (one: Entry): Entry | null => {
    if (seen.has(one.id)) return null;
    seen.add(one.id);
    for (const needed of entries.filter(({ id }) => one.needs.includes(id))) {
      const found = needed.refusal ? needed : look(needed);
      if (found) return found;
    }
    return null;
  };
  return look(entry);
}

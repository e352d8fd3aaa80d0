/** A match that wants a table and a time: who must be there, and which matches must be over before. */
export interface ToPlace {
  readonly id: string;
  readonly who: readonly string[];
  readonly after?: readonly string[];
}

export interface Placement {
  readonly id: string;
  /** Slots and tables from 0. */
  readonly slot: number;
  readonly table: number;
}

export type TimesAnswer =
  | { readonly ok: true; readonly placements: readonly Placement[]; readonly slots: number }
  | { readonly ok: false; readonly reason: 'no_tables' | 'waits_for_itself'; readonly ids: readonly string[] };

/**
 * Slots and tables for matches: nobody in two places at a time, with at least `rest` slots between two of theirs, nothing
 * before what it waits for. In the order given, the earliest slot that fits; those with the longest tail of waiting first.
 */
export function placeInTime(matches: readonly ToPlace[], tables: number, rest = 0): TimesAnswer {
  if (tables < 1) return { ok: false, reason: 'no_tables', ids: [] };
  const order = afterWhatTheyWaitFor(matches);
  if (order.length < matches.length) {
    const placed = new Set(order);
    const ids = matches.filter((match) => !placed.has(match)).map(({ id }) => id);
    return { ok: false, reason: 'waits_for_itself', ids };
  }
  const slotOf = new Map<string, number>();
  const used: number[] = [];
  const busy = new Map<string, number[]>();
  const placements = order.map((match) => {
    let slot = Math.max(0, ...(match.after ?? []).map((id) => (slotOf.get(id) ?? -1) + 1));
    const isBusy = (at: number) =>
      match.who.some((one) => (busy.get(one) ?? []).some((taken) => Math.abs(taken - at) <= rest));
    while ((used[slot] ?? 0) >= tables || isBusy(slot)) slot += 1;
    const table = used[slot] ?? 0;
    for (let at = used.length; at <= slot; at += 1) used[at] = 0;
    used[slot] = table + 1;
    slotOf.set(match.id, slot);
    for (const one of match.who) busy.set(one, [...(busy.get(one) ?? []), slot]);
    return { id: match.id, slot, table };
  });
  return { ok: true, placements, slots: used.length };
}

/** An order in which each comes after what it waits for; what waits in a circle is left out. */
function afterWhatTheyWaitFor(matches: readonly ToPlace[]): ToPlace[] {
  const known = new Set(matches.map(({ id }) => id));
  const done = new Set<string>();
  const order: ToPlace[] = [];
  let left = [...matches];
  for (;;) {
    const ready = left.filter(({ after }) => (after ?? []).every((id) => done.has(id) || !known.has(id)));
    if (ready.length === 0) return order;
    for (const match of ready) {
      order.push(match);
      done.add(match.id);
    }
    left = left.filter(({ id }) => !done.has(id));
  }
}

import { type EventRow, type EventState, eventStates, listEvents, organiserKinds } from '../../../contract';
import { useRows, useScope, useSearch } from '#ui';

export const views = ['list', 'calendar', 'year'] as const;
export type View = (typeof views)[number];

export interface EventList {
  readonly view: View;
  readonly year: number;
  /** 1 to 12; null asks for the whole year. */
  readonly month: number | null;
  readonly rows: readonly EventRow[];
  readonly list: ReturnType<typeof useRows<typeof listEvents>>;
  readonly isFiltered: boolean;
  /** What is asked for, without its paging: the export asks for the same. */
  readonly query: Readonly<Record<string, unknown>>;
}

function one<V extends string>(values: readonly V[], given: string | undefined): V | undefined {
  return values.find((value) => value === given);
}

function daysOfMonth(year: number, month: number): { from: string; to: string } {
  const mm = String(month).padStart(2, '0');
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { from: `${year}-${mm}-01`, to: `${year}-${mm}-${last}` };
}

/** The events that the address asks for. The calendar needs a month; it shows that of today where none is picked. */
export function useEventList(today: string): EventList {
  const [search] = useSearch();
  const scope = useScope();
  const view = one(views, search.view) ?? 'list';
  const picked = Number(search.month);
  const isMonth = Number.isInteger(picked) && picked >= 1 && picked <= 12;
  const thisMonth = Number(today.slice(5, 7));
  const month = isMonth ? picked : view === 'calendar' ? thisMonth : null;
  const days =
    month === null ? { from: `${scope.year}-01-01`, to: `${scope.year}-12-31` } : daysOfMonth(scope.year, month);
  const state = one<EventState>(eventStates, search.state);
  const organiser = one(organiserKinds, search.organiser);
  const unitId = search.unitId ?? scope.unitId;
  const words = (search.search ?? '').trim().slice(0, 60);
  const query = {
    ...days,
    ...(state ? { state } : {}),
    ...(organiser ? { organiser } : {}),
    ...(unitId ? { unitId } : {}),
    ...(words ? { search: words } : {}),
  };
  const list = useRows(listEvents, { query: { ...query, limit: view === 'list' ? 50 : 200 } });
  const isFiltered = isMonth || Boolean(state ?? organiser ?? search.unitId) || words !== '';
  return { view, year: scope.year, month, rows: list.rows, list, isFiltered, query };
}

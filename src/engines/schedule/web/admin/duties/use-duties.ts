import { type DutyShow, dutyShows, holdsWords, isShown, listDuties, yearOf } from '../../../contract';
import { useCall, useScope, useSearch, useToday } from '#ui';
import { useMemo } from 'react';

/** The duties that the address asks for; the list of a year comes whole, so words and states are looked up in it. */
export function useDuties() {
  const [search] = useSearch();
  const scope = useScope();
  const today = useToday();
  const show: DutyShow = dutyShows.find((one) => one === search.show) ?? 'going';
  const unitId = search.unitId ?? scope.unitId;
  const inScope = { year: scope.year, ...(unitId ? { unitId } : {}) };
  const answer = useCall(listDuties, {
    query: { ...inScope, ...(show === 'mine' ? { isMine: 'true' as const } : {}) },
  });
  const all = useMemo(() => yearOf(answer.data?.rows ?? [], answer.data?.occurrences ?? []), [answer.data]);
  const words = (search.search ?? '').trim();
  const rows = all.filter((one) => isShown(one, show, today) && holdsWords(one, words));
  const isFiltered = words !== '' || Boolean(search.unitId) || show !== 'going';
  const exportQuery = { ...inScope, show, ...(words ? { search: words } : {}) };
  return { answer, all, rows, show, today, year: scope.year, isFiltered, exportQuery };
}

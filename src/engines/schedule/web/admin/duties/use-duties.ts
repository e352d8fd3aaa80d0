import { listDuties } from '../../../contract';
import { useCall, useScope, useSearch, useToday } from '#ui';
import { useMemo } from 'react';
import { type DutyYear, isStopped, yearOf } from '../../duty-days';

export const shows = ['going', 'due', 'late', 'mine', 'stopped'] as const;
export type Show = (typeof shows)[number];

function isShown(one: DutyYear, show: Show, today: string): boolean {
  if (show === 'stopped') return isStopped(one.duty, today);
  if (show === 'late') return one.missed > 0;
  if (show === 'due') return one.missed > 0 || one.next?.state === 'open';
  return !isStopped(one.duty, today) || one.missed > 0;
}

function holds({ duty }: DutyYear, words: string): boolean {
  const text = [duty.title, duty.unit.name, duty.person?.name, ...duty.holders, duty.words].join(' ').toLowerCase();
  return words.split(/\s+/).every((part) => text.includes(part));
}

/** The duties that the address asks for; the list of a year comes whole, so words and states are looked up in it. */
export function useDuties() {
  const [search] = useSearch();
  const scope = useScope();
  const today = useToday();
  const show = shows.find((one) => one === search.show) ?? 'going';
  const unitId = search.unitId ?? scope.unitId;
  const query = {
    year: scope.year,
    ...(unitId ? { unitId } : {}),
    ...(show === 'mine' ? { isMine: 'true' as const } : {}),
  };
  const answer = useCall(listDuties, { query });
  const all = useMemo(() => yearOf(answer.data?.rows ?? [], answer.data?.occurrences ?? []), [answer.data]);
  const words = (search.search ?? '').trim().toLowerCase();
  const rows = all.filter((one) => isShown(one, show, today) && holds(one, words));
  const isFiltered = words !== '' || Boolean(search.unitId) || show !== 'going';
  return { answer, all, rows, show, today, year: scope.year, isFiltered };
}

import {
  type DutyRow,
  type Festival,
  type NewDuty,
  type Recurrence,
  isWholeRhythm,
  monthsOf,
  rhythm,
} from '../../../contract';
import { isDay } from '#kernel/contract';
import { useUiTexts } from '#ui';
import { useScheduleTexts } from '../../texts';

/** What the form holds: numbers as they are typed or picked, so that nothing typed is lost. */
export interface DutyDraft {
  title: string;
  unitId: string;
  recurrence: Recurrence;
  /** '' is the whole period. */
  month: string;
  fromDay: string;
  toDay: string;
  festival: Festival;
  daysBefore: string;
  daysAfter: string;
  shift: 'none' | 'before' | 'after';
  post: string;
  personId: string;
  personName: string;
  startsOn: string;
  words: string;
  tags: string[];
}

export function blankDraft(year: number, unitId: string, tag: string | undefined): DutyDraft {
  return {
    title: '',
    unitId,
    recurrence: 'monthly',
    month: '',
    fromDay: '',
    toDay: '',
    festival: 'spring',
    daysBefore: '7',
    daysAfter: '0',
    shift: 'none',
    post: '',
    personId: '',
    personName: '',
    startsOn: `${year}-01-01`,
    words: '',
    tags: tag ? [tag] : [],
  };
}

export function draftOf(duty: DutyRow): DutyDraft {
  return {
    title: duty.title,
    unitId: duty.unit.id,
    recurrence: duty.recurrence,
    month: duty.month === null ? '' : String(duty.month),
    fromDay: duty.days === null ? '' : String(duty.days.from),
    toDay: duty.days === null ? '' : String(duty.days.to),
    festival: duty.festival?.name ?? 'spring',
    daysBefore: String(duty.festival?.daysBefore ?? 7),
    daysAfter: String(duty.festival?.daysAfter ?? 0),
    shift: duty.shift,
    post: duty.post ?? '',
    personId: duty.person?.id ?? '',
    personName: duty.person?.name ?? '',
    startsOn: duty.startsOn,
    words: duty.words,
    tags: duty.tags,
  };
}

/** Whether days can be named closer: of a week, or of a month that is known. */
export function hasDays({ recurrence, month }: DutyDraft): boolean {
  if (recurrence === 'weekly' || recurrence === 'monthly') return true;
  return monthsOf(recurrence) > 0 && month !== '';
}

function rhythmOf(draft: DutyDraft) {
  const { recurrence, fromDay, toDay } = draft;
  return {
    recurrence,
    month: monthsOf(recurrence) > 0 && draft.month !== '' ? Number(draft.month) : null,
    days: hasDays(draft) && fromDay !== '' ? { from: Number(fromDay), to: Number(toDay || fromDay) } : null,
    festival:
      recurrence === 'lunar'
        ? { name: draft.festival, daysBefore: Number(draft.daysBefore || 0), daysAfter: Number(draft.daysAfter || 0) }
        : null,
    shift: draft.shift,
  };
}

export function dutyOf(draft: DutyDraft): Omit<NewDuty, 'endsOn'> {
  return {
    title: draft.title.trim(),
    unitId: draft.unitId,
    ...rhythmOf(draft),
    post: draft.post || null,
    personId: draft.personId || null,
    startsOn: draft.startsOn,
    words: draft.words.trim(),
    tags: draft.tags,
  };
}

export type DutyFaults = Partial<Record<'title' | 'unitId' | 'days' | 'festival' | 'startsOn', string>>;

/** What is wrong with each field, said before anything is sent. */
export function useDutyFaults(): (draft: DutyDraft) => DutyFaults {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  return (draft) => {
    const parsed = rhythm.safeParse(rhythmOf(draft));
    const isWhole = parsed.success && isWholeRhythm(parsed.data);
    const isLunar = draft.recurrence === 'lunar';
    return {
      ...(draft.title.trim() === '' ? { title: t('duty.titleMissing') } : {}),
      ...(draft.unitId === '' ? { unitId: t('new.unitMissing') } : {}),
      ...(!isWhole && isLunar ? { festival: t('duty.festivalWrong') } : {}),
      ...(!isWhole && !isLunar ? { days: t('duty.daysWrong') } : {}),
      ...(isDay(draft.startsOn) ? {} : { startsOn: ui('field.dayWrong') }),
    };
  };
}

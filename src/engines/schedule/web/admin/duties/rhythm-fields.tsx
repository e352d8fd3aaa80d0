import { festivals, monthsOf, recurrences, shifts } from '../../../contract';
import { Field, Select, TextInput, formatMonth, useLanguage } from '#ui';
import { weekdayName } from '../../rhythm-words';
import { useScheduleTerms, useScheduleTexts } from '../../texts';
import { type DutyDraft, type DutyFaults, hasDays } from './duty-draft';

export interface RhythmProps {
  draft: DutyDraft;
  faults: DutyFaults;
  set: (patch: Partial<DutyDraft>) => void;
}

const LAST = 31;

function useDayOptions(isWeekly: boolean) {
  const t = useScheduleTexts();
  const language = useLanguage();
  return Array.from({ length: isWeekly ? 7 : LAST }, (_none, index) => {
    const number = index + 1;
    if (isWeekly) return { value: String(number), label: weekdayName(number, language) };
    return {
      value: String(number),
      label: number === LAST ? t('duty.lastOfMonth') : t('duty.nthDay', { day: number }),
    };
  });
}

/** Which days of the week or of the month; left open, the whole of it. */
function DayFields({ draft, faults, set }: RhythmProps) {
  const t = useScheduleTexts();
  const isWeekly = draft.recurrence === 'weekly';
  const options = useDayOptions(isWeekly);
  return (
    <>
      <Field label={t('duty.fromDay')} isOptional name="days" width="half" fault={faults.days}>
        <Select
          blank={isWeekly ? t('duty.wholeWeek') : t('duty.wholeMonth')}
          options={options}
          value={draft.fromDay}
          onChange={(event) => set({ fromDay: event.target.value, ...(event.target.value ? {} : { toDay: '' }) })}
        />
      </Field>
      <Field label={t('duty.toDay')} isOptional width="half">
        <Select
          blank={t('duty.sameDay')}
          options={options}
          value={draft.toDay}
          onChange={(event) => set({ toDay: event.target.value })}
        />
      </Field>
    </>
  );
}

function FestivalFields({ draft, faults, set }: RhythmProps) {
  const t = useScheduleTexts();
  const terms = useScheduleTerms();
  const days = (label: string, key: 'daysBefore' | 'daysAfter') => (
    <Field label={label} name={key} width="third">
      <TextInput
        inputMode="numeric"
        className="num"
        maxLength={2}
        value={draft[key]}
        onChange={(event) => set({ [key]: event.target.value.trim() })}
      />
    </Field>
  );
  return (
    <>
      <Field label={t('new.festival')} name="festival" width="third" fault={faults.festival}>
        <Select
          options={festivals.map((value) => ({ value, label: terms(`festivals.${value}`) }))}
          value={draft.festival}
          onChange={(event) => set({ festival: festivals.find((one) => one === event.target.value) ?? 'spring' })}
        />
      </Field>
      {days(t('duty.daysBefore'), 'daysBefore')}
      {days(t('duty.daysAfter'), 'daysAfter')}
    </>
  );
}

function MonthField({ draft, set }: RhythmProps) {
  const t = useScheduleTexts();
  const language = useLanguage();
  const months = monthsOf(draft.recurrence);
  const label = (number: number) =>
    draft.recurrence === 'yearly'
      ? formatMonth(number, language)
      : t('duty.nthMonth', { nth: t(`rhythm.nth${number as 1 | 2 | 3 | 4 | 5 | 6}`) });
  return (
    <Field label={t('duty.month')} isOptional width="half">
      <Select
        blank={t('duty.wholePeriod')}
        options={Array.from({ length: months }, (_none, i) => ({ value: String(i + 1), label: label(i + 1) }))}
        value={draft.month}
        onChange={(event) => set({ month: event.target.value })}
      />
    </Field>
  );
}

/** When a duty falls due; each choice shows only what it needs. */
export function RhythmFields(props: RhythmProps) {
  const { draft, set } = props;
  const t = useScheduleTexts();
  const terms = useScheduleTerms();
  return (
    <>
      <Field label={t('duty.rhythm')} {...(monthsOf(draft.recurrence) > 0 ? { width: 'half' as const } : {})}>
        <Select
          options={recurrences.map((value) => ({ value, label: terms(`recurrences.${value}`) }))}
          value={draft.recurrence}
          onChange={(event) =>
            set({
              recurrence: recurrences.find((one) => one === event.target.value) ?? 'monthly',
              month: '',
              fromDay: '',
              toDay: '',
            })
          }
        />
      </Field>
      {monthsOf(draft.recurrence) > 0 ? <MonthField {...props} /> : null}
      {draft.recurrence === 'lunar' ? <FestivalFields {...props} /> : null}
      {hasDays(draft) ? <DayFields {...props} /> : null}
      <Field label={t('duty.shift')} hint={t('duty.shiftHint')}>
        <Select
          options={shifts.map((value) => ({ value, label: terms(`shifts.${value}`) }))}
          value={draft.shift}
          onChange={(event) => set({ shift: shifts.find((one) => one === event.target.value) ?? 'none' })}
        />
      </Field>
    </>
  );
}

import { type EventRow, scheduleEvent } from '../../../contract';
import { FormDialog } from '#engines/roster/web';
import { isDay } from '#kernel/contract';
import { DayInput, Field, TextArea, TextInput, formatWindow, showToast, useAct, useLanguage, useUiTexts } from '#ui';
import { useState } from 'react';
import { clockOf, daysOf, instantOf } from '../../event-days';
import { useScheduleTexts } from '../../texts';
import { type DialogProps, touched } from './dialog-props';

interface Values {
  day: string;
  startsAt: string;
  endsAt: string;
  lastDay: string;
  place: string;
  reason: string;
}

function valuesOf(event: EventRow): Values {
  const { from, to } = daysOf(event);
  return {
    day: event.startsAt ? from : '',
    startsAt: event.startsAt ? clockOf(event.startsAt) : '14:00',
    endsAt: event.endsAt ? clockOf(event.endsAt) : '',
    lastDay: event.startsAt && to !== from ? to : '',
    place: event.place,
    reason: '',
  };
}

type Faults = Partial<Record<keyof Values, string | undefined>>;

/** Whether a time that was set before becomes another one; then the reason is asked for. */
function isMoved(values: Values, event: EventRow): boolean {
  if (event.startsAt === null || !isDay(values.day) || values.startsAt === '') return false;
  return Date.parse(instantOf(values.day, values.startsAt)) !== Date.parse(event.startsAt);
}

function useFaults() {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  return (values: Values, isMove: boolean): Faults => ({
    day: isDay(values.day) ? undefined : ui('field.dayWrong'),
    startsAt: values.startsAt === '' ? ui('field.missing') : undefined,
    lastDay: values.lastDay === '' || isDay(values.lastDay) ? undefined : ui('field.dayWrong'),
    reason: isMove && values.reason.trim() === '' ? t('schedule.reasonMissing') : undefined,
  });
}

interface PartProps {
  event: EventRow;
  values: Values;
  faults: Faults;
  set: (patch: Partial<Values>) => void;
}

function TimeFields({ event, values, faults, set }: PartProps) {
  const t = useScheduleTexts();
  const language = useLanguage();
  const year = Number(event.window.from.slice(0, 4));
  const window = formatWindow(event.window.from, event.window.to, language);
  return (
    <>
      <Field label={t('schedule.day')} fault={faults.day} hint={t('schedule.dayHint', { window })}>
        <DayInput yearAtHand={year} value={values.day} onChange={(day) => set({ day })} />
      </Field>
      <Field label={t('schedule.startsAt')} width="half" fault={faults.startsAt}>
        <TextInput type="time" value={values.startsAt} onChange={(one) => set({ startsAt: one.target.value })} />
      </Field>
      <Field label={t('schedule.endsAt')} isOptional width="half">
        <TextInput type="time" value={values.endsAt} onChange={(one) => set({ endsAt: one.target.value })} />
      </Field>
      <Field label={t('schedule.lastDay')} isOptional hint={t('schedule.lastDayHint')} fault={faults.lastDay}>
        <DayInput yearAtHand={year} value={values.lastDay} onChange={(lastDay) => set({ lastDay })} />
      </Field>
    </>
  );
}

/** Sets the exact time and place; moving a time that was set asks why. */
export function ScheduleDialog({ event, onClose }: DialogProps) {
  const t = useScheduleTexts();
  const [values, setValues] = useState(() => valuesOf(event));
  const [isTried, setTried] = useState(false);
  const set = (patch: Partial<Values>) => setValues((before) => ({ ...before, ...patch }));
  const isMove = isMoved(values, event);
  const faults = useFaults()(values, isMove);
  const shown = isTried ? faults : {};
  const save = useAct(scheduleEvent, { changes: touched, onDone: () => (showToast(t('schedule.done')), onClose()) });
  const submit = (): boolean => {
    setTried(true);
    if (Object.values(faults).some((fault) => fault !== undefined)) return false;
    const endsAt = values.endsAt === '' ? null : instantOf(values.lastDay || values.day, values.endsAt);
    const startsAt = instantOf(values.day, values.startsAt);
    const { place, reason } = values;
    const body = { version: event.version, startsAt, endsAt, place: place.trim(), reason: reason.trim() };
    void save.act({ params: { id: event.id }, body });
    return true;
  };
  const title = event.startsAt ? t('act.move') : t('act.schedule');
  const dialog = { title, note: event.title, submit: t('schedule.submit'), error: save.error, onClose };
  return (
    <FormDialog {...dialog} isBusy={save.isUnderWay} onSubmit={submit}>
      <TimeFields event={event} values={values} faults={shown} set={set} />
      <Field label={t('new.place')} isOptional>
        <TextInput
          value={values.place}
          maxLength={120}
          placeholder={t('new.placeExample')}
          onChange={(one) => set({ place: one.target.value })}
        />
      </Field>
      {isMove ? (
        <Field label={t('schedule.reason')} fault={shown.reason}>
          <TextArea
            rows={2}
            value={values.reason}
            maxLength={500}
            placeholder={t('schedule.reasonExample')}
            onChange={(one) => set({ reason: one.target.value })}
          />
        </Field>
      ) : null}
    </FormDialog>
  );
}

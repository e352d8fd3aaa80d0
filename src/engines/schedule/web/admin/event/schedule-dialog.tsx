import { scheduleEvent } from '#engines/schedule/contract';
import { isDay } from '#kernel/contract';
import {
  Button,
  DayInput,
  Field,
  Note,
  Overlay,
  TextArea,
  TextInput,
  focusFirstFault,
  formatWindow,
  messageOf,
  showToast,
  useAct,
  useLanguage,
  useUiTexts,
} from '#ui';
import { type FormEvent, useRef, useState } from 'react';
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

function valuesOf({ event }: DialogProps): Values {
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

/** Sets the exact time and place; moving a time that was set asks why. */
export function ScheduleDialog({ event, onClose }: DialogProps) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const language = useLanguage();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState(() => valuesOf({ event, onClose }));
  const [faults, setFaults] = useState<Partial<Values>>({});
  const set = (patch: Partial<Values>) => setValues((before) => ({ ...before, ...patch }));
  const start = isDay(values.day) && values.startsAt !== '' ? instantOf(values.day, values.startsAt) : null;
  const isMove = event.startsAt !== null && start !== null && Date.parse(start) !== Date.parse(event.startsAt);
  const save = useAct(scheduleEvent, {
    changes: touched,
    onDone: () => {
      showToast(t('schedule.done'));
      onClose();
    },
  });
  const submit = (sent: FormEvent): void => {
    sent.preventDefault();
    const found: Partial<Values> = {
      ...(isDay(values.day) ? {} : { day: ui('field.dayWrong') }),
      ...(values.startsAt === '' ? { startsAt: ui('field.missing') } : {}),
      ...(values.lastDay !== '' && !isDay(values.lastDay) ? { lastDay: ui('field.dayWrong') } : {}),
      ...(isMove && values.reason.trim() === '' ? { reason: t('schedule.reasonMissing') } : {}),
    };
    setFaults(found);
    if (Object.keys(found).length > 0) return void requestAnimationFrame(() => focusFirstFault(form.current));
    const endsAt = values.endsAt === '' ? null : instantOf(values.lastDay || values.day, values.endsAt);
    const body = {
      version: event.version,
      startsAt: instantOf(values.day, values.startsAt),
      endsAt,
      place: values.place.trim(),
      reason: values.reason.trim(),
    };
    void save.act({ params: { id: event.id }, body });
  };
  const year = Number(event.window.from.slice(0, 4));
  const acts = (
    <>
      <Button onClick={onClose}>{ui('cancel')}</Button>
      <Button kind="main" isBusy={save.isUnderWay} onClick={() => form.current?.requestSubmit()}>
        {t('schedule.submit')}
      </Button>
    </>
  );
  return (
    <Overlay
      title={event.startsAt ? t('act.move') : t('act.schedule')}
      note={event.title}
      onClose={onClose}
      acts={acts}
    >
      <form ref={form} noValidate className="fields" onSubmit={submit}>
        <Field
          label={t('schedule.day')}
          name="day"
          fault={faults.day}
          hint={t('schedule.dayHint', { window: formatWindow(event.window.from, event.window.to, language) })}
        >
          <DayInput yearAtHand={year} value={values.day} onChange={(day) => set({ day })} />
        </Field>
        <Field label={t('schedule.startsAt')} name="startsAt" width="half" fault={faults.startsAt}>
          <TextInput type="time" value={values.startsAt} onChange={(one) => set({ startsAt: one.target.value })} />
        </Field>
        <Field label={t('schedule.endsAt')} isOptional width="half">
          <TextInput type="time" value={values.endsAt} onChange={(one) => set({ endsAt: one.target.value })} />
        </Field>
        <Field
          label={t('schedule.lastDay')}
          isOptional
          name="lastDay"
          hint={t('schedule.lastDayHint')}
          fault={faults.lastDay}
        >
          <DayInput yearAtHand={year} value={values.lastDay} onChange={(lastDay) => set({ lastDay })} />
        </Field>
        <Field label={t('new.place')} isOptional>
          <TextInput
            value={values.place}
            maxLength={120}
            placeholder={t('new.placeExample')}
            onChange={(one) => set({ place: one.target.value })}
          />
        </Field>
        {isMove ? (
          <Field label={t('schedule.reason')} name="reason" fault={faults.reason}>
            <TextArea
              rows={2}
              value={values.reason}
              maxLength={500}
              placeholder={t('schedule.reasonExample')}
              onChange={(one) => set({ reason: one.target.value })}
            />
          </Field>
        ) : null}
        {save.error ? <Note kind="refuse">{messageOf(save.error, ui)}</Note> : null}
      </form>
    </Overlay>
  );
}

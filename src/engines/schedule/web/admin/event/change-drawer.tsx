import { type EventRow, changeEvent } from '../../../contract';
import { UnitPick } from '#engines/roster/web';
import { dayOf, isDay } from '#kernel/contract';
import {
  Button,
  Checkbox,
  DayInput,
  DayWindowInput,
  Field,
  Note,
  TextArea,
  TextInput,
  focusFirstFault,
  messageOf,
  showToast,
  useAct,
  useUiTexts,
} from '#ui';
import { Drawer } from '#ui/desktop';
import { type FormEvent, useRef, useState } from 'react';
import { clockOf, instantOf } from '../../event-days';
import { splitWords } from '../../split-words';
import { useScheduleTexts } from '../../texts';
import { type DialogProps, touched } from './dialog-props';

interface Draft {
  title: string;
  place: string;
  window: { from: string; to: string; words: string };
  themes: string;
  audienceUnitId: string;
  cohorts: string;
  hasSignUp: boolean;
  opensOn: string;
  opensAt: string;
  closesOn: string;
  closesAt: string;
  places: string;
  reason: string;
}

function draftOf(event: EventRow, comma: string): Draft {
  const { signUpOpensAt: opens, signUpClosesAt: closes } = event;
  return {
    title: event.title,
    place: event.place,
    window: { ...event.window },
    themes: event.themes.join(comma),
    audienceUnitId: event.audience.unit.id,
    cohorts: event.audience.cohorts.join(comma),
    hasSignUp: opens !== null,
    opensOn: opens ? dayOf(new Date(opens)) : '',
    opensAt: opens ? clockOf(opens) : '08:00',
    closesOn: closes ? dayOf(new Date(closes)) : '',
    closesAt: closes ? clockOf(closes) : '18:00',
    places: event.places === null ? '' : String(event.places),
    reason: '',
  };
}

function isWindowMoved(draft: Draft, event: EventRow): boolean {
  return draft.window.from !== event.window.from || draft.window.to !== event.window.to;
}

function bodyOf(draft: Draft, event: EventRow) {
  const { window } = draft;
  const words = { ...window, words: window.words.trim() };
  const isWindow = isWindowMoved(draft, event) || words.words !== event.window.words;
  const closesAt = draft.closesOn === '' ? null : instantOf(draft.closesOn, draft.closesAt);
  const opens = { opensAt: instantOf(draft.opensOn, draft.opensAt), closesAt };
  return {
    version: event.version,
    title: draft.title.trim(),
    place: draft.place.trim(),
    themes: splitWords(draft.themes),
    audience: { unitId: draft.audienceUnitId || event.unit.id, cohorts: splitWords(draft.cohorts) },
    places: draft.places === '' ? null : Number(draft.places),
    ...(isWindow ? { window: words } : {}),
    ...(draft.hasSignUp ? { signUp: opens } : event.signUpOpensAt === null ? {} : { signUp: null }),
    reason: draft.reason.trim(),
  };
}

function useFaults() {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  return (draft: Draft, event: EventRow): Partial<Record<keyof Draft, string>> => ({
    ...(draft.title.trim() === '' ? { title: t('new.titleMissing') } : {}),
    ...(!isDay(draft.window.from) || !isDay(draft.window.to)
      ? { window: ui('field.dayWrong') }
      : draft.window.to < draft.window.from
        ? { window: ui('field.windowTurned') }
        : {}),
    ...(draft.hasSignUp && !isDay(draft.opensOn) ? { opensOn: ui('field.dayWrong') } : {}),
    ...(draft.hasSignUp && draft.closesOn !== '' && !isDay(draft.closesOn) ? { closesOn: ui('field.dayWrong') } : {}),
    ...(draft.places !== '' && !/^[1-9]\d{0,4}$/.test(draft.places) ? { places: ui('field.numberWrong') } : {}),
    ...(isWindowMoved(draft, event) && draft.reason.trim() === '' ? { reason: t('schedule.reasonMissing') } : {}),
  });
}

interface PartProps {
  event: EventRow;
  draft: Draft;
  faults: Partial<Record<keyof Draft, string>>;
  set: (patch: Partial<Draft>) => void;
}

function SignUpFields({ draft, faults, set, event }: PartProps) {
  const t = useScheduleTexts();
  const year = Number(event.window.from.slice(0, 4));
  return (
    <fieldset className="fields ev-group">
      <Checkbox
        label={t('change.hasSignUp')}
        checked={draft.hasSignUp}
        onChange={(one) => set({ hasSignUp: one.target.checked })}
      />
      {draft.hasSignUp ? (
        <>
          <Field label={t('change.opensOn')} name="opensOn" width="half" fault={faults.opensOn}>
            <DayInput yearAtHand={year} value={draft.opensOn} onChange={(opensOn) => set({ opensOn })} />
          </Field>
          <Field label={t('change.at')} width="half">
            <TextInput
              type="time"
              value={draft.opensAt}
              onChange={(one) => set({ opensAt: one.target.value || '08:00' })}
            />
          </Field>
          <Field
            label={t('change.closesOn')}
            isOptional
            name="closesOn"
            width="half"
            hint={t('change.closesHint')}
            fault={faults.closesOn}
          >
            <DayInput yearAtHand={year} value={draft.closesOn} onChange={(closesOn) => set({ closesOn })} />
          </Field>
          <Field label={t('change.at')} width="half">
            <TextInput
              type="time"
              value={draft.closesAt}
              onChange={(one) => set({ closesAt: one.target.value || '18:00' })}
            />
          </Field>
          <Field
            label={t('change.places')}
            isOptional
            name="places"
            hint={t('change.placesHint')}
            fault={faults.places}
          >
            <TextInput
              inputMode="numeric"
              className="num"
              maxLength={5}
              value={draft.places}
              onChange={(one) => set({ places: one.target.value.trim() })}
            />
          </Field>
        </>
      ) : null}
    </fieldset>
  );
}

function FactFields({ draft, faults, set, event }: PartProps) {
  const t = useScheduleTexts();
  return (
    <>
      <Field label={t('new.title')} name="title" fault={faults.title}>
        <TextInput value={draft.title} maxLength={120} onChange={(one) => set({ title: one.target.value })} />
      </Field>
      <Field
        label={t('new.window')}
        name="window"
        hint={event.startsAt ? t('change.windowHint') : undefined}
        fault={faults.window}
      >
        <DayWindowInput
          withWords
          value={draft.window}
          yearAtHand={Number(event.window.from.slice(0, 4))}
          onChange={(next) => set({ window: { ...next, words: next.words ?? '' } })}
        />
      </Field>
      {isWindowMoved(draft, event) ? (
        <Field label={t('schedule.reason')} name="reason" fault={faults.reason}>
          <TextArea
            rows={2}
            maxLength={500}
            value={draft.reason}
            placeholder={t('schedule.reasonExample')}
            onChange={(one) => set({ reason: one.target.value })}
          />
        </Field>
      ) : null}
      <Field label={t('new.place')} isOptional>
        <TextInput
          value={draft.place}
          maxLength={120}
          placeholder={t('new.placeExample')}
          onChange={(one) => set({ place: one.target.value })}
        />
      </Field>
      <Field label={t('new.audienceUnit')} width="half">
        <UnitPick value={draft.audienceUnitId} onChange={(audienceUnitId) => set({ audienceUnitId })} />
      </Field>
      <Field label={t('new.cohorts')} isOptional width="half" hint={t('commaHint')}>
        <TextInput
          value={draft.cohorts}
          placeholder={t('new.cohortsExample')}
          onChange={(one) => set({ cohorts: one.target.value })}
        />
      </Field>
      <Field label={t('new.themes')} isOptional hint={t('commaHint')}>
        <TextInput
          value={draft.themes}
          placeholder={t('new.themesExample')}
          onChange={(one) => set({ themes: one.target.value })}
        />
      </Field>
    </>
  );
}

/** Changes what is known of an event, and opens or closes its sign-up. */
export function ChangeDrawer({ event, onClose }: DialogProps) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => draftOf(event, t('comma')));
  const [faults, setFaults] = useState<Partial<Record<keyof Draft, string>>>({});
  const faultsOf = useFaults();
  const save = useAct(changeEvent, {
    changes: touched,
    onDone: () => {
      showToast(t('change.done'));
      onClose();
    },
  });
  const submit = (sent: FormEvent): void => {
    sent.preventDefault();
    const found = faultsOf(draft, event);
    setFaults(found);
    if (Object.keys(found).length > 0) return void requestAnimationFrame(() => focusFirstFault(form.current));
    void save.act({ params: { id: event.id }, body: bodyOf(draft, event) });
  };
  const parts = {
    event,
    draft,
    faults,
    set: (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch })),
  };
  const acts = (
    <>
      <Button onClick={onClose}>{ui('cancel')}</Button>
      <Button kind="main" isBusy={save.isUnderWay} onClick={() => form.current?.requestSubmit()}>
        {t('save')}
      </Button>
    </>
  );
  return (
    <Drawer title={t('act.change')} note={event.title} onClose={onClose} acts={acts}>
      <form ref={form} noValidate className="col g16" onSubmit={submit}>
        <SignUpFields {...parts} />
        <div className="fields">
          <FactFields {...parts} />
        </div>
        {save.error ? <Note kind="refuse">{messageOf(save.error, ui)}</Note> : null}
      </form>
    </Drawer>
  );
}

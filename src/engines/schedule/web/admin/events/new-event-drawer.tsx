import { type NewEvent, createEvent, getFestivalDay, listEvents, listSeries, newEvent } from '../../../contract';
import { UnitPick } from '#engines/roster/web';
import { addDays } from '#kernel/contract';
import {
  Button,
  CallRefused,
  Chip,
  DayWindowInput,
  Field,
  Note,
  Segmented,
  TextInput,
  call,
  focusFirstFault,
  messageOf,
  navigate,
  showToast,
  useAct,
  useCall,
  useDraft,
  useSession,
  useUiTexts,
} from '#ui';
import { Drawer } from '#ui/desktop';
import { type FormEvent, useRef, useState } from 'react';
import { splitWords } from '../../split-words';
import { useScheduleTexts } from '../../texts';

/** As the calendar of the works calls them. */
const festivals = { spring: '春节', lantern: '元宵', dragonBoat: '端午', midAutumn: '中秋' } as const;
type Festival = keyof typeof festivals;

const blank = {
  title: '',
  unitId: '',
  window: { from: '', to: '', words: '' },
  organiserKind: 'own' as 'own' | 'outside',
  organiserName: '',
  seriesName: '',
  edition: '',
  cohorts: '',
  audienceUnitId: '',
  themes: '',
  place: '',
};
type Draft = typeof blank;

function bodyOf(draft: Draft): NewEvent {
  const edition = Number(draft.edition);
  return {
    title: draft.title.trim(),
    unitId: draft.unitId,
    window: { ...draft.window, words: draft.window.words.trim() },
    organiser: {
      kind: draft.organiserKind,
      name: draft.organiserKind === 'outside' ? draft.organiserName.trim() || null : null,
    },
    series: draft.seriesName.trim() === '' ? null : { name: draft.seriesName.trim(), edition },
    themes: splitWords(draft.themes),
    place: draft.place.trim(),
    ...(draft.audienceUnitId !== '' || draft.cohorts.trim() !== ''
      ? { audience: { unitId: draft.audienceUnitId || draft.unitId, cohorts: splitWords(draft.cohorts) } }
      : {}),
  };
}

/** What is wrong with each field, said before anything is sent. */
function useFaults() {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  return (draft: Draft): Readonly<Record<string, string>> => {
    const found: Record<string, string> = {};
    const body = bodyOf(draft);
    for (const issue of newEvent.safeParse(body).error?.issues ?? [])
      found[String(issue.path[0])] = ui('field.missing');
    if (found.window) found.window = ui('field.dayWrong');
    else if (body.window.to < body.window.from) found.window = ui('field.windowTurned');
    if (draft.organiserKind === 'outside' && draft.organiserName.trim() === '')
      found.organiser = t('new.organiserMissing');
    if (found.series) found.series = t('new.editionMissing');
    if (found.title) found.title = t('new.titleMissing');
    if (found.unitId) found.unitId = t('new.unitMissing');
    return found;
  };
}

/** Fills the window with a lunar festival's day in the year. */
function FestivalChips({ year, onPick }: { year: number; onPick: (window: Draft['window']) => void }) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const [error, setError] = useState<Error | null>(null);
  const pick = async (festival: Festival): Promise<void> => {
    const name = festivals[festival];
    try {
      const { day } = await call(getFestivalDay, { query: { name, year } });
      setError(null);
      onPick({ from: day, to: festival === 'spring' ? addDays(day, 6) : day, words: name });
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    }
  };
  return (
    <span className="row g8 wrap">
      <span className="dim t12">{t('new.festival')}</span>
      {(Object.keys(festivals) as Festival[]).map((festival) => (
        <Chip key={festival} onToggle={() => void pick(festival)}>
          {t(`festival.${festival}`)}
        </Chip>
      ))}
      {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
    </span>
  );
}

interface PartProps {
  draft: Draft;
  faults: Readonly<Record<string, string>>;
  set: (patch: Partial<Draft>) => void;
  year: number;
}

function MainFields({ draft, faults, set, year }: PartProps) {
  const t = useScheduleTexts();
  const kinds = [
    { value: 'own' as const, label: t('organiser.own') },
    { value: 'outside' as const, label: t('organiser.outside') },
  ];
  return (
    <>
      <Field label={t('new.title')} name="title" fault={faults.title}>
        <TextInput
          data-autofocus
          value={draft.title}
          maxLength={120}
          placeholder={t('new.titleExample')}
          onChange={(event) => set({ title: event.target.value })}
        />
      </Field>
      <Field label={t('new.unit')} name="unitId" fault={faults.unitId}>
        <UnitPick value={draft.unitId} onChange={(unitId) => set({ unitId })} />
      </Field>
      <Field label={t('new.window')} name="window" hint={t('new.windowHint')} fault={faults.window}>
        <DayWindowInput
          withWords
          yearAtHand={year}
          value={draft.window}
          onChange={(next) => set({ window: { ...next, words: next.words ?? '' } })}
        />
        <FestivalChips year={year} onPick={(window) => set({ window })} />
      </Field>
      <div className="fld">
        <span className="label">{t('new.organiser')}</span>
        <div>
          <Segmented
            label={t('new.organiser')}
            value={draft.organiserKind}
            options={kinds}
            onChange={(organiserKind) => set({ organiserKind })}
          />
        </div>
      </div>
      {draft.organiserKind === 'outside' ? (
        <Field label={t('new.organiserName')} name="organiser" fault={faults.organiser}>
          <TextInput
            value={draft.organiserName}
            maxLength={80}
            placeholder={t('new.organiserExample')}
            onChange={(event) => set({ organiserName: event.target.value })}
          />
        </Field>
      ) : null}
    </>
  );
}

function MoreFields({ draft, faults, set }: PartProps) {
  const t = useScheduleTexts();
  const series = useCall(listSeries, {}).data?.rows ?? [];
  const nameSeries = (seriesName: string): void => {
    const known = series.find((one) => one.name === seriesName.trim());
    set({ seriesName, ...(known ? { edition: String(known.latestEdition + 1) } : {}) });
  };
  return (
    <>
      <Field label={t('new.place')} isOptional>
        <TextInput
          value={draft.place}
          maxLength={120}
          placeholder={t('new.placeExample')}
          onChange={(event) => set({ place: event.target.value })}
        />
      </Field>
      <Field
        label={t('new.series')}
        isOptional
        name="series"
        width="half"
        hint={t('new.seriesHint')}
        fault={faults.series}
      >
        <TextInput
          list="event-series"
          value={draft.seriesName}
          maxLength={80}
          placeholder={t('new.seriesExample')}
          onChange={(event) => nameSeries(event.target.value)}
        />
        <datalist id="event-series">
          {series.map((one) => (
            <option key={one.id} value={one.name} />
          ))}
        </datalist>
      </Field>
      <Field label={t('new.edition')} isOptional width="half">
        <TextInput
          inputMode="numeric"
          value={draft.edition}
          maxLength={3}
          onChange={(event) => set({ edition: event.target.value.trim() })}
        />
      </Field>
      <Field label={t('new.audienceUnit')} isOptional width="half">
        <UnitPick
          blank={t('new.audienceSame')}
          value={draft.audienceUnitId}
          onChange={(audienceUnitId) => set({ audienceUnitId })}
        />
      </Field>
      <Field label={t('new.cohorts')} isOptional width="half" hint={t('commaHint')}>
        <TextInput
          value={draft.cohorts}
          placeholder={t('new.cohortsExample')}
          onChange={(event) => set({ cohorts: event.target.value })}
        />
      </Field>
      <Field label={t('new.themes')} isOptional hint={t('commaHint')}>
        <TextInput
          value={draft.themes}
          placeholder={t('new.themesExample')}
          onChange={(event) => set({ themes: event.target.value })}
        />
      </Field>
    </>
  );
}

/** Plans an event in its window; the exact time comes later, on its page. */
export function NewEventDrawer({ year, onClose }: { year: number; onClose: () => void }) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const form = useRef<HTMLFormElement>(null);
  const { me } = useSession();
  const [start] = useState<Draft>(() => ({ ...blank, unitId: me.roles[0]?.unitId ?? '' }));
  const draft = useDraft<Draft>('schedule.newEvent', start);
  const faultsOf = useFaults();
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const create = useAct(createEvent, { changes: [listEvents, listSeries] });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const found = faultsOf(draft.values);
    setFaults(found);
    if (Object.keys(found).length > 0) return void requestAnimationFrame(() => focusFirstFault(form.current));
    const made = await create.act({ body: bodyOf(draft.values) });
    if (!made) return;
    draft.drop();
    showToast(t('new.done'));
    navigate(`/events/${made.id}`, { replace: true });
  };
  const set = (patch: Partial<Draft>): void => {
    draft.set(patch);
    if (Object.keys(faults).length > 0) setFaults({});
  };
  const parts = { draft: draft.values, faults, set, year };
  const acts = (
    <>
      {draft.isDraft ? (
        <Button kind="text" onClick={draft.drop}>
          {ui('field.dropDraft')}
        </Button>
      ) : null}
      <span className="sp" />
      <Button onClick={onClose}>{ui('cancel')}</Button>
      <Button kind="main" isBusy={create.isUnderWay} onClick={() => form.current?.requestSubmit()}>
        {t('new.submit')}
      </Button>
    </>
  );
  return (
    <Drawer title={t('list.new')} note={t('new.note')} onClose={onClose} acts={acts}>
      <form ref={form} noValidate className="col g16" onSubmit={(event) => void submit(event)}>
        <div className="fields">
          <MainFields {...parts} />
          <MoreFields {...parts} />
        </div>
        {create.error ? (
          <Note kind="refuse">
            {create.error instanceof CallRefused ? create.error.message : messageOf(create.error, ui)}
          </Note>
        ) : null}
      </form>
    </Drawer>
  );
}

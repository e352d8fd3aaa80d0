import { quickEvent, uploadPhoto } from '../../contract';
import { UnitPick } from '#engines/roster/web';
import { isDay } from '#kernel/contract';
import {
  Button,
  Card,
  Field,
  Note,
  TextArea,
  TextInput,
  addressOf,
  focusFirstFault,
  formatDay,
  navigate,
  showToast,
  useDraft,
  useLanguage,
  useSession,
  useToday,
  useUiTexts,
} from '#ui';
import {
  EntriesAbout,
  PhoneHead,
  PhotoStrip,
  filesOf,
  putInQueue,
  queuedCall,
  takeFromQueue,
  useOfflineTexts,
  usePhotoDraft,
  useQueue,
} from '#ui/phone';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import '../styles/activities.css';
import { useScheduleTexts } from '../texts';
import { aboutQuickEvents } from './about';

interface Draft {
  title: string;
  unitId: string;
  day: string;
  heads: string;
  place: string;
  summary: string;
}
type Faults = Partial<Record<keyof Draft | 'photos', string>>;

function useFaults() {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const today = useToday();
  return (draft: Draft, photos: number): Faults => ({
    ...(draft.title.trim() === '' ? { title: t('new.titleMissing') } : {}),
    ...(draft.unitId === '' ? { unitId: t('new.unitMissing') } : {}),
    ...(!isDay(draft.day) ? { day: ui('field.dayWrong') } : draft.day > today ? { day: t('quick.dayAhead') } : {}),
    ...(draft.heads !== '' && !/^[1-9]\d{0,5}$/.test(draft.heads) ? { heads: ui('field.numberWrong') } : {}),
    ...(draft.heads === '' && photos === 0 ? { heads: t('quick.nothing') } : {}),
  });
}

interface PartProps {
  values: Draft;
  faults: Faults;
  set: (patch: Partial<Draft>) => void;
}

function MainFields({ values, faults, set }: PartProps) {
  const t = useScheduleTexts();
  const today = useToday();
  return (
    <>
      <Field label={t('quick.what')} fault={faults.title}>
        <TextInput
          value={values.title}
          maxLength={120}
          placeholder={t('quick.example')}
          onChange={(event) => set({ title: event.target.value })}
        />
      </Field>
      <div className="ac-pair">
        <Field label={t('quick.day')} fault={faults.day}>
          <TextInput
            type="date"
            max={today}
            value={values.day}
            onChange={(event) => set({ day: event.target.value })}
          />
        </Field>
        <Field label={t('close.heads')} fault={faults.heads}>
          <TextInput
            inputMode="numeric"
            maxLength={6}
            value={values.heads}
            onChange={(event) => set({ heads: event.target.value.trim() })}
          />
        </Field>
      </div>
    </>
  );
}

function MoreFields({ values, faults, set }: PartProps) {
  const t = useScheduleTexts();
  return (
    <>
      <Field label={t('new.unit')} fault={faults.unitId}>
        <UnitPick value={values.unitId} onChange={(unitId) => set({ unitId })} />
      </Field>
      <details className="ac-more" open={values.place !== '' || values.summary !== ''}>
        <summary>{t('quick.more')}</summary>
        <Field label={t('new.place')} isOptional>
          <TextInput value={values.place} maxLength={120} onChange={(event) => set({ place: event.target.value })} />
        </Field>
        <Field label={t('event.summary')} isOptional>
          <TextArea
            rows={3}
            value={values.summary}
            maxLength={4000}
            onChange={(event) => set({ summary: event.target.value })}
          />
        </Field>
      </details>
    </>
  );
}

function bodyOf(values: Draft, photoIds: string[]) {
  return {
    title: values.title.trim(),
    unitId: values.unitId,
    day: values.day,
    headCount: values.heads === '' ? null : Number(values.heads),
    photoIds,
    place: values.place.trim(),
    summary: values.summary.trim(),
  };
}

/** Puts the event into the queue and follows it: what is refused at once comes back into the form. */
function useReport(draft: ReturnType<typeof useDraft<Draft>>, photos: ReturnType<typeof usePhotoDraft>) {
  const t = useScheduleTexts();
  const offline = useOfflineTexts();
  const language = useLanguage();
  const { me } = useSession();
  const { entries, arrived, isOffline, needsSignIn } = useQueue(me.accountId);
  const [sent, setSent] = useState<{ id: string; values: Draft } | null>(null);
  const [fault, setFault] = useState('');
  const report = async (values: Draft): Promise<void> => {
    setFault('');
    const heads = values.heads === '' ? [] : [{ label: t('close.heads'), value: values.heads }];
    const summary = values.summary === '' ? [] : [{ label: t('event.summary'), value: values.summary }];
    try {
      const id = await putInQueue({
        accountId: me.accountId,
        module: 'schedule',
        about: [aboutQuickEvents],
        what: t('quick.title'),
        title: values.title.trim(),
        path: '/activities/new',
        mine: [{ label: t('quick.day'), value: formatDay(values.day, language) }, ...heads, ...summary],
        call: queuedCall(quickEvent, { body: bodyOf(values, []) }, 'photoIds'),
        files: filesOf(photos.photos, ({ name }) => addressOf(uploadPhoto, { query: { name } })),
      });
      setSent({ id, values });
      photos.remove(photos.photos);
      draft.drop();
    } catch {
      setFault(offline('cannotKeep'));
    }
  };
  const entry = entries.find(({ id }) => id === sent?.id);
  const made = sent ? (arrived.get(sent.id) as { id: string } | undefined) : undefined;
  const isLeft = sent !== null && (isOffline || needsSignIn);
  const { refusal } = entry ?? {};
  const { add } = photos;
  const { set } = draft;
  useEffect(() => {
    if (made) {
      showToast(t('quick.done'));
      navigate(`/activities/${made.id}`, { replace: true });
    } else if (isLeft) {
      showToast(offline('kept'));
      navigate('/activities', { replace: true });
    } else if (entry && refusal && sent) {
      setSent(null);
      setFault(refusal.message);
      set(sent.values);
      void add(entry.files.map(({ blob, name }) => new File([blob], name, { type: blob.type })));
      void takeFromQueue(entry);
    }
  }, [made, isLeft, entry, refusal, sent, t, offline, set, add]);
  return { report, fault, isUnderWay: sent !== null };
}

/** A small event of a unit in one minute: title, day, how many came, photos. */
export default function QuickEventPage() {
  const t = useScheduleTexts();
  const today = useToday();
  const { me } = useSession();
  const form = useRef<HTMLFormElement>(null);
  const [start] = useState<Draft>(() => ({
    title: '',
    unitId: me.roles[0]?.unitId ?? '',
    day: today,
    heads: '',
    place: '',
    summary: '',
  }));
  const draft = useDraft<Draft>('schedule.quickEvent', start);
  const photos = usePhotoDraft('schedule.quickEvent');
  const faultsOf = useFaults();
  const [faults, setFaults] = useState<Faults>({});
  const { report, fault, isUnderWay } = useReport(draft, photos);
  const { values } = draft;
  const set = (patch: Partial<Draft>): void => {
    draft.set(patch);
    setFaults((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !(name in patch))));
  };
  const parts = { values, faults, set };
  const isShrinking = photos.working > 0;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = faultsOf(values, photos.photos.length);
    setFaults(found);
    if (Object.keys(found).length > 0) return void requestAnimationFrame(() => focusFirstFault(form.current));
    void report(values);
  };
  return (
    <>
      <PhoneHead title={t('quick.title')} note={t('quick.note')} back="/activities" />
      <div className="pbody">
        {isUnderWay ? (
          <Card>
            <p role="status">{t('quick.sending')}</p>
          </Card>
        ) : (
          <>
            <EntriesAbout about={aboutQuickEvents} />
            <Card>
              <form ref={form} className="ac-acts" noValidate onSubmit={submit}>
                <MainFields {...parts} />
                <div className="fld">
                  <span className="label">{t('event.photos')}</span>
                  <PhotoStrip {...photos} />
                </div>
                <MoreFields {...parts} />
                {fault ? <Note kind="refuse">{fault}</Note> : null}
                <Button
                  wide
                  size="lg"
                  type="submit"
                  kind="main"
                  {...(isShrinking ? { whyNot: t('quick.photosWait') } : {})}
                >
                  {isShrinking ? t('quick.photosWait') : t('quick.submit')}
                </Button>
              </form>
            </Card>
          </>
        )}
      </div>
    </>
  );
}

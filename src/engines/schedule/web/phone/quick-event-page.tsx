import { listEvents, quickEvent, uploadPhoto } from '../../contract';
import { UnitPick } from '#engines/roster/web';
import { isDay } from '#kernel/contract';
import {
  Button,
  Card,
  Field,
  Note,
  TextArea,
  TextInput,
  call,
  focusFirstFault,
  messageOf,
  navigate,
  showToast,
  useAct,
  useDraft,
  useSession,
  useToday,
  useUiTexts,
} from '#ui';
import { PhoneHead } from '#ui/phone';
import { type FormEvent, useRef, useState } from 'react';
import { PhotoButton, QueuedPhotos } from '../pieces/photo-button';
import '../styles/activities.css';
import '../styles/photos.css';
import { useScheduleTexts } from '../texts';
import { usePhotoQueue } from '../use-photo-queue';

interface Draft {
  title: string;
  unitId: string;
  day: string;
  heads: string;
  place: string;
  summary: string;
}
type Faults = Partial<Record<keyof Draft | 'photos', string>>;

/** Photos that have arrived and wait for their event. */
function useSentPhotos() {
  const [sent, setSent] = useState<readonly { id: string; address: string; name: string }[]>([]);
  const queue = usePhotoQueue(async (photo, key) => {
    const row = await call(uploadPhoto, { query: { name: photo.name }, body: photo }, { idempotencyKey: key });
    setSent((before) => [...before, { id: row.id, name: row.name, address: URL.createObjectURL(photo) }]);
  });
  return { queue, sent, drop: (id: string) => setSent((before) => before.filter((photo) => photo.id !== id)) };
}

function PhotoField({ photos }: { photos: ReturnType<typeof useSentPhotos> }) {
  const t = useScheduleTexts();
  const { queue, sent } = photos;
  return (
    <div className="fld">
      <span className="label">{t('event.photos')}</span>
      {sent.length + queue.photos.length > 0 ? (
        <ul className="ph-grid">
          {sent.map((photo) => (
            <li key={photo.id}>
              <img src={photo.address} alt={photo.name} />
              <Button size="sm" kind="text" onClick={() => photos.drop(photo.id)}>
                {t('photos.drop')}
              </Button>
            </li>
          ))}
          <QueuedPhotos queue={queue} />
        </ul>
      ) : null}
      <PhotoButton onFiles={queue.add} />
    </div>
  );
}

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
      <Field label={t('quick.day')} fault={faults.day}>
        <TextInput type="date" max={today} value={values.day} onChange={(event) => set({ day: event.target.value })} />
      </Field>
      <Field label={t('close.heads')} isOptional fault={faults.heads}>
        <TextInput
          inputMode="numeric"
          maxLength={6}
          value={values.heads}
          onChange={(event) => set({ heads: event.target.value.trim() })}
        />
      </Field>
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

/** A small event of a unit in one minute: title, day, how many came, photos. */
export default function QuickEventPage() {
  const t = useScheduleTexts();
  const ui = useUiTexts();
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
  const photos = useSentPhotos();
  const faultsOf = useFaults();
  const [faults, setFaults] = useState<Faults>({});
  const send = useAct(quickEvent, { changes: [listEvents] });
  const { values } = draft;
  const set = (patch: Partial<Draft>): void => {
    draft.set(patch);
    setFaults((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !(name in patch))));
  };
  const parts = { values, faults, set };
  const isSendingPhotos = photos.queue.photos.length > 0;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const found = faultsOf(values, photos.sent.length);
    setFaults(found);
    if (Object.keys(found).length > 0) return void requestAnimationFrame(() => focusFirstFault(form.current));
    const ids = photos.sent.map((photo) => photo.id);
    const made = await send.act({ body: bodyOf(values, ids) });
    if (!made) return;
    draft.drop();
    showToast(t('quick.done'));
    navigate(`/activities/${made.id}`, { replace: true });
  };
  return (
    <>
      <PhoneHead title={t('quick.title')} note={t('quick.note')} back="/activities" />
      <div className="pbody">
        <Card>
          <form ref={form} className="ac-acts" noValidate onSubmit={(event) => void submit(event)}>
            <MainFields {...parts} />
            <PhotoField photos={photos} />
            <MoreFields {...parts} />
            {send.error ? <Note kind="refuse">{messageOf(send.error, ui)}</Note> : null}
            <Button
              wide
              size="lg"
              type="submit"
              kind="main"
              isBusy={send.isUnderWay}
              {...(isSendingPhotos ? { whyNot: t('quick.photosWait') } : {})}
            >
              {isSendingPhotos ? t('quick.photosWait') : t('quick.submit')}
            </Button>
          </form>
        </Card>
      </div>
    </>
  );
}

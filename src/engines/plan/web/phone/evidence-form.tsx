import { Button, DayInput, Field, Icon, Note, TextArea, newKey, showToast, useDraft, useSession, useToday } from '#ui';
import { useRef, useState } from 'react';
import '../styles/phone.css';
import { usePlanTexts } from '../texts';
import { planWords } from '../words';
import { putInOutbox } from './outbox/outbox';
import { type DraftPhoto, usePhotoDraft } from './photo-draft';

export interface EvidenceFormProps {
  commitmentId: string;
  title: string;
  taskId: string | null;
  /** Photos and the red button only; words and day have the whole page. */
  isCompact?: boolean;
}

const MOST_PHOTOS = 30;

/** Photos straight from the camera, words, the day. It is safe in the phone as soon as it is pressed. */
export function EvidenceForm({ commitmentId, title, taskId, isCompact }: EvidenceFormProps) {
  const t = usePlanTexts();
  const today = useToday();
  const { me } = useSession();
  const owner = `${me.accountId}/${commitmentId}/${taskId ?? ''}`;
  const photos = usePhotoDraft(owner);
  const [initial] = useState({ text: '', day: today });
  const draft = useDraft(`plan.phone.${commitmentId}.${taskId ?? ''}`, initial);
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const { text, day } = draft.values;
  const isEmpty = text.trim() === '' && photos.photos.length === 0;
  const dayFault = !day ? t('task.dayMissing') : day > today ? t('evidence.future') : undefined;
  const send = async (): Promise<void> => {
    setAsked(true);
    if (isEmpty || dayFault || photos.working > 0) return;
    setBusy(true);
    try {
      const id = `${new Date().toISOString()}/${newKey()}`;
      const own = photos.photos.map(({ id: key, name, blob }) => ({ id: key, name, blob, fileId: null }));
      const shared = { id, accountId: me.accountId, commitmentId, title, taskId, key: newKey(), refusal: null };
      await putInOutbox({ ...shared, kind: 'evidence', day: day || today, text: text.trim(), photos: own });
      photos.remove(photos.photos);
      draft.drop();
      setAsked(false);
      setFailed(false);
      showToast(navigator.onLine ? t('phone.handed') : t('phone.kept'));
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="plan-evidence-form">
      <PhotoStrip {...photos} />
      {isCompact ? null : (
        <>
          <Field label={t('evidence.text')} isOptional hint={t('evidence.textHint')}>
            <TextArea
              rows={4}
              maxLength={2000}
              value={text}
              onChange={(event) => draft.set({ text: event.target.value })}
              {...planWords}
            />
          </Field>
          <Field label={t('evidence.day')} fault={isAsked ? dayFault : undefined}>
            <DayInput
              value={day}
              yearAtHand={Number(today.slice(0, 4))}
              onChange={(value) => draft.set({ day: value })}
            />
          </Field>
        </>
      )}
      {isAsked && isEmpty ? <Note kind="refuse">{t('evidence.empty')}</Note> : null}
      {hasFailed ? <Note kind="refuse">{t('phone.cannotKeep')}</Note> : null}
      <Button kind="main" wide isBusy={isBusy || photos.working > 0} onClick={() => void send()}>
        {photos.working > 0 ? t('phone.shrinking', { count: photos.working }) : t('evidence.send')}
      </Button>
    </div>
  );
}

function PhotoStrip({ photos, working, add, remove }: ReturnType<typeof usePhotoDraft>) {
  const t = usePlanTexts();
  const camera = useRef<HTMLInputElement>(null);
  const album = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement): void => {
    const room = MOST_PHOTOS - photos.length;
    const files = Array.from(input.files ?? []).slice(0, Math.max(0, room));
    input.value = '';
    void add(files);
  };
  return (
    <>
      <div className="plan-strip-photos">
        {photos.map((photo, index) => (
          <Thumb key={photo.id} photo={photo} at={index + 1} onRemove={() => remove([photo])} />
        ))}
        {working > 0 ? (
          <span className="plan-thumb working" role="status" aria-label={t('phone.shrinking', { count: working })} />
        ) : null}
        <button type="button" className="plan-shoot" onClick={() => camera.current?.click()}>
          <Icon name="camera" size="xl" />
          {t('phone.shoot')}
        </button>
        <button type="button" className="plan-shoot" onClick={() => album.current?.click()}>
          <Icon name="plus" size="xl" />
          {t('phone.album')}
        </button>
      </div>
      <input
        ref={camera}
        type="file"
        hidden
        accept="image/*"
        capture="environment"
        onChange={(event) => take(event.target)}
      />
      <input ref={album} type="file" hidden multiple accept="image/*" onChange={(event) => take(event.target)} />
    </>
  );
}

function Thumb({ photo, at, onRemove }: { photo: DraftPhoto; at: number; onRemove: () => void }) {
  const t = usePlanTexts();
  return (
    <span className="plan-thumb">
      <img src={photo.address} alt={t('phone.photo', { at })} />
      <button type="button" aria-label={t('phone.removePhoto', { at })} onClick={onRemove}>
        <Icon name="close" size="s" />
      </button>
      <span className="wait">
        <Icon name="clock" size="s" />
        {t('phone.unsent')}
      </span>
    </span>
  );
}

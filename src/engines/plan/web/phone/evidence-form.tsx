import { fileEvidence, uploadEvidenceFile } from '../../contract';
import {
  Button,
  DayInput,
  Field,
  Note,
  TextArea,
  addressOf,
  formatDay,
  showToast,
  useDraft,
  useLanguage,
  useSession,
  useToday,
} from '#ui';
import { PhotoStrip, filesOf, putInQueue, queuedCall, useOfflineTexts, usePhotoDraft } from '#ui/phone';
import { useState } from 'react';
import '../styles/phone.css';
import { usePlanTexts } from '../texts';
import { planWords } from '../words';
import { aboutCommitment, aboutEvidence, aboutTask } from './about';

export interface EvidenceFormProps {
  commitmentId: string;
  title: string;
  taskId: string | null;
  /** Photos and the red button only; words and day have the whole page. */
  isCompact?: boolean;
}

/** Puts the evidence into the phone's queue; it is safe there when this resolves. */
function useFiling({ commitmentId, title, taskId }: EvidenceFormProps) {
  const t = usePlanTexts();
  const language = useLanguage();
  const { me } = useSession();
  return async (given: { text: string; day: string }, photos: ReturnType<typeof usePhotoDraft>['photos']) => {
    const params = { commitmentId };
    const words = given.text === '' ? [] : [{ label: t('evidence.text'), value: given.text }];
    await putInQueue({
      accountId: me.accountId,
      module: 'plan',
      about: [aboutCommitment(commitmentId), ...(taskId ? [aboutTask(taskId), aboutEvidence(taskId)] : [])],
      what: t('commitment.fileEvidence'),
      title,
      path: `/duties/${commitmentId}${taskId ? `?task=${taskId}` : ''}`,
      mine: [{ label: t('evidence.day'), value: formatDay(given.day, language) }, ...words],
      call: queuedCall(fileEvidence, { params, body: { ...given, taskId, fileIds: [] } }, 'fileIds'),
      files: filesOf(photos, ({ name }) => addressOf(uploadEvidenceFile, { params, query: { name } })),
    });
  };
}

/** Photos straight from the camera, words, the day. It is safe in the phone as soon as it is pressed. */
export function EvidenceForm(props: EvidenceFormProps) {
  const { commitmentId, taskId, isCompact } = props;
  const t = usePlanTexts();
  const offline = useOfflineTexts();
  const today = useToday();
  const photos = usePhotoDraft(`${commitmentId}/${taskId ?? ''}`);
  const file = useFiling(props);
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
      await file({ text: text.trim(), day: day || today }, photos.photos);
      photos.remove(photos.photos);
      draft.drop();
      setAsked(false);
      setFailed(false);
      showToast(navigator.onLine ? offline('handed') : offline('kept'));
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
      {hasFailed ? <Note kind="refuse">{offline('cannotKeep')}</Note> : null}
      <Button kind="main" wide isBusy={isBusy || photos.working > 0} onClick={() => void send()}>
        {photos.working > 0 ? offline('photo.shrinking', { count: photos.working }) : t('evidence.send')}
      </Button>
    </div>
  );
}

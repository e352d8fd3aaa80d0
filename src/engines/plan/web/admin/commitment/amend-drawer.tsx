import {
  type ReviewRow,
  amendCommitment,
  getBoard,
  getCommitment,
  getReview,
  getVersion,
  listVersions,
} from '#engines/plan/contract';
import {
  Button,
  Checkbox,
  DayInput,
  ErrorState,
  Field,
  Note,
  Overlay,
  Skeleton,
  TextArea,
  focusFirstFault,
  messageOf,
  showToast,
  useAct,
  useCall,
  useCan,
  useDraft,
  useUiTexts,
} from '#ui';
import { useRef, useState } from 'react';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import type { CommitmentPage } from '../explanation';
import { type DraftFaults, contentOf, draftOf } from '../review/content-draft';
import { ContentForm } from '../review/content-form';
import { contentOfRow } from '../review/row-content';

interface AmendProps {
  page: CommitmentPage;
  today: string;
  onClose: () => void;
}

/** A dated amendment starts from the commitment as the latest version has it. */
export function AmendDrawer(props: AmendProps) {
  const t = usePlanTexts();
  const { page, onClose } = props;
  const params = { planId: page.planId };
  const versions = useCall(listVersions, { params });
  const latest = Math.max(0, ...(versions.data?.versions ?? []).map((version) => version.number));
  const version = useCall(getVersion, { params: { ...params, number: latest } }, { enabled: latest > 0 });
  const row = version.data?.rows.find((one) => one.id === page.row.id);
  if (row) return <AmendForm {...props} row={row} />;
  const error = versions.error ?? version.error;
  return (
    <Overlay as="drawer" title={t('amend.title')} onClose={onClose}>
      {error ? (
        <ErrorState error={error} onRetry={() => void versions.refetch()} />
      ) : version.data ? (
        <Note kind="warn">{t('amend.unknown')}</Note>
      ) : (
        <Skeleton lines={8} />
      )}
    </Overlay>
  );
}

function AmendForm({ page, today, row, onClose }: AmendProps & { row: ReviewRow }) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const may = useCan();
  const box = useRef<HTMLDivElement>(null);
  const [initial] = useState(() => ({ ...draftOf(row, row.officerName), day: today, reason: '', isCancelled: false }));
  const draft = useDraft(`plan.amend.${row.id}.${page.revision}`, initial);
  const [faults, setFaults] = useState<DraftFaults>({});
  const [isAsked, setAsked] = useState(false);
  const review = useCall(getReview, { params: { planId: page.planId } }, { enabled: may('plan.plan.review') });
  const own = row.measure ? [{ name: row.measure, label: row.measure, unit: '' }] : [];
  const act = useAct(amendCommitment, {
    changes: [getCommitment, getBoard, listVersions, getVersion],
    onDone: ({ version }) => {
      draft.drop();
      showToast(t('amend.done', { version }));
      onClose();
    },
  });
  const { day, reason, isCancelled } = draft.values;
  const reasonFault = reason.trim().length < 2 ? t('amend.reasonMissing') : undefined;
  const send = (): void => {
    setAsked(true);
    const read = isCancelled ? null : contentOf(draft.values, contentOfRow(row));
    const found = read && 'faults' in read ? read.faults : {};
    setFaults(found);
    if (reasonFault || Object.keys(found).length > 0) {
      requestAnimationFrame(() => focusFirstFault(box.current));
      return;
    }
    const content = read && 'content' in read ? read.content : null;
    void act.act({
      params: { commitmentId: row.id },
      body: { revision: page.revision, day, reason: reason.trim(), content },
    });
  };
  const acts = (
    <>
      <Button onClick={onClose}>{say('cancel')}</Button>
      <Button kind="main" isBusy={act.isUnderWay} onClick={send}>
        {isCancelled ? t('amend.cancelIt') : t('amend.save')}
      </Button>
    </>
  );
  return (
    <Overlay as="drawer" size="wide" title={t('amend.title')} note={t('amend.note')} onClose={onClose} acts={acts}>
      <div className="col g16" ref={box}>
        <blockquote className="ink" {...planWords}>
          {row.quote}
        </blockquote>
        <div className="fields">
          <Field label={t('amend.day')} width="third">
            <DayInput value={day} yearAtHand={page.planYear} onChange={(value) => draft.set({ day: value || today })} />
          </Field>
          <Field label={t('amend.reason')} fault={isAsked ? reasonFault : undefined}>
            <TextArea
              rows={2}
              maxLength={300}
              placeholder={t('amend.reasonExample')}
              value={reason}
              onChange={(event) => draft.set({ reason: event.target.value })}
              {...planWords}
            />
          </Field>
        </div>
        <Checkbox
          label={t('amend.cancelWhat')}
          checked={isCancelled}
          onChange={(event) => draft.set({ isCancelled: event.target.checked })}
        />
        {isCancelled ? null : (
          <ContentForm
            draft={draft.values}
            set={draft.set}
            faults={faults}
            year={page.planYear}
            measures={review.data?.measures ?? own}
          />
        )}
        {act.error ? <Note kind="refuse">{messageOf(act.error, say)}</Note> : null}
      </div>
    </Overlay>
  );
}

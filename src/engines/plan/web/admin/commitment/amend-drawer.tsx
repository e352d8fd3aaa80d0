import {
  type ReviewRow,
  amendCommitment,
  getBoard,
  getCommitment,
  getReview,
  getVersion,
  listVersions,
} from '../../../contract';
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
  const box = useRef<HTMLDivElement>(null);
  const { draft, faults, reasonFault, act, send } = useAmendment(page, today, row, onClose);
  const measures = useMeasures(page, row);
  const { isCancelled } = draft.values;
  const save = (): void => {
    if (!send()) requestAnimationFrame(() => focusFirstFault(box.current));
  };
  const acts = (
    <>
      <Button onClick={onClose}>{say('cancel')}</Button>
      <Button kind="main" isBusy={act.isUnderWay} onClick={save}>
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
            <DayInput
              value={draft.values.day}
              yearAtHand={page.planYear}
              onChange={(value) => draft.set({ day: value || today })}
            />
          </Field>
          <Field label={t('amend.reason')} fault={reasonFault}>
            <TextArea
              rows={2}
              maxLength={300}
              placeholder={t('amend.reasonExample')}
              value={draft.values.reason}
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
          <ContentForm draft={draft.values} set={draft.set} faults={faults} year={page.planYear} measures={measures} />
        )}
        {act.error ? <Note kind="refuse">{messageOf(act.error, say)}</Note> : null}
      </div>
    </Overlay>
  );
}

/** The registry's names come with the review; without that right the own measure stays choosable. */
function useMeasures(page: CommitmentPage, row: ReviewRow) {
  const may = useCan();
  const review = useCall(getReview, { params: { planId: page.planId } }, { enabled: may('plan.plan.review') });
  return review.data?.measures ?? (row.measure ? [{ name: row.measure, label: row.measure, unit: '' }] : []);
}

/** What is typed, what is wrong with it, and the act itself; `send` answers whether it was sent. */
function useAmendment(page: CommitmentPage, today: string, row: ReviewRow, onDone: () => void) {
  const t = usePlanTexts();
  const [initial] = useState(() => ({ ...draftOf(row, row.officerName), day: today, reason: '', isCancelled: false }));
  const draft = useDraft(`plan.amend.${row.id}.${page.revision}`, initial);
  const [faults, setFaults] = useState<DraftFaults>({});
  const [isAsked, setAsked] = useState(false);
  const act = useAct(amendCommitment, {
    changes: [getCommitment, getBoard, listVersions, getVersion],
    onDone: ({ version }) => {
      draft.drop();
      showToast(t('amend.done', { version }));
      onDone();
    },
  });
  const { day, reason, isCancelled } = draft.values;
  const isReasonShort = reason.trim().length < 2;
  const send = (): boolean => {
    setAsked(true);
    const read = isCancelled ? null : contentOf(draft.values, contentOfRow(row));
    const found = read && 'faults' in read ? read.faults : {};
    setFaults(found);
    if (isReasonShort || Object.keys(found).length > 0) return false;
    const content = read && 'content' in read ? read.content : null;
    const body = { revision: page.revision, day, reason: reason.trim(), content };
    void act.act({ params: { commitmentId: row.id }, body });
    return true;
  };
  return { draft, faults, reasonFault: isAsked && isReasonShort ? t('amend.reasonMissing') : undefined, act, send };
}

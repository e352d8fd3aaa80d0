import { amendCommitment, getBoard, getCommitment, getVersion, listVersions } from '../../../contract';
import {
  Button,
  CallRefused,
  Checkbox,
  DayInput,
  Field,
  Note,
  Overlay,
  TextArea,
  focusFirstFault,
  messageOf,
  showToast,
  useAct,
  useDraft,
  useUiTexts,
} from '#ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import type { CommitmentPage } from '../explanation';
import { ConflictPanel } from '../review/conflict-panel';
import { type ContentDraft, type DraftFaults, contentOf, draftOf } from '../review/content-draft';
import { ContentForm } from '../review/content-form';

interface AmendProps {
  page: CommitmentPage;
  today: string;
  onClose: () => void;
}

/** A dated amendment starts from the commitment as it stands now. */
export function AmendDrawer({ page, today, onClose }: AmendProps) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const box = useRef<HTMLDivElement>(null);
  const { draft, faults, reasonFault, isChanged, takeTheirs, act, send } = useAmendment(page, today, onClose);
  const { isCancelled } = draft.values;
  const save = (): void => {
    if (!send()) requestAnimationFrame(() => focusFirstFault(box.current));
  };
  const acts = (
    <>
      <Button onClick={onClose}>{say('cancel')}</Button>
      <Button
        kind="main"
        isBusy={act.isUnderWay}
        {...(isChanged ? { whyNot: t('review.decideFirst') } : {})}
        onClick={save}
      >
        {isCancelled ? t('amend.cancelIt') : t('amend.save')}
      </Button>
    </>
  );
  return (
    <Overlay as="drawer" size="wide" title={t('amend.title')} note={t('amend.note')} onClose={onClose} acts={acts}>
      <div className="col g16" ref={box}>
        <blockquote className="ink" {...planWords}>
          {page.row.quote}
        </blockquote>
        {isChanged ? (
          <ConflictPanel
            theirs={page.content}
            officerName={page.row.officerName}
            changed={page.changed}
            mine={draft.values}
            onTheirs={takeTheirs}
            onMine={() => draft.set({ base: page.revision })}
          />
        ) : null}
        <WhenAndWhy page={page} today={today} draft={draft} reasonFault={reasonFault} />
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
            measures={page.measures}
          />
        )}
        {act.error && !isChanged ? <Note kind="refuse">{messageOf(act.error, say)}</Note> : null}
      </div>
    </Overlay>
  );
}

interface AmendDraft extends ContentDraft {
  day: string;
  reason: string;
  isCancelled: boolean;
  /** The commitment as it was when the person began. */
  base: number;
}

function WhenAndWhy({
  page,
  today,
  draft,
  reasonFault,
}: {
  page: CommitmentPage;
  today: string;
  draft: { values: AmendDraft; set: (patch: Partial<AmendDraft>) => void };
  reasonFault: string | undefined;
}) {
  const t = usePlanTexts();
  return (
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
  );
}

/** What is typed, what is wrong with it, and the act itself; `send` answers whether it was sent. */
function useAmendment(page: CommitmentPage, today: string, onDone: () => void) {
  const t = usePlanTexts();
  const client = useQueryClient();
  const { content, row } = page;
  const [initial] = useState<AmendDraft>(() => ({
    ...draftOf(content, row.officerName),
    day: today,
    reason: '',
    isCancelled: false,
    base: page.revision,
  }));
  const draft = useDraft(`plan.amend.${row.id}`, initial);
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
  const { error } = act;
  // Another's amendment came first: the page is asked again, and shows it beside what was typed here.
  useEffect(() => {
    if (error instanceof CallRefused && error.code === 'plan.row_changed')
      void client.invalidateQueries({ queryKey: [getCommitment.name] });
  }, [error, client]);
  const { day, reason, isCancelled, base } = draft.values;
  const isReasonShort = reason.trim().length < 2;
  const send = (): boolean => {
    setAsked(true);
    const read = isCancelled ? null : contentOf(draft.values, content);
    const found = read && 'faults' in read ? read.faults : {};
    setFaults(found);
    if (isReasonShort || Object.keys(found).length > 0) return false;
    const changed = read && 'content' in read ? read.content : null;
    const body = { revision: base, day, reason: reason.trim(), content: changed };
    void act.act({ params: { commitmentId: row.id }, body });
    return true;
  };
  const takeTheirs = () => draft.set({ ...draftOf(content, row.officerName), base: page.revision });
  const reasonFault = isAsked && isReasonShort ? t('amend.reasonMissing') : undefined;
  return { draft, faults, reasonFault, isChanged: page.revision !== base, takeTheirs, act, send };
}

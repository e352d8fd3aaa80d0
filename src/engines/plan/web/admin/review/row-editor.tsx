import type { Review, ReviewRow } from '../../../contract';
import { Button, CallRefused, Note, ToneTag, focusFirstFault, messageOf, useDraft, useUiTexts } from '#ui';
import { type RefObject, useRef, useState } from 'react';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import { ContentForm } from './content-form';
import { type ContentDraft, type DraftFaults, contentOf, draftOf } from './content-draft';
import { ConflictPanel } from './conflict-panel';
import { contentOfRow } from './row-content';
import type { ReviewWork } from './use-review';

interface RowDraft extends ContentDraft {
  /** The row as it was when the person began. */
  base: number;
}

export interface RowEditorProps {
  row: ReviewRow;
  review: Review;
  work: ReviewWork;
  onClose: () => void;
  onSaved: () => void;
  onDrop: (row: ReviewRow) => void;
  onSplit: (row: ReviewRow) => void;
}

/** One commitment opened for editing. What is typed is kept on this machine until it is saved. */
export function RowEditor({ row, review, work, onClose, onSaved, onDrop, onSplit }: RowEditorProps) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const box = useRef<HTMLElement>(null);
  const { draft, faults, isChanged, save, cancel, overwrite } = useRowEdit({ row, work, onClose, onSaved, box });
  const refused = work.error instanceof CallRefused && work.error.code === 'plan.row_changed' ? null : work.error;
  return (
    <article className="plan-cmt open" data-article={row.id} ref={box}>
      <div className="row">
        <span className="dim t12 plan-cmt-number">{row.number}</span>
        <b className="ell sp" {...planWords}>
          {row.title}
        </b>
        <ToneTag tone="going">{t('review.editing')}</ToneTag>
      </div>
      {isChanged ? (
        <ConflictPanel
          theirs={contentOfRow(row)}
          officerName={row.officerName}
          changed={row.changed}
          mine={draft.values}
          onTheirs={cancel}
          onMine={overwrite}
        />
      ) : null}
      <ContentForm
        draft={draft.values}
        set={draft.set}
        faults={faults}
        year={review.plan.year}
        measures={review.measures}
      />
      {refused ? <Note kind="refuse">{messageOf(refused, say)}</Note> : null}
      <EditorFoot
        isDraft={draft.isDraft}
        isConfirmed={row.reviewState === 'confirmed'}
        isBusy={work.isBusy}
        isChanged={isChanged}
        onDrop={() => onDrop(row)}
        onSplit={() => onSplit(row)}
        onCancel={cancel}
        onSave={(isAccepted) => void save(isAccepted)}
      />
    </article>
  );
}

type RowEdit = Pick<RowEditorProps, 'row' | 'work' | 'onClose' | 'onSaved'> & { box: RefObject<HTMLElement | null> };

/** What is typed, what is wrong with it, and whether somebody changed the row meanwhile. */
function useRowEdit({ row, work, onClose, onSaved, box }: RowEdit) {
  const [initial] = useState<RowDraft>(() => ({ ...draftOf(row, row.officerName), base: row.revision }));
  const draft = useDraft<RowDraft>(`plan.row.${row.id}`, initial);
  const [faults, setFaults] = useState<DraftFaults>({});
  const isChanged = row.revision !== draft.values.base;
  const save = async (isAccepted: boolean): Promise<void> => {
    const read = contentOf(draft.values, contentOfRow(row));
    if ('faults' in read) {
      setFaults(read.faults);
      requestAnimationFrame(() => focusFirstFault(box.current));
      return;
    }
    setFaults({});
    const done = await work.take({
      kind: 'edit',
      row: { id: row.id, revision: draft.values.base },
      content: read.content,
      isAccepted,
    });
    if (!done) return;
    draft.drop();
    onSaved();
  };
  const cancel = (): void => {
    work.forget();
    draft.drop();
    onClose();
  };
  const overwrite = (): void => {
    work.forget();
    draft.set({ base: row.revision });
  };
  return { draft, faults, isChanged, save, cancel, overwrite };
}

interface EditorFootProps {
  isDraft: boolean;
  isConfirmed: boolean;
  isBusy: boolean;
  isChanged: boolean;
  onDrop: () => void;
  onSplit: () => void;
  onCancel: () => void;
  onSave: (isAccepted: boolean) => void;
}

function EditorFoot({ isDraft, isConfirmed, isBusy, isChanged, ...acts }: EditorFootProps) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const blocked = isChanged ? { whyNot: t('review.decideFirst') } : {};
  return (
    <div className="row plan-cmt-foot">
      <span className="dim t12 sp">{isDraft ? say('field.draftKept') : null}</span>
      <Button size="sm" kind="text" onClick={acts.onDrop}>
        {t('review.notOne')}
      </Button>
      <Button size="sm" kind="text" onClick={acts.onSplit}>
        {t('review.split')}
      </Button>
      <Button size="sm" onClick={acts.onCancel}>
        {say('cancel')}
      </Button>
      {isConfirmed ? null : (
        <Button size="sm" isBusy={isBusy} {...blocked} onClick={() => acts.onSave(false)}>
          {t('review.save')}
        </Button>
      )}
      <Button size="sm" kind="quiet" isBusy={isBusy} {...blocked} onClick={() => acts.onSave(true)}>
        {isConfirmed ? t('review.save') : t('review.saveAndConfirm')}
      </Button>
    </div>
  );
}

import type { Review, ReviewRow } from '../../../contract';
import { Button, EmptyState, Segmented, useSearch } from '#ui';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type Chapter, chaptersOf, shortTitle } from '../../chapters';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import type { Dialog } from './dialog-types';
import { RowCard } from './row-card';
import { RowEditor } from './row-editor';
import { type ReviewWork, refOf } from './use-review';

export type RowTab = 'proposed' | 'confirmed' | 'dropped';

export interface RowListProps {
  review: Review;
  work: ReviewWork;
  tab: RowTab;
  selected: ReviewRow | null;
  isEditing: boolean;
  onSelect: (id: string) => void;
  onOpen: (row: ReviewRow) => void;
  onDialog: (dialog: Dialog) => void;
}

/** The commitments at the right, by chapter; one of them may be open for editing. */
export function RowList(props: RowListProps) {
  const { review, work, tab, selected, isEditing, onSelect, onOpen, onDialog } = props;
  const [, change] = useSearch();
  const list = useRef<HTMLDivElement>(null);
  const { marked, setMarked, toggle } = useMarks();
  const rows = review.rows.filter((row) => row.reviewState === tab);
  const chapters = useMemo(() => chaptersOf(review.sections, rows), [review.sections, rows]);
  const selectedId = selected?.id;
  useEffect(() => {
    const article = list.current?.querySelector<HTMLElement>(`[data-article="${selectedId ?? ''}"]`);
    article?.scrollIntoView({ block: 'nearest' });
  }, [selectedId, isEditing, tab]);
  const accept = (some: readonly ReviewRow[]) => void work.take({ kind: 'accept', rows: some.map(refOf) });
  const goOn = (row: ReviewRow): void => {
    const next = rows.find((one) => one.at > row.at && one.id !== row.id);
    change({ edit: null, row: next?.id ?? null }, { replace: true });
  };
  const drawn = (row: ReviewRow) =>
    isEditing && row.id === selectedId ? (
      <RowEditor
        key={row.id}
        row={row}
        review={review}
        work={work}
        onClose={() => change({ edit: null }, { replace: true })}
        onSaved={() => goOn(row)}
        onDrop={(one) => onDialog({ kind: 'drop', row: one })}
        onSplit={(one) => onDialog({ kind: 'split', row: one, at: null })}
      />
    ) : (
      <RowCard
        key={row.id}
        row={row}
        measures={review.measures}
        year={review.plan.year}
        isSelected={row.id === selectedId}
        isMarked={marked ? marked.has(row.id) : null}
        onMark={() => toggle(row.id)}
        onSelect={() => onSelect(row.id)}
        onOpen={() => onOpen(row)}
        onAccept={() => accept([row])}
        onRestore={() => void work.take({ kind: 'restore', row: refOf(row) })}
      />
    );
  return (
    <section className="card plan-rows" aria-labelledby="plan-rows-title">
      <ListHead {...props} isMarking={marked !== null} onMarking={() => setMarked(marked ? null : new Set())} />
      <div className="plan-cmts" ref={list}>
        {chapters.map((chapter) => (
          <div key={chapter.key}>
            <ChapterHead
              chapter={chapter}
              isBusy={work.isBusy}
              {...(tab === 'proposed' ? { onConfirm: () => accept(chapter.rows) } : {})}
            />
            {chapter.rows.map(drawn)}
          </div>
        ))}
        {rows.length === 0 ? <EmptyTab tab={tab} /> : null}
      </div>
      {marked ? (
        <MarkBar rows={review.rows.filter((row) => marked.has(row.id))} {...props} onEnd={() => setMarked(null)} />
      ) : null}
    </section>
  );
}

/** Which rows are marked; null while nothing is being marked. */
function useMarks() {
  const [marked, setMarked] = useState<ReadonlySet<string> | null>(null);
  const toggle = (id: string): void => {
    const next = new Set(marked);
    if (!next.delete(id)) next.add(id);
    setMarked(next);
  };
  return { marked, setMarked, toggle };
}

function ChapterHead({
  chapter,
  isBusy,
  onConfirm,
}: {
  chapter: Chapter<ReviewRow>;
  isBusy: boolean;
  onConfirm?: () => void;
}) {
  const t = usePlanTexts();
  const { section } = chapter;
  const name = [section?.number, section ? shortTitle(section.title) : t('board.opening')].filter(Boolean).join(' ');
  return (
    <div className="plan-cmts-chapter">
      <span className="ell" {...(section ? planWords : {})} title={section?.title}>
        {name}
      </span>
      <span className="dim">{chapter.rows.length}</span>
      <span className="sp" />
      {onConfirm ? (
        <Button size="sm" kind="text" isBusy={isBusy} onClick={onConfirm}>
          {t('review.confirmChapter')}
        </Button>
      ) : null}
    </div>
  );
}

function EmptyTab({ tab }: { tab: RowTab }) {
  const t = usePlanTexts();
  return (
    <EmptyState icon={tab === 'proposed' ? 'kept' : 'plan'} title={t(`review.empty.${tab}`)}>
      {tab === 'proposed' ? t('review.emptyAdvice') : null}
    </EmptyState>
  );
}

function ListHead({
  review,
  tab,
  isMarking,
  onMarking,
  onDialog,
}: RowListProps & { isMarking: boolean; onMarking: () => void }) {
  const t = usePlanTexts();
  const [, change] = useSearch();
  const count = (state: RowTab) => review.rows.filter((row) => row.reviewState === state).length;
  const options = (['proposed', 'confirmed', 'dropped'] as const).map((value) => ({
    value,
    label: `${t(`review.${value}`)} ${count(value)}`,
  }));
  return (
    <header>
      <h2 id="plan-rows-title">{t('review.rows')}</h2>
      <span className="sp" />
      <Button size="sm" kind="text" aria-pressed={isMarking} onClick={onMarking}>
        {isMarking ? t('review.markEnd') : t('review.mark')}
      </Button>
      <Button size="sm" kind="text" icon="plus" onClick={() => onDialog({ kind: 'find' })}>
        {t('review.add')}
      </Button>
      <Segmented
        label={t('review.whichRows')}
        value={tab}
        options={options}
        onChange={(value) =>
          change({ tab: value === 'proposed' ? null : value, row: null, edit: null }, { replace: true })
        }
      />
    </header>
  );
}

/** What can be done with several at once. */
function MarkBar({ rows, work, onDialog, onEnd }: RowListProps & { rows: readonly ReviewRow[]; onEnd: () => void }) {
  const t = usePlanTexts();
  const none = rows.length === 0 ? { whyNot: t('review.markFirst') } : {};
  const few = rows.length < 2 ? { whyNot: t('review.markTwo') } : {};
  const accept = async (): Promise<void> => {
    if (await work.take({ kind: 'accept', rows: rows.map(refOf) })) onEnd();
  };
  return (
    <footer className="plan-mark-bar">
      <b>{t('review.marked', { count: rows.length })}</b>
      <span className="sp" />
      <Button size="sm" {...none} onClick={() => onDialog({ kind: 'assign', rows })}>
        {t('review.assign')}
      </Button>
      <Button size="sm" {...few} onClick={() => onDialog({ kind: 'merge', rows })}>
        {t('review.merge')}
      </Button>
      <Button size="sm" icon="tick" isBusy={work.isBusy} {...none} onClick={() => void accept()}>
        {t('review.confirm')}
      </Button>
    </footer>
  );
}

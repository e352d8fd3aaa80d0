import type { Review, ReviewRow } from '../../../contract';
import { SpanKinds } from '#ui';
import { type MouseEvent, memo, useEffect, useMemo, useRef } from 'react';
import { usePlanTexts } from '../../texts';
import { type Paragraph, type Slice, paragraphsOf } from './document-slices';
import { SelectionBar, useDocumentSelection } from './selection-bar';

export interface DocumentPaneProps {
  review: Review;
  selected: ReviewRow | null;
  /** A place that a warning speaks of; a new object jumps again. */
  jump: { at: number } | null;
  onSelect: (id: string) => void;
  onAdd: (at: number, end: number) => void;
  onSplit: (row: ReviewRow, at: number) => void;
}

/** The document at the left: its spans, where each commitment begins, and the sentence that is in work. */
export function DocumentPane({ review, selected, jump, onSelect, onAdd, onSplit }: DocumentPaneProps) {
  const t = usePlanTexts();
  const paper = useRef<HTMLDivElement>(null);
  const { text, sections, spans, rows } = review;
  const paragraphs = useMemo(() => paragraphsOf({ text, sections, spans, rows }), [text, sections, spans, rows]);
  const selection = useDocumentSelection(paper);
  const selectedId = selected?.id;
  const selectedAt = selected?.at;
  useEffect(() => {
    if (selectedAt !== undefined) show(paper.current, selectedAt);
  }, [selectedId, selectedAt]);
  useEffect(() => {
    if (jump) flash(show(paper.current, jump.at));
  }, [jump]);
  const press = (event: MouseEvent): void => {
    if (!document.getSelection()?.isCollapsed) return;
    const target = event.target as HTMLElement;
    const id =
      target.closest<HTMLElement>('[data-hit]')?.dataset.hit ?? target.closest<HTMLElement>('[data-row]')?.dataset.row;
    if (id) onSelect(id);
  };
  return (
    <section className="card plan-doc">
      <header>
        <h2 id="plan-doc-title">{t('review.document')}</h2>
        <span className="sp" />
        <SpanKinds />
      </header>
      <div
        className="plan-paper"
        ref={paper}
        lang="zh-CN"
        role="region"
        aria-labelledby="plan-doc-title"
        tabIndex={0}
        onClick={press}
      >
        {paragraphs.map((paragraph) => (
          <ParagraphView
            key={paragraph.at}
            paragraph={paragraph}
            selectedId={
              paragraph.slices.some((slice) => slice.rows.includes(selectedId ?? '')) ? (selectedId ?? null) : null
            }
          />
        ))}
      </div>
      {selection.picked ? (
        <SelectionBar
          picked={selection.picked}
          row={selected}
          onAdd={(at, end) => (selection.clear(), onAdd(at, end))}
          onSplit={(row, at) => (selection.clear(), onSplit(row, at))}
        />
      ) : null}
    </section>
  );
}

/** Brings the slice that holds this place into the middle of the paper. */
function show(paper: HTMLElement | null, at: number): HTMLElement | null {
  let found: HTMLElement | null = null;
  for (const slice of paper?.querySelectorAll<HTMLElement>('[data-at]') ?? []) {
    if (Number(slice.dataset.at) > at) break;
    found = slice;
  }
  if (!paper || !found) return null;
  const top = found.getBoundingClientRect().top - paper.getBoundingClientRect().top;
  const isSeen = top > 24 && top < paper.clientHeight - 80;
  if (!isSeen) paper.scrollTo({ top: paper.scrollTop + top - paper.clientHeight / 3, behavior: 'smooth' });
  return found;
}

function flash(slice: HTMLElement | null): void {
  slice?.animate(
    [
      { outline: '2px solid var(--late-fill)', outlineOffset: '2px' },
      { outline: '2px solid transparent', outlineOffset: '6px' },
    ],
    {
      duration: 1_800,
    },
  );
}

const ParagraphView = memo(function ParagraphView({
  paragraph,
  selectedId,
}: {
  paragraph: Paragraph;
  selectedId: string | null;
}) {
  const t = usePlanTexts();
  const groups: { isIn: boolean; slices: Slice[] }[] = [];
  for (const slice of paragraph.slices) {
    const isIn = selectedId !== null && slice.rows.includes(selectedId);
    const last = groups.at(-1);
    if (last?.isIn === isIn) last.slices.push(slice);
    else groups.push({ isIn, slices: [slice] });
  }
  return (
    <>
      {paragraph.runsOn === null ? null : (
        <div className="plan-cut">
          <span lang={document.documentElement.lang}>{t('review.runsOn', { number: paragraph.runsOn })}</span>
        </div>
      )}
      <p>
        {groups.map(({ isIn, slices }) => {
          const inside = slices.map((slice) => <SliceView key={slice.at} slice={slice} selectedId={selectedId} />);
          return isIn ? (
            <span key={`in${slices[0]?.at}`} className="in-work">
              {inside}
            </span>
          ) : (
            inside
          );
        })}
      </p>
    </>
  );
});

function SliceView({ slice, selectedId }: { slice: Slice; selectedId: string | null }) {
  const t = usePlanTexts();
  const looks = [
    slice.kind ? `k-${slice.kind}` : '',
    slice.isHead ? 'head' : '',
    slice.rows.length > 0 ? 'of-row' : '',
  ];
  const shared = {
    className: looks.filter(Boolean).join(' ') || undefined,
    'data-at': slice.at,
    'data-row': slice.rows[0],
    children: slice.text,
  };
  return (
    <>
      {slice.starts.map((row) => (
        <button
          key={row.id}
          type="button"
          className={`plan-hit ${row.reviewState}${row.id === selectedId ? ' on' : ''}`}
          data-hit={row.id}
          title={row.title}
          aria-label={t('review.openRow', {
            number: row.number,
            title: row.title,
            state: t(`review.${row.reviewState}`),
          })}
        >
          {row.number}
        </button>
      ))}
      {slice.kind ? <mark {...shared} /> : <span {...shared} />}
    </>
  );
}

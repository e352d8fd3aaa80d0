import type { PlanSummary } from '../../../contract';
import { EmptyState, MonthHeads, MonthLines, StateSquares, TodayLine, useSearch, useLanguage } from '#ui';
import { type CSSProperties, Fragment } from 'react';
import { type Chapter, shortTitle } from '../../chapters';
import { type FacedRow, isLate } from '../../states';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import type { Show } from './board-acts';
import { BoardLine } from './board-line';
import { keyRows } from './key-rows';
import { firstRows, useGrowing } from './use-growing';

export interface BoardTableProps {
  chapters: readonly Chapter<FacedRow>[];
  plan: PlanSummary;
  today: string;
  show: Show;
  isStale?: boolean;
}

/** Which chapters have been opened by hand stands in the address. */
function useOpened(): [ReadonlySet<string>, (key: string) => void] {
  const [search, change] = useSearch();
  const open = new Set((search.open ?? '').split(',').filter(Boolean));
  const toggle = (key: string): void => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    change({ open: [...next].join(',') || null }, { replace: true });
  };
  return [open, toggle];
}

function shownRows(chapter: Chapter<FacedRow>, show: Show, isOpen: boolean): readonly FacedRow[] {
  if (show === 'all') return chapter.rows;
  if (show === 'late') return chapter.rows.filter(isLate);
  return isOpen ? chapter.rows : keyRows(chapter.rows);
}

export function BoardTable({ chapters, plan, today, show, isStale }: BoardTableProps) {
  const t = usePlanTexts();
  const [open, toggle] = useOpened();
  const visible = chapters
    .map((chapter) => ({ chapter, rows: shownRows(chapter, show, open.has(chapter.key)) }))
    .filter((one) => one.rows.length > 0);
  const total = visible.reduce((sum, one) => sum + one.rows.length, 0);
  const drawn = firstRows(visible, useGrowing(total, show));
  if (visible.length === 0) {
    return (
      <section className="card">
        <EmptyState icon="kept" title={show === 'late' ? t('board.nothingLate') : t('board.empty')} />
      </section>
    );
  }
  return (
    <section className={isStale ? 'card plan-board stale' : 'card plan-board'} aria-busy={isStale ?? false}>
      <div className="plan-months" aria-hidden="true">
        <MonthLines />
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col" className="c-chapter">
              {t('board.chapter')}
            </th>
            <th scope="col" className="c-title">
              {t('board.commitment')}
            </th>
            <th scope="col" className="c-target">
              {t('board.target')}
            </th>
            <th scope="col" className="c-figure">
              {t('board.figureNow')}
            </th>
            <th scope="col" className="c-state">
              {t('board.state')}
            </th>
            <th scope="col" className="c-window">
              <span className="unseen">{t('board.window')}</span>
              <div aria-hidden="true">
                <MonthHeads />
              </div>
            </th>
          </tr>
        </thead>
        {drawn.map(({ chapter, rows }) => (
          <tbody key={chapter.key}>
            {rows.map((row, index) => (
              <BoardLine key={row.id} row={row} year={plan.year} today={today} isLast={index === rows.length - 1}>
                {index === 0 ? (
                  <ChapterCell
                    chapter={chapter}
                    rows={rows.length}
                    show={show}
                    isOpen={open.has(chapter.key)}
                    onToggle={toggle}
                  />
                ) : null}
              </BoardLine>
            ))}
          </tbody>
        ))}
      </table>
      <div className="plan-months over" aria-hidden="true">
        <TodayLine year={plan.year} today={today} />
      </div>
    </section>
  );
}

interface ChapterCellProps {
  chapter: Chapter<FacedRow>;
  rows: number;
  show: Show;
  isOpen: boolean;
  onToggle: (key: string) => void;
}

function ChapterCell({ chapter, rows, show, isOpen, onToggle }: ChapterCellProps) {
  const t = usePlanTexts();
  const language = useLanguage();
  const { section } = chapter;
  const hidden = chapter.rows.length - rows;
  const title = section ? section.title : t('board.opening');
  const label = t('board.squares', { count: chapter.rows.length });
  const foot: CSSProperties = { '--indent': section?.number ? '22px' : '0' } as CSSProperties;
  return (
    <th scope="rowgroup" rowSpan={rows} className={rows === 1 ? 'c-chapter one' : 'c-chapter'} style={foot}>
      <div className="ch">
        <span className="ch-title" title={title}>
          {section?.number ? <span className="dim">{section.number}</span> : null}
          <b {...(section && language === 'en' ? planWords : {})}>{section ? shortTitle(title) : title}</b>
        </span>
        <StateSquares states={chapter.rows.map((row) => row.face)} label={label} />
        {show === 'key' && (hidden > 0 || isOpen) ? (
          <Fragment>
            <button type="button" className="more" aria-expanded={isOpen} onClick={() => onToggle(chapter.key)}>
              {isOpen ? t('board.fewer') : t('board.more', { count: hidden })}
            </button>
          </Fragment>
        ) : null}
      </div>
    </th>
  );
}

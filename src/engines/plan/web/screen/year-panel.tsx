import { StateStack, type Tone } from '#ui';
import type { ScreenChapter, ScreenModel } from './screen-model';
import { useScreenTexts } from './screen-texts';
import { pageAt } from './turns';

const CHAPTERS_A_PAGE = 9;

/** The whole year at the left: the counts by state, their shares, and each chapter with its squares. */
export function YearPanel({ model, turn }: { model: ScreenModel; turn: number }) {
  const t = useScreenTexts();
  const { tally } = model;
  const counts: readonly [Tone, string, number][] = [
    ['kept', t('kept'), tally.kept],
    ['going', t('going'), tally.going],
    ['late', t('late'), tally.late],
    ['ahead', t('ahead'), tally.ahead],
    [
      'none',
      tally.aims > 0 && tally.none > 0 ? t('noneAndAims') : tally.none > 0 ? t('none') : t('aims'),
      tally.none + tally.aims,
    ],
  ];
  const label = counts.map(([, name, count]) => `${name} ${count}`).join(' · ');
  return (
    <section className="scr-year" aria-label={t('year')}>
      <h2>{t('total', { year: model.year, count: model.total })}</h2>
      <div className="scr-counts">
        {counts.map(([tone, name, count]) => (
          <div key={tone} className={tone}>
            <b key={count}>{count}</b>
            <span>
              <i className={`f-${tone}`} />
              {name}
            </span>
          </div>
        ))}
      </div>
      <StateStack parts={counts.map(([tone, , count]) => ({ tone, count }))} label={label} />
      <Chapters chapters={model.chapters} turn={turn} />
    </section>
  );
}

/** Squares get smaller where a chapter promises much, so that each keeps its place. */
function squareSize(chapters: readonly ScreenChapter[]): 'l' | 'm' | 's' {
  const most = Math.max(...chapters.map((chapter) => chapter.total), 0);
  return most <= 14 ? 'l' : most <= 38 ? 'm' : 's';
}

function Chapters({ chapters, turn }: { chapters: readonly ScreenChapter[]; turn: number }) {
  const t = useScreenTexts();
  const { rows, page, pages } = pageAt(chapters, CHAPTERS_A_PAGE, turn);
  return (
    <>
      <ol className={`scr-chapters ${squareSize(chapters)}`}>
        {rows.map((chapter) => (
          <li key={chapter.key}>
            <span className="no">{chapter.number}</span>
            <span className="name" lang="zh-CN">
              {chapter.title ?? t('opening')}
            </span>
            <span
              className="squares"
              role="img"
              aria-label={t('keptOf', { kept: chapter.tally.kept, count: chapter.total })}
            >
              {chapter.tones.map((tone, index) => (
                <i key={index} className={`f-${tone}`} />
              ))}
            </span>
            <span className="share">
              <b>{chapter.tally.kept}</b>/{chapter.total}
            </span>
          </li>
        ))}
      </ol>
      <Pages page={page} pages={pages} />
    </>
  );
}

/** Which page of a long list stands on the screen. */
export function Pages({ page, pages }: { page: number; pages: number }) {
  const t = useScreenTexts();
  if (pages < 2) return null;
  return (
    <span className="scr-pages" role="img" aria-label={t('page', { page: page + 1, pages })}>
      {Array.from({ length: pages }, (_none, index) => (
        <i key={index} className={index === page ? 'on' : ''} />
      ))}
    </span>
  );
}

import { daysBetween } from '#kernel/contract';
import { Icon, formatDayShort, useLanguage } from '#ui';
import type { CSSProperties, ReactNode } from 'react';
import type { FacedRow } from '../states';
import './side-lists.css';
import { type Coming, DAYS_AHEAD, type ScreenModel } from './screen-model';
import { useScreenTexts } from './screen-texts';
import { pageAt } from './turns';
import { Pages } from './year-panel';

const ROWS = 8;
const LEAST_ROWS = 2;
const CHAPTERS_A_PAGE = 9;

/** The right side: what is late and what comes; for those who read totals alone, the chapters in numbers. */
export function SideLists({ model, turn }: { model: ScreenModel; turn: number }) {
  if (model.lists === null) return <ChapterNumbers model={model} turn={turn} />;
  const { late, coming } = model.lists;
  // What is late comes first; what comes keeps half of the place while it needs it.
  const comingNeeds = Math.min(ROWS / 2, Math.max(LEAST_ROWS, coming.length));
  const forLate = Math.min(ROWS - comingNeeds, Math.max(LEAST_ROWS, late.length));
  return (
    <div className="scr-side">
      <LateList rows={late} places={forLate} turn={turn} />
      <ComingList rows={coming} places={ROWS - forLate} today={model.today} turn={turn} />
    </div>
  );
}

interface ListProps {
  name: string;
  count: string;
  /** How many rows have a place. */
  places: number;
  page: number;
  pages: number;
  children: ReactNode;
}

function List({ name, count, places, page, pages, children }: ListProps) {
  return (
    <section aria-label={name} style={{ '--places': places } as CSSProperties}>
      <h2>
        {name}
        <Pages page={page} pages={pages} />
        <span className="sp" />
        {count}
      </h2>
      {children}
    </section>
  );
}

/** The unit that answers and the plan's own words for the time. Persons are not named in a hall. */
function under(row: FacedRow): string {
  return [row.unitName, row.window?.words].filter(Boolean).join(' · ');
}

function Row({ row, end, tone }: { row: FacedRow; end: ReactNode; tone: string }) {
  const words = under(row);
  return (
    <li>
      <div lang="zh-CN">
        <b>{row.title}</b>
        {words ? <span>{words}</span> : null}
      </div>
      <em className={tone}>{end}</em>
    </li>
  );
}

function LateList({ rows, places, turn }: { rows: readonly FacedRow[]; places: number; turn: number }) {
  const t = useScreenTexts();
  const { rows: shown, ...pages } = pageAt(rows, places, turn);
  return (
    <List name={t('lateList')} count={t('items', { count: rows.length })} places={places} {...pages}>
      {rows.length === 0 ? (
        <p className="scr-none">
          <Icon name="kept" />
          {t('nothingLate')}
        </p>
      ) : (
        <ol>
          {shown.map((row) => (
            <Row
              key={row.id}
              row={row}
              tone="late"
              end={
                <>
                  <Icon name="late" />
                  {row.lateDays > 0 ? t('daysLate', { count: row.lateDays }) : t('missed')}
                </>
              }
            />
          ))}
        </ol>
      )}
    </List>
  );
}

interface ComingProps {
  rows: readonly Coming[];
  places: number;
  today: string;
  turn: number;
}

function ComingList({ rows, places, today, turn }: ComingProps) {
  const t = useScreenTexts();
  const language = useLanguage();
  const { rows: shown, ...pages } = pageAt(rows, places, turn);
  const soon = rows.filter(({ day }) => daysBetween(today, day) <= DAYS_AHEAD).length;
  const when = ({ day, isOpening, row }: Coming): string => {
    const isOneDay = row.days.from === row.days.to;
    const date = formatDayShort(day, language);
    return isOneDay ? date : t(isOpening ? 'opens' : 'due', { day: date });
  };
  const away = (day: string): string => {
    const count = daysBetween(today, day);
    return count === 0 ? t('today') : t('daysAway', { count });
  };
  return (
    <List name={t('comingList')} count={t('soon', { count: soon })} places={places} {...pages}>
      {rows.length === 0 ? (
        <p className="scr-none">{t('nothingComing')}</p>
      ) : (
        <ol>
          {shown.map((coming) => (
            <Row
              key={coming.row.id}
              row={coming.row}
              tone={coming.row.face === 'at_risk' ? 'late two' : 'two'}
              end={
                <>
                  {when(coming)}
                  <small>{away(coming.day)}</small>
                </>
              }
            />
          ))}
        </ol>
      )}
    </List>
  );
}

function ChapterNumbers({ model, turn }: { model: ScreenModel; turn: number }) {
  const t = useScreenTexts();
  const { rows, page, pages } = pageAt(model.chapters, CHAPTERS_A_PAGE, turn);
  return (
    <div className="scr-side">
      <section>
        <h2>
          {t('byChapter')}
          <Pages page={page} pages={pages} />
        </h2>
        <table className="scr-numbers">
          <thead>
            <tr>
              <th scope="col">{t('chapter')}</th>
              <th scope="col">{t('kept')}</th>
              <th scope="col">{t('going')}</th>
              <th scope="col">{t('ahead')}</th>
              <th scope="col">{t('late')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, number, title, tally }) => (
              <tr key={key}>
                <th scope="row" lang="zh-CN">
                  {[number, title ?? t('opening')].filter(Boolean).join(' ')}
                </th>
                <td>{tally.kept}</td>
                <td>{tally.going}</td>
                <td>{tally.ahead}</td>
                <td className={tally.late > 0 ? 'late' : ''}>{tally.late}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

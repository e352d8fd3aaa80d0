import { type Explanation, Figure, HowItCameAbout, Link, StateTag, WindowBar, call } from '#ui';
import { getCommitment } from '../../../contract';
import { type ReactNode, memo } from 'react';
import type { FacedRow } from '../../states';
import { explanationOf } from '../explanation';
import { planWords, useWords } from '../../words';

export interface BoardLineProps {
  row: FacedRow;
  year: number;
  today: string;
  isLast: boolean;
  children: ReactNode;
}

/** One commitment: words, target, figure that opens its rows, state, and when it falls due. */
function Line({ row, year, today, isLast, children }: BoardLineProps) {
  const { t, language, target, figure, days } = useWords();
  const at = `/plan/commitments/${row.id}`;
  const parts = row.figure ? figure(row.figure) : null;
  const explain = async (): Promise<Explanation> =>
    explanationOf(await call(getCommitment, { params: { commitmentId: row.id } }), t, language);
  const aim = target(row.target) || (row.window?.every ? days(row.window) : t(`kindShort.${row.kind}`));
  return (
    <tr className={isLast ? 'last' : undefined}>
      {children}
      <td className="c-title">
        <Link className="ell ink" to={at} title={row.quote} {...planWords}>
          {row.title}
        </Link>
      </td>
      <td className="c-target dim ell" title={aim}>
        {aim}
      </td>
      <td className="c-figure">
        <span className="row">
          {parts ? (
            <Figure value={parts.value} unit={parts.unit} to={`${at}?rows=all`} />
          ) : row.face === 'aim' ? (
            <Figure value={row.evidenceCount} unit={t('board.evidence')} to={at} />
          ) : (
            <span className="dim">—</span>
          )}
          <span className="sp" />
          {parts ? <HowItCameAbout explain={explain} /> : null}
        </span>
      </td>
      <td className="c-state">
        <StateTag state={row.face} bare />
      </td>
      <td className="c-window">
        <WindowBar
          window={row.days}
          year={year}
          today={today}
          state={row.face === 'at_risk' ? 'on_the_way' : row.face}
          {...(row.window?.words ? { words: row.window.words } : {})}
        />
      </td>
    </tr>
  );
}

export const BoardLine = memo(
  Line,
  (a, b) =>
    a.row === b.row && a.year === b.year && a.today === b.today && a.isLast === b.isLast && a.children === b.children,
);

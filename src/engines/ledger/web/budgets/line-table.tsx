import { Figure, Link, formatMoney } from '#ui';
import type { BudgetLine } from '../../budgets/contract';
import { asFen } from '../pieces';
import { GapWords, LineGauge, LineTag, useTargetWords } from './pieces';
import { useBudgetTexts } from './texts';

/** A line with its bar; each figure opens its postings. */
function LineRow({ line, to, isOpen }: { line: BudgetLine; to: string; isOpen: boolean }) {
  const t = useBudgetTexts();
  const say = useTargetWords();
  return (
    <tr className={isOpen ? 'is-open' : undefined}>
      <td>
        <Link to={to} keepScroll className="row-link">
          <span lang="zh-CN">{line.name}</span>
        </Link>
        {line.isClosed ? <span className="dim t12"> {t('closed')}</span> : null}
        {line.commitments.map((one) => (
          <div key={one.id} className="t12" lang="zh-CN">
            {one.href === null ? one.title : <Link to={one.href}>{one.title}</Link>}
          </div>
        ))}
      </td>
      <td>{say(line.target)}</td>
      <td className="bg-bar">
        <LineGauge line={line} />
      </td>
      <td className="num">
        <Figure value={formatMoney(line.spent)} to={to} />
      </td>
      <td className="num">{asFen(line.reserved) > 0n ? <Figure value={formatMoney(line.reserved)} to={to} /> : '—'}</td>
      <td className="num">{line.free === null ? '—' : formatMoney(line.free)}</td>
      <td>
        <LineTag line={line} />
        <div className="dim t12">
          <GapWords line={line} />
        </div>
      </td>
    </tr>
  );
}

/** The lines of a budget with their bars and sums; each figure opens its postings. */
export function LineTable(props: {
  lines: readonly BudgetLine[];
  addressOf: (id: string) => string;
  openKey: string | null;
}) {
  const t = useBudgetTexts();
  const { lines, addressOf, openKey } = props;
  const sum = (key: 'spent' | 'reserved') => lines.reduce((total, line) => total + asFen(line[key]), 0n);
  return (
    <div className="scroll-x">
      <table aria-label={t('lines')} className="bg-lines">
        <thead>
          <tr>
            <th scope="col">{t('line')}</th>
            <th scope="col">{t('target')}</th>
            <th scope="col" className="bg-bar">
              {t('bar')}
            </th>
            <th scope="col" className="num">
              {t('spent')}
            </th>
            <th scope="col" className="num">
              {t('reserved')}
            </th>
            <th scope="col" className="num">
              {t('free')}
            </th>
            <th scope="col">{t('state')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <LineRow key={line.id} line={line} to={addressOf(line.id)} isOpen={openKey === line.id} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {t('sum')}
            </th>
            <td className="num">{formatMoney(sum('spent'))}</td>
            <td className="num">{formatMoney(sum('reserved'))}</td>
            <td colSpan={2} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

import type { FundRow } from '../books/contract';
import { formatMoney } from '#ui';
import { asFen } from './pieces';
import { useBookTexts } from './texts';
import './books.css';

type Month = FundRow['trend'][number];

/** Bigint amounts as shares of the largest: a drawing needs no fen. */
function shares(values: readonly bigint[], least: bigint, most: bigint): number[] {
  const span = most - least;
  return values.map((value) => (span === 0n ? 0.5 : Math.max(0, Number(((value - least) * 1000n) / span) / 1000)));
}
const largest = (values: readonly bigint[]) => values.reduce((a, b) => (b > a ? b : a), 0n);
const smallest = (values: readonly bigint[]) => values.reduce((a, b) => (b < a ? b : a), values[0] ?? 0n);

/** Twelve months: what came in and went out as bars, the balance as a line over them. */
export function Trend({ name, months, isWide = false }: { name: string; months: readonly Month[]; isWide?: boolean }) {
  const t = useBookTexts();
  const most = largest(months.flatMap((month) => [asFen(month.in), asFen(month.out)]));
  const ins = shares(
    months.map((month) => asFen(month.in)),
    0n,
    most === 0n ? 1n : most,
  );
  const outs = shares(
    months.map((month) => asFen(month.out)),
    0n,
    most === 0n ? 1n : most,
  );
  const balances = months.map((month) => asFen(month.balance));
  const line = shares(balances, smallest(balances), largest(balances));
  const first = formatMoney(balances[0] ?? 0n);
  const last = formatMoney(balances.at(-1) ?? 0n);
  return (
    <svg
      className={isWide ? 'lb-trend is-wide' : 'lb-trend'}
      viewBox="0 0 120 36"
      preserveAspectRatio="none"
      role="img"
      aria-label={t('trendOf', { name, from: first, to: last })}
    >
      <line x1="0" x2="120" y1="35.5" y2="35.5" />
      {months.map((month, i) => (
        <g key={month.month}>
          <rect className="came" x={i * 10 + 1} width="3.6" y={35 - ins[i]! * 33} height={ins[i]! * 33} />
          <rect className="went" x={i * 10 + 5} width="3.6" y={35 - outs[i]! * 33} height={outs[i]! * 33} />
        </g>
      ))}
      <polyline points={line.map((share, i) => `${i * 10 + 5},${33 - share * 30}`).join(' ')} />
    </svg>
  );
}

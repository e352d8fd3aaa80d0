import { Button, formatMoney, formatMonth, formatNumber, positionOf, useLanguage } from '#ui';
import { useState } from 'react';
import { usePlanTexts } from '../../texts';
import type { CommitmentPage } from '../explanation';
import { axisTop, growthOf } from './growth';

const LEFT = 58;
const RIGHT = 516;
const BASE = 96;
const HEIGHT = 84;

/** The figure month by month, with its table twin one key away. */
export function GrowthChart({ page, today }: { page: CommitmentPage; today: string }) {
  const t = usePlanTexts();
  const language = useLanguage();
  const [isTable, setTable] = useState(false);
  const isMoney = page.row.figure?.unit === 'fen';
  const print = (value: number) =>
    isMoney ? formatMoney(String(Math.round(value))).replace(/\.00$/, '') : formatNumber(value);
  const { months, top } = growthOf(page.figureRows, page.planYear, today);
  return (
    <div className="plan-growth">
      <div className="row t12 dim">
        <b className="t13">{t('commitment.byMonth')}</b>
        <span className="sp" />
        <Button
          size="sm"
          kind="text"
          icon={isTable ? 'columns' : 'table'}
          aria-pressed={isTable}
          onClick={() => setTable(!isTable)}
        >
          {isTable ? t('commitment.asChart') : t('commitment.asTable')}
        </Button>
      </div>
      {isTable ? (
        <div className="scroll-x">
          <table>
            <thead>
              <tr>
                {months.map((_value, index) => (
                  <th key={index} scope="col" className="num">
                    {formatMonth(index + 1, language)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <tr>
                {months.map((value, index) => (
                  <td key={index} className="num">
                    {print(value)}
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        </div>
      ) : (
        <Lines
          months={months}
          top={axisTop(top)}
          print={print}
          todayAt={today.slice(0, 4) === String(page.planYear) ? positionOf(today, page.planYear, 0.5) : null}
        />
      )}
    </div>
  );
}

interface LinesProps {
  months: readonly number[];
  top: number;
  print: (value: number) => string;
  /** Percent of the year. */
  todayAt: number | null;
}

function Lines({ months, top, print, todayAt }: LinesProps) {
  const t = usePlanTexts();
  const language = useLanguage();
  const at = (percent: number) => LEFT + ((RIGHT - LEFT) * percent) / 100;
  const high = (value: number) => BASE - (HEIGHT * value) / top;
  const points = months.map((value, index) => {
    const end = ((index + 1) / 12) * 100;
    return { x: at(todayAt === null ? end : Math.min(end, todayAt)), y: high(value) };
  });
  const line = [{ x: LEFT, y: BASE }, ...points].map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  const label = t('commitment.chartLabel', { value: print(months.at(-1) ?? 0) });
  return (
    <svg viewBox="0 0 526 122" role="img" aria-label={label} className="plan-lines">
      {[0, 0.5, 1].map((part) => (
        <g key={part}>
          <path d={`M${LEFT} ${BASE - HEIGHT * part}H${RIGHT}`} className="rule" />
          <text x={LEFT - 6} y={BASE - HEIGHT * part + 4} textAnchor="end">
            {print(top * part)}
          </text>
        </g>
      ))}
      {Array.from({ length: 12 }, (_none, index) => (
        <text key={index} x={at(((index + 0.5) / 12) * 100)} y={117} textAnchor="middle">
          {formatMonth(index + 1, language)}
        </text>
      ))}
      <polyline points={line} className="line" />
      {points.map(({ x, y }, index) => (
        <circle
          key={index}
          cx={x}
          cy={y}
          r={index === points.length - 1 ? 4.5 : 3}
          className={index === points.length - 1 ? 'now' : 'dot'}
        />
      ))}
      {todayAt === null ? null : <path d={`M${at(todayAt)} 8V${BASE}`} className="today-line" />}
    </svg>
  );
}

import type { ReportFigures } from '../contract';
import { formatMoney, formatNumber } from '#ui';
import { useSavingsTexts } from './texts';
import './savings.css';

const parts = {
  accounts: ['before', 'opened', 'closed', 'after'],
  savings: ['before', 'deposited', 'shared', 'withdrawn', 'setOff', 'closed', 'after'],
  loans: [
    ...(['before', 'paidOut', 'repaid', 'setOff', 'writtenOff', 'after'] as const),
    ...(['paidCount', 'openCount', 'overdue', 'overdueCount', 'hopeless'] as const),
  ],
  earnings: ['before', 'earned', 'taken', 'after'],
  money: ['cash', 'bank', 'reserve', 'other'],
  control: ['savings', 'loans'],
} as const satisfies { [Part in keyof ReportFigures]?: readonly (keyof ReportFigures[Part])[] };
const counted = new Set(['accounts.before', 'accounts.opened', 'accounts.closed', 'accounts.after']);
for (const key of ['paidCount', 'openCount', 'overdueCount']) counted.add(`loans.${key}`);

/** The figures of a report one below the other: what was, what came and went, what is. */
export function ReportTable({ figures }: { figures: ReportFigures }) {
  const t = useSavingsTexts();
  return (
    <div className="sv-report">
      {(Object.keys(parts) as (keyof typeof parts)[]).map((part) => (
        <table key={part} className="sv-rows">
          <caption>{t(`reports.parts.${part}`)}</caption>
          <tbody>
            {parts[part].map((key: string) => {
              const value = (figures[part] as Record<string, bigint | number>)[key] ?? 0;
              const isCount = counted.has(`${part}.${key}`);
              return (
                <tr key={key} className={key === 'after' ? 'sv-after' : undefined}>
                  <td>{t(`reports.figures.${part}.${key}` as Parameters<typeof t>[0])}</td>
                  <td className="num">{isCount ? formatNumber(Number(value)) : formatMoney(BigInt(value))}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ))}
    </div>
  );
}

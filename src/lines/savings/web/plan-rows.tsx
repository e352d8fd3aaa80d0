import { ToneTag, formatDay, formatMoney, useLanguage } from '#ui';
import type { EndpointResponse } from '#kernel/contract';
import type { showLoan } from '../contract';
import { useSavingsTexts } from './texts';

/** The parts of a loan, what is due when and what has been repaid of it. */
export function PlanRows({ plan }: Pick<EndpointResponse<typeof showLoan>, 'plan'>) {
  const t = useSavingsTexts();
  const language = useLanguage();
  return (
    <table className="sv-rows">
      <thead>
        <tr>
          <th scope="col">{t('pages.loans.dueOn')}</th>
          <th scope="col" className="num">
            {t('sheets.columns.amount')}
          </th>
          <th scope="col" className="num">
            {t('pages.loans.repaid')}
          </th>
          <th scope="col">{t('sheets.columns.state')}</th>
        </tr>
      </thead>
      <tbody>
        {plan.map(({ number, dueOn, amount, repaid, isOverdue }) => (
          <tr key={number}>
            <td>{formatDay(dueOn, language)}</td>
            <td className="num">{formatMoney(amount)}</td>
            <td className="num">{formatMoney(repaid)}</td>
            <td>
              {isOverdue ? (
                <ToneTag tone="late">{t('pages.loans.overdue')}</ToneTag>
              ) : BigInt(repaid) === BigInt(amount) ? (
                <ToneTag tone="kept">{t('loanStates.repaid')}</ToneTag>
              ) : (
                <ToneTag tone="none">{t('pages.loans.notDue')}</ToneTag>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { formatMoment, formatMoney, useLanguage, useToday } from '#ui';
import type { Statement } from '../contract';
import { useMonthWords, useSavingsTexts } from './texts';

type Changes = Pick<Statement, 'monthlyChanges'>;

/** The sum that counts from a month to come, said in words; null where nothing changes. */
export function useNextMonthly(): (changes: Changes) => string | null {
  const t = useSavingsTexts();
  const month = useMonthWords();
  const today = useToday();
  return ({ monthlyChanges: [last] }) =>
    last === undefined || last.from <= today
      ? null
      : t('pages.monthly.next', { month: month(last.from), amount: formatMoney(last.monthly) });
}

/** What was wanted of the monthly sum since the account was opened, the latest first. */
export function MonthlyChanges({ monthlyChanges }: Changes) {
  const t = useSavingsTexts();
  const month = useMonthWords();
  const language = useLanguage();
  return (
    <ul className="sv-warnings">
      {monthlyChanges.map(({ from, monthly, way, askedAt, byName }) => (
        <li key={`${from} ${askedAt}`}>
          {t('pages.monthly.row', { month: month(from), amount: formatMoney(monthly) })}
          <div className="dim t12">
            {[t(`pages.monthly.ways.${way}`), byName, formatMoment(askedAt, language)].join(' · ')}
          </div>
        </li>
      ))}
    </ul>
  );
}

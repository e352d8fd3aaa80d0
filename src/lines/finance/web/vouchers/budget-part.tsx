import { formatFen } from '#kernel/contract';
import { Note, Select } from '#ui';
import { type Desk, type GridLine, budgetLineOf, budgetSayings, fittingLines } from './grid-lines';
import { useVoucherTexts } from './texts';

interface Props {
  desk: Desk;
  lines: readonly GridLine[];
  on: string;
  onChange: (lines: readonly GridLine[]) => void;
}

/** Beside the rows: which line of the budget each is spent of, what is free of it, and what it says to the amounts. */
export function BudgetPart({ desk, lines, on, onChange }: Props) {
  const t = useVoucherTexts();
  const rows = lines.flatMap((line, at) => {
    const fitting = fittingLines(line, desk.budgetLines, on);
    return fitting.length === 0 ? [] : [{ line, at, fitting }];
  });
  if (rows.length === 0) return null;
  const choose = (index: number, budgetLineId: string) =>
    onChange(lines.map((line, i) => (i === index ? { ...line, budgetLineId } : line)));
  return (
    <div className="col g8 fv-budget">
      <span className="label">{t('budget')}</span>
      <ul>
        {rows.map(({ line, at, fitting }) => (
          <li key={at}>
            <span className="dim">{t('budgetRow', { line: at + 1, account: line.account })}</span>
            <Select
              aria-label={t('budgetLineLine', { line: at + 1 })}
              options={fitting.map(({ id, name }) => ({ value: id, label: name }))}
              blank={t('noBudgetLine')}
              value={budgetLineOf(line, desk.budgetLines, on)?.id ?? ''}
              onChange={(event) => choose(at, event.target.value)}
            />
          </li>
        ))}
      </ul>
      <div className="col g8" aria-live="polite">
        {budgetSayings(lines, desk.budgetLines, on).map(({ budgetLine, verdict, excess }) => {
          const words = { line: budgetLine.name, excess: formatFen(excess) };
          if (verdict === 'fits')
            return (
              <span key={budgetLine.id} className="dim t12">
                {budgetLine.free === null
                  ? t('budgetUnlimited', words)
                  : t('budgetFree', { ...words, free: formatFen(budgetLine.free) })}
              </span>
            );
          return (
            <Note key={budgetLine.id} kind={verdict === 'stop' ? 'refuse' : verdict === 'warn' ? 'warn' : 'info'}>
              {t(`budget_${verdict}`, words)}
            </Note>
          );
        })}
      </div>
    </div>
  );
}

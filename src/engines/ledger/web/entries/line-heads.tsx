import { useBookTexts } from '../texts';

/** The heads of a sheet of lines: account and party, what is said of them, debit and credit; where lines are typed, their numbers. */
export function LineHeads({ isTyped = false }: { isTyped?: boolean }) {
  const t = useBookTexts();
  const head = (label: string, className?: string) => (
    <th key={label} scope="col" className={className}>
      {label}
    </th>
  );
  return (
    <thead>
      <tr>
        {isTyped ? head('#', 'num') : null}
        {head(t('account'))}
        {head(t('party'))}
        {isTyped ? null : head(t('words'))}
        {head(t('debitSide'), 'num')}
        {head(t('creditSide'), 'num')}
      </tr>
    </thead>
  );
}

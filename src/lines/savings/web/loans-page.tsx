import { Segmented, formatDay, formatMoney, useCall, useLanguage, useSearch } from '#ui';
import { type Column, ListPage } from '#ui/desktop';
import { type Association, type LoanRow, listLoans } from '../contract';
import { Sections, WithAssociation } from './association';
import { LoanDrawer } from './loan-drawer';
import { Figures, LoanTag } from './pieces';
import { useSavingsTexts } from './texts';

const which = ['pending', 'open', 'overdue', 'over'] as const;

function Loans({ association }: { association: Association }) {
  const t = useSavingsTexts();
  const language = useLanguage();
  const [search, change] = useSearch();
  const shown = which.find((one) => one === search.which) ?? 'pending';
  const query = { associationId: association.id, which: shown };
  const sums = useCall(listLoans, { query: { ...query, limit: 1 } }).data?.sums;
  const columns: readonly Column<LoanRow>[] = [
    { key: 'number', label: t('sheets.columns.number'), isNumber: true, cell: (row) => row.number },
    { key: 'name', label: t('sheets.columns.name'), cell: (row) => row.person.name },
    { key: 'unit', label: t('sheets.columns.unit'), cell: (row) => row.person.unitName },
    {
      ...{ key: 'state', label: t('sheets.columns.state') },
      cell: (row) => <LoanTag state={row.state} isOverdue={BigInt(row.overdue) > 0n} />,
    },
    { key: 'amount', label: t('sheets.columns.amount'), isNumber: true, cell: (row) => formatMoney(row.amount) },
    { key: 'owed', label: t('sheets.columns.debt'), isNumber: true, cell: (row) => formatMoney(row.owed) },
    {
      ...{ key: 'overdue', label: t('pages.loans.overdue'), isNumber: true },
      cell: (row) =>
        BigInt(row.overdue) > 0n
          ? t('pages.loans.overdueBy', { amount: formatMoney(row.overdue), count: row.overdueDays })
          : '—',
    },
    {
      ...{ key: 'paidOn', label: t('pages.loans.paidOn') },
      cell: (row) => (row.paidOn === null ? '—' : formatDay(row.paidOn, language)),
    },
  ];
  return (
    <ListPage
      key={shown}
      head={{ title: t('name'), note: association.unit.name }}
      endpoint={listLoans}
      request={{ query }}
      columns={columns}
      keyOf={(row) => row.id}
      drawer={(id, close) => <LoanDrawer id={id} onClose={close} />}
      above={
        <>
          <Sections here="loans" association={association.id} />
          <div className="row">
            <Segmented
              label={t('pages.loans.which')}
              value={shown}
              options={which.map((value) => ({ value, label: t(`pages.loans.tabs.${value}`) }))}
              onChange={(value) => change({ which: value, open: null })}
            />
          </div>
          {sums && sums.count > 0 ? (
            <Figures
              rows={[
                { label: t('pages.loans.count'), value: sums.count },
                { label: t('sheets.columns.amount'), value: formatMoney(sums.amount) },
                { label: t('sheets.columns.debt'), value: formatMoney(sums.owed) },
                { label: t('pages.loans.overdue'), value: formatMoney(sums.overdue) },
              ]}
            />
          ) : null}
        </>
      }
      empty={{ title: t(`pages.loans.empty.${shown}`), text: t('pages.loans.emptyAdvice') }}
    />
  );
}

/** The loans of an association: those to be decided or paid, those that run, those overdue, those that are over. */
export default function LoansPage() {
  return <WithAssociation>{(association) => <Loans association={association} />}</WithAssociation>;
}

import { Link, Note, Segmented, formatDay, formatMoney, useCall, useLanguage, useSearch } from '#ui';
import { type Column, ListPage } from '#ui/desktop';
import { type Association, type LoanRow, listLoans, loanLists, showControl } from '../contract';
import { Sections, WithAssociation } from './association';
import { LoanDrawer } from './loan-drawer';
import { Figures, LoanTag } from './pieces';
import { useSavingsTexts } from './texts';

/** Debts that nobody hopes to see again beside what was set aside; what is missing is applied for in relief. */
function Hopeless({ association }: { association: Association }) {
  const t = useSavingsTexts();
  const { data } = useCall(showControl, { params: { id: association.id }, query: {} });
  if (!data) return null;
  const { hopeless } = data;
  return (
    <>
      <Figures
        rows={[
          { label: t('pages.hopeless.owed'), value: formatMoney(hopeless.owed) },
          { label: t('pages.hopeless.reserves.reserve'), value: formatMoney(hopeless.reserve) },
          { label: t('pages.hopeless.toApply'), value: formatMoney(hopeless.toApply) },
          { label: t('pages.hopeless.writtenOffSum'), value: formatMoney(hopeless.writtenOff) },
        ]}
      />
      {BigInt(hopeless.toApply) > 0n ? (
        <Note>
          {t('pages.hopeless.apply', { amount: formatMoney(hopeless.toApply), book: association.book.name })}{' '}
          <Link to="/finance/transfers">{t('pages.hopeless.transfers')}</Link>
        </Note>
      ) : null}
    </>
  );
}

function Loans({ association }: { association: Association }) {
  const t = useSavingsTexts();
  const language = useLanguage();
  const [search, change] = useSearch();
  const shown = loanLists.find((one) => one === search.which) ?? 'pending';
  const query = { associationId: association.id, which: shown };
  const sums = useCall(listLoans, { query: { ...query, limit: 1 } }).data?.sums;
  const columns: readonly Column<LoanRow>[] = [
    { key: 'number', label: t('sheets.columns.number'), isNumber: true, cell: (row) => row.number },
    { key: 'name', label: t('sheets.columns.name'), cell: (row) => row.person.name },
    { key: 'unit', label: t('sheets.columns.unit'), cell: (row) => row.person.unitName },
    {
      ...{ key: 'state', label: t('sheets.columns.state') },
      cell: (row) => (
        <LoanTag state={row.state} isOverdue={BigInt(row.overdue) > 0n} isDoubted={row.hopelessState === 'proposed'} />
      ),
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
              options={loanLists.map((value) => ({ value, label: t(`pages.loans.tabs.${value}`) }))}
              onChange={(value) => change({ which: value, open: null })}
            />
          </div>
          {shown === 'hopeless' ? <Hopeless association={association} /> : null}
          {sums && sums.count > 0 && shown !== 'hopeless' ? (
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

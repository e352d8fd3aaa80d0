import { formatFen } from '#kernel/contract';
import { listBooks } from '#engines/ledger/contract';
import { ButtonLink, formatDay, useCan, useLanguage, useRows, useScope } from '#ui';
import { type Column, type Filter, ListPage } from '#ui/desktop';
import { type VoucherRow, exportVouchers, listVouchers, voucherStates } from '../../vouchers/contract';
import { WorkStrip } from '../work/strip';
import { useNumberWords } from './number-words';
import { VoucherStateTag } from './state-tag';
import { useVoucherTerms, useVoucherTexts } from './texts';

function useColumns(): readonly Column<VoucherRow>[] {
  const terms = useVoucherTerms();
  const language = useLanguage();
  const numberWords = useNumberWords();
  const number = ({ entry }: VoucherRow) =>
    entry === null ? '—' : <span className={entry.number === null ? 'c-late' : undefined}>{numberWords(entry)}</span>;
  return [
    {
      ...{ key: 'words', label: terms('columns.words') },
      cell: (row) => <span lang="zh-CN">{row.words === '' ? '—' : row.words}</span>,
    },
    { key: 'on', label: terms('columns.on'), cell: (row) => <span className="nw">{formatDay(row.on, language)}</span> },
    { key: 'number', label: terms('columns.number'), cell: (row) => <span className="nw">{number(row)}</span> },
    { key: 'book', label: terms('columns.book'), cell: (row) => <span lang="zh-CN">{row.book.name}</span> },
    { key: 'amount', label: terms('columns.amount'), isNumber: true, cell: (row) => formatFen(row.amount) },
    { key: 'state', label: terms('columns.state'), cell: (row) => <VoucherStateTag voucher={row} bare /> },
    {
      ...{ key: 'enteredBy', label: terms('columns.enteredBy') },
      cell: (row) => <span lang="zh-CN">{row.enteredByName}</span>,
    },
  ];
}

/** Vouchers of the books within reach: what is being entered, waits for a hand, or is posted. */
export default function VouchersPage() {
  const t = useVoucherTexts();
  const terms = useVoucherTerms();
  const may = useCan();
  const { unitId } = useScope();
  const books = useRows(listBooks, { query: { limit: 100 } }, { enabled: may('ledger.book.read') });
  const filters: readonly Filter[] = [
    {
      ...{ name: 'state', label: terms('columns.state'), kind: 'tabs' },
      options: voucherStates.map((value) => ({ value, label: terms(`states.${value}`) })),
    },
    {
      ...{ name: 'bookId', label: t('book'), kind: 'select' },
      options: books.rows.map(({ id, name }) => ({ value: id, label: name })),
    },
    { name: 'from', label: t('from'), kind: 'day' },
    { name: 'to', label: t('to'), kind: 'day' },
  ];
  return (
    <ListPage
      head={{
        title: terms('title'),
        acts: may('finance.voucher.write') ? (
          <ButtonLink kind="main" icon="plus" to="/finance/vouchers/new">
            {t('enter')}
          </ButtonLink>
        ) : null,
      }}
      endpoint={listVouchers}
      request={unitId ? { query: { unitId } } : {}}
      filters={filters}
      above={<WorkStrip />}
      columns={useColumns()}
      exports={exportVouchers}
      keyOf={(row) => row.id}
      toOf={(row) => `/finance/vouchers/${row.id}`}
      empty={{ title: t('none'), text: t('noneAdvice') }}
    />
  );
}

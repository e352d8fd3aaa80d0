import { formatFen } from '#kernel/contract';
import { ButtonLink, formatDay, useCan, useLanguage, useScope } from '#ui';
import { type Column, ListPage } from '#ui/desktop';
import { type VoucherRow, exportVouchers, listVouchers, voucherStates } from '../../vouchers/contract';
import { usePaperFilters } from '../paper-filters';
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
  const words = { state: terms('columns.state'), book: t('book'), from: t('from'), to: t('to') };
  const filters = usePaperFilters(words, voucherStates, (state) => terms(`states.${state}`));
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

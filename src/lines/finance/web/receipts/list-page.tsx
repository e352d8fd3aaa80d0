import { formatFen } from '#kernel/contract';
import { ButtonLink, formatDay, useCan, useLanguage, useScope } from '#ui';
import { type Column, ListPage } from '#ui/desktop';
import { type ReceiptRow, exportReceipts, listReceipts, receiptStates } from '../../receipts/contract';
import { usePaperFilters } from '../paper-filters';
import { ReceiptStateTag } from './state-tag';
import { useReceiptTerms, useReceiptTexts } from './texts';

function useColumns(): readonly Column<ReceiptRow>[] {
  const terms = useReceiptTerms();
  const language = useLanguage();
  const amount = (row: ReceiptRow) => (
    <span className={BigInt(row.amount) < 0n ? 'c-refuse' : undefined}>{formatFen(row.amount)}</span>
  );
  return [
    { key: 'number', label: terms('columns.number'), isNumber: true, cell: (row) => row.number },
    { key: 'payer', label: terms('columns.payer'), cell: (row) => <span lang="zh-CN">{row.payer}</span> },
    { key: 'words', label: terms('columns.words'), cell: (row) => <span lang="zh-CN">{row.words}</span> },
    { key: 'on', label: terms('columns.on'), cell: (row) => <span className="nw">{formatDay(row.on, language)}</span> },
    { key: 'book', label: terms('columns.book'), cell: (row) => <span lang="zh-CN">{row.book.name}</span> },
    { key: 'way', label: terms('columns.way'), isExtra: true, cell: (row) => terms(`ways.${row.way}`) },
    { key: 'amount', label: terms('columns.amount'), isNumber: true, cell: amount },
    { key: 'state', label: terms('columns.state'), cell: (row) => <ReceiptStateTag receipt={row} bare /> },
    {
      ...{ key: 'writtenBy', label: terms('columns.writtenBy') },
      cell: (row) => <span lang="zh-CN">{row.writtenByName}</span>,
    },
  ];
}

/** Receipts of the books within reach, cancelled ones and those in red among them. */
export default function ReceiptsPage() {
  const t = useReceiptTexts();
  const terms = useReceiptTerms();
  const may = useCan();
  const { unitId } = useScope();
  const words = { state: terms('columns.state'), book: t('book'), from: t('from'), to: t('to') };
  const filters = usePaperFilters(words, receiptStates, (state) => terms(`states.${state}`));
  return (
    <ListPage
      head={{
        title: terms('title'),
        acts: may('finance.receipt.write') ? (
          <ButtonLink kind="main" icon="plus" to="/finance/receipts/new">
            {t('write')}
          </ButtonLink>
        ) : null,
      }}
      endpoint={listReceipts}
      request={unitId ? { query: { unitId } } : {}}
      filters={filters}
      columns={useColumns()}
      exports={exportReceipts}
      keyOf={(row) => row.id}
      toOf={(row) => `/finance/receipts/${row.id}`}
      empty={{ title: t('none'), text: t('noneAdvice') }}
    />
  );
}

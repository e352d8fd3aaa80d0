import { Button, formatDay, formatMoney, useCall, useLanguage, useScope, useSearch } from '#ui';
import { type Column, type Filter, ListPage } from '#ui/desktop';
import { type TransferRow, exportTransfers, listTransfers, transferStates } from '../../transfers/contract';
import { TransferTag } from './pieces';
import { ProposeDrawer } from './propose-drawer';
import { useTransferTerms, useTransferTexts } from './texts';
import { TransferDrawer } from './transfer-drawer';

function useColumns(): readonly Column<TransferRow>[] {
  const t = useTransferTexts();
  const language = useLanguage();
  const book = (side: TransferRow['from']) => (
    <span lang="zh-CN">
      {side.bookName}
      <div className="dim t12">
        {side.account.code} {side.account.name}
        {side.purpose === null ? null : ` · ${side.purpose.code} ${side.purpose.name}`}
      </div>
    </span>
  );
  return [
    { key: 'on', label: t('day'), cell: (row) => <span className="nw">{formatDay(row.on, language)}</span> },
    { key: 'from', label: t('from'), cell: (row) => book(row.from) },
    { key: 'to', label: t('to'), cell: (row) => book(row.to) },
    { key: 'amount', label: t('amount'), isNumber: true, cell: (row) => formatMoney(row.amount) },
    { key: 'words', label: t('words'), cell: (row) => <span lang="zh-CN">{row.words}</span> },
    { key: 'state', label: t('state'), cell: (row) => <TransferTag state={row.state} /> },
    { key: 'by', label: t('proposedBy'), cell: (row) => row.proposedBy },
  ];
}

/** Money that passes between books, with what waits for its approval. */
export default function TransfersPage() {
  const t = useTransferTexts();
  const terms = useTransferTerms();
  const { unitId } = useScope();
  const [search, change] = useSearch();
  const columns = useColumns();
  const request = unitId ? { query: { unitId } } : {};
  const { data } = useCall(listTransfers, { query: { limit: 1, ...request.query } });
  const filters: readonly Filter[] = [
    {
      ...{ name: 'state', label: t('state'), kind: 'select' },
      options: transferStates.map((value) => ({ value, label: terms(`states.${value}`) })),
    },
  ];
  const add = data?.abilities.propose ? (
    <Button kind="main" icon="plus" onClick={() => change({ act: 'new' })}>
      {t('ask')}
    </Button>
  ) : null;
  return (
    <>
      <ListPage
        head={{ title: t('title'), note: t('note'), acts: add }}
        endpoint={listTransfers}
        request={request}
        filters={filters}
        columns={columns}
        exports={exportTransfers}
        keyOf={(row) => row.id}
        drawer={(id, close) => <TransferDrawer id={id} onClose={close} />}
        empty={{ title: t('none'), text: t('noneAdvice') }}
      />
      {data?.abilities.propose && search.act === 'new' ? <ProposeDrawer onClose={() => change({ act: null })} /> : null}
    </>
  );
}

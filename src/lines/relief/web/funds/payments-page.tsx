import { Button, formatDay, formatMoney, useCall, useLanguage, useScope, useSearch } from '#ui';
import { type Column, type Filter, ListPage } from '#ui/desktop';
import { type PaymentRow, exportPayments, listPayments, paymentStates } from '../../payments/contract';
import { sources } from '../../terms';
import { PaymentDrawer } from './payment-drawer';
import { PaymentTag } from './pieces';
import { PrepareDialog } from './prepare-dialog';
import { useFundTexts } from './texts';

function useColumns(): readonly Column<PaymentRow>[] {
  const t = useFundTexts();
  const language = useLanguage();
  const day = (value: string | null) => (value === null ? '—' : formatDay(value, language));
  return [
    {
      key: 'preparedOn',
      label: t('columns.preparedOn'),
      cell: (row) => <span className="nw">{day(row.preparedOn)}</span>,
    },
    {
      key: 'person',
      label: t('columns.person'),
      cell: (row) => (
        <>
          {row.person.name}
          <div className="dim t12">{row.unit?.name}</div>
        </>
      ),
    },
    { key: 'purpose', label: t('columns.purpose'), cell: (row) => t(`purposes.${row.purpose}`) },
    {
      key: 'source',
      label: t('columns.source'),
      cell: (row) => (
        <>
          {t(`sources.${row.source}`)}
          {row.campaign === null ? null : (
            <div className="dim t12" lang="zh-CN">
              {row.campaign.title}
            </div>
          )}
        </>
      ),
    },
    { key: 'amount', label: t('columns.amount'), isNumber: true, cell: (row) => formatMoney(row.amount) },
    { key: 'state', label: t('columns.state'), cell: (row) => <PaymentTag state={row.state} /> },
    { key: 'paidOn', label: t('columns.paidOn'), cell: (row) => <span className="nw">{day(row.paidOn)}</span> },
  ];
}

/** Aid to persons: prepared by one, approved by another, paid by a third. */
export default function PaymentsPage() {
  const t = useFundTexts();
  const { unitId } = useScope();
  const [search, change] = useSearch();
  const columns = useColumns();
  const request = { query: { ...(unitId ? { unitId } : {}), ...(search.year ? { year: search.year } : {}) } };
  const { data } = useCall(listPayments, { query: { limit: 1, ...(unitId ? { unitId } : {}) } });
  const filters: readonly Filter[] = [
    {
      ...{ name: 'state', label: t('columns.state'), kind: 'select' },
      options: paymentStates.map((value) => ({ value, label: t(`states.${value}`) })),
    },
    {
      ...{ name: 'source', label: t('columns.source'), kind: 'select' },
      options: sources.map((value) => ({ value, label: t(`sources.${value}`) })),
    },
  ];
  return (
    <>
      <ListPage
        head={{
          title: t('titles.payments'),
          note: t('note.payments'),
          acts: data?.abilities.prepare ? (
            <Button kind="main" icon="plus" onClick={() => change({ act: 'new' })}>
              {t('pages.prepare.title')}
            </Button>
          ) : null,
        }}
        endpoint={listPayments}
        request={request}
        filters={filters}
        columns={columns}
        exports={exportPayments}
        keyOf={(row) => row.id}
        drawer={(id, close) => <PaymentDrawer id={id} onClose={close} />}
        empty={{ title: t('pages.payments.none'), text: t('pages.payments.noneAdvice') }}
      />
      {data?.abilities.prepare && search.act === 'new' ? (
        <PrepareDialog campaignId={search.campaign} onClose={() => change({ act: null, campaign: null })} />
      ) : null}
    </>
  );
}

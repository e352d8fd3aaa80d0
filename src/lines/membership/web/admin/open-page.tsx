import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  Skeleton,
  ToneTag,
  formatDay,
  useCall,
  useLanguage,
  useScope,
} from '#ui';
import { ExportButton, PageHead, Table } from '#ui/desktop';
import { useState } from 'react';
import {
  type MoveTarget,
  type TransferRow,
  type UndecidedRow,
  getTransferForm,
  listOpenMatters,
} from '../../moves/contract';
import { listMembers, showMember } from '../../register/contract';
import { useMembershipTexts } from '../texts';
import { MoveDialog } from './move-dialog';
import { ReceiptDialog } from './receipt-dialog';

const touched = [listOpenMatters, listMembers, showMember];
const choices = ['transferred_out', 'retained'] as const satisfies readonly MoveTarget[];

/** Members who no longer work here: what becomes of the membership is a person's decision. */
function Undecided({ rows }: { rows: readonly UndecidedRow[] }) {
  const t = useMembershipTexts();
  const language = useLanguage();
  const [deciding, setDeciding] = useState<{ row: UndecidedRow; to: MoveTarget } | null>(null);
  return (
    <Card title={t('open.undecided')} note={t('count', { count: rows.length })} flush>
      {rows.length === 0 ? (
        <EmptyState icon="tick" title={t('open.noneUndecided')} />
      ) : (
        <Table
          label={t('open.undecided')}
          rows={rows}
          keyOf={(row) => row.person.id}
          toOf={(row) => `/membership?open=${row.person.id}`}
          columns={[
            { key: 'name', label: t('fields.name'), cell: (row) => row.person.name },
            { key: 'unit', label: t('open.lastUnit'), cell: (row) => row.unitName },
            { key: 'day', label: t('open.lastDay'), cell: (row) => formatDay(row.employedTo, language) },
            {
              ...{ key: 'acts', label: t('open.decide') },
              cell: (row) =>
                row.abilities.decide ? (
                  <span className="row g8">
                    {choices.map((to) => (
                      <Button key={to} size="sm" onClick={() => setDeciding({ row, to })}>
                        {t(`move.${to}`)}
                      </Button>
                    ))}
                  </span>
                ) : null,
            },
          ]}
        />
      )}
      {deciding ? (
        <MoveDialog member={deciding.row} to={deciding.to} changes={touched} onClose={() => setDeciding(null)} />
      ) : null}
    </Card>
  );
}

function Transfers({ rows }: { rows: readonly TransferRow[] }) {
  const t = useMembershipTexts();
  const language = useLanguage();
  const [answering, setAnswering] = useState<TransferRow | null>(null);
  const state = (row: TransferRow) =>
    row.isLate ? (
      <ToneTag tone="late">{t('open.late', { day: formatDay(row.askOn, language) })}</ToneTag>
    ) : (
      <ToneTag tone="going">{t('open.waiting', { day: formatDay(row.askOn, language) })}</ToneTag>
    );
  return (
    <Card title={t('open.transfers')} note={t('count', { count: rows.length })} flush>
      {rows.length === 0 ? (
        <EmptyState icon="tick" title={t('open.noneTransfers')} />
      ) : (
        <Table
          label={t('open.transfers')}
          rows={rows}
          keyOf={(row) => row.id}
          toOf={(row) => `/membership?open=${row.person.id}`}
          columns={[
            { key: 'name', label: t('fields.name'), cell: (row) => row.person.name },
            { key: 'to', label: t('move.destination'), cell: (row) => row.destination },
            { key: 'number', label: t('fields.formNumber'), cell: (row) => row.formNumber },
            { key: 'sent', label: t('open.sentOn'), cell: (row) => formatDay(row.sentOn, language) },
            { key: 'state', label: t('open.receipt'), cell: state },
            {
              ...{ key: 'acts', label: t('open.form') },
              cell: (row) => (
                <span className="row g8">
                  <ExportButton
                    endpoint={getTransferForm}
                    request={{ params: { id: row.id } }}
                    label={t('open.download')}
                    size="sm"
                  />
                  {row.abilities.recordReceipt ? (
                    <Button size="sm" onClick={() => setAnswering(row)}>
                      {t('open.recordReceipt')}
                    </Button>
                  ) : null}
                </span>
              ),
            },
          ]}
        />
      )}
      {answering ? <ReceiptDialog transfer={answering} onClose={() => setAnswering(null)} /> : null}
    </Card>
  );
}

/** What waits for a person: who has left and is still a member, and transfers without a receipt. */
export default function OpenPage() {
  const t = useMembershipTexts();
  const { unitId } = useScope();
  const answer = useCall(listOpenMatters, { query: unitId ? { unitId } : {} });
  return (
    <>
      <PageHead title={t('nav.open')} />
      {answer.data ? (
        <div className="col g16">
          <Undecided rows={answer.data.undecided} />
          <Transfers rows={answer.data.transfers} />
        </div>
      ) : answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  );
}

import { formatFen } from '#kernel/contract';
import { Button, EmptyState, ErrorState, Skeleton, formatDay, useLanguage, useRows } from '#ui';
import { type Column, Table } from '#ui/desktop';
import { type FindingRow, listAuditFindings } from '../../audits/contract-findings';
import { FindingTag, asFen, at } from './pieces';
import { useAuditTerms, useAuditTexts } from './texts';

export function useFindingColumns(): readonly Column<FindingRow>[] {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  const language = useLanguage();
  return [
    {
      ...{ key: 'words', label: terms('columns.finding') },
      cell: (row) => (
        <span className="col">
          <span lang="zh-CN">{row.words.length > 60 ? `${row.words.slice(0, 60)}…` : row.words}</span>
          <span className="dim t12">
            <span lang="zh-CN">{row.audit.name}</span> · {t('findingNumber', { number: row.number })}
          </span>
        </span>
      ),
    },
    { key: 'kind', label: terms('columns.kind'), cell: (row) => terms(`kinds.${row.kind}`) },
    { key: 'gravity', label: terms('columns.gravity'), cell: (row) => terms(`gravities.${row.gravity}`) },
    { key: 'book', label: terms('columns.book'), cell: (row) => <span lang="zh-CN">{row.book.name}</span> },
    {
      ...{ key: 'amount', label: terms('columns.inQuestion'), isNumber: true },
      cell: (row) => (row.amount === null ? '—' : formatFen(asFen(row.amount))),
    },
    {
      ...{ key: 'dueOn', label: terms('columns.dueOn') },
      cell: (row) => <span className="nw">{row.dueOn === null ? '—' : formatDay(row.dueOn, language)}</span>,
    },
    {
      ...{ key: 'answerer', label: terms('columns.answerer'), isExtra: true },
      cell: (row) => <span lang="zh-CN">{row.answererName ?? ''}</span>,
    },
    {
      ...{ key: 'state', label: terms('columns.state') },
      cell: (row) => <FindingTag state={row.state} isOverdue={row.isOverdue} />,
    },
  ];
}

/** The findings of one audit. */
export function FindingTable({ auditId }: { auditId: string }) {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  const list = useRows(listAuditFindings, { query: { auditId, limit: 50 } });
  const columns = useFindingColumns().filter((column) => !column.isExtra);
  if (list.error && list.rows.length === 0) return <ErrorState error={list.error} onRetry={list.again} />;
  if (list.isLoading) return <Skeleton lines={4} />;
  if (list.rows.length === 0) return <EmptyState title={t('noFindings')} />;
  return (
    <>
      <Table
        label={terms('findings')}
        columns={columns}
        rows={list.rows}
        keyOf={(row) => row.id}
        toOf={(row) => at.finding(row.id)}
      />
      {list.hasMore ? (
        <Button isBusy={list.isLoadingMore} onClick={list.more}>
          {t('more')}
        </Button>
      ) : null}
    </>
  );
}

import { useScope } from '#ui';
import { type Filter, ListPage } from '#ui/desktop';
import { exportAuditFindings, findingStates, listAuditFindings } from '../../audits/contract-findings';
import { useFindingColumns } from './finding-table';
import { at } from './pieces';
import { useAuditTerms, useAuditTexts } from './texts';

/** Findings within reach: for whoever answers, what waits; for auditors, what became of it. */
export default function FindingsPage() {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  const { unitId } = useScope();
  const filters: readonly Filter[] = [
    {
      ...{ name: 'state', label: terms('columns.state'), kind: 'tabs' },
      options: findingStates.map((value) => ({ value, label: terms(`states.${value}`) })),
    },
    {
      ...{ name: 'isWaiting', label: t('waitingAnswers'), kind: 'select' },
      options: [{ value: 'yes', label: t('waitingOnly') }],
    },
    {
      ...{ name: 'isOverdue', label: t('lateness'), kind: 'select' },
      options: [{ value: 'yes', label: t('overdue') }],
    },
  ];
  return (
    <ListPage
      head={{ title: terms('findings') }}
      endpoint={listAuditFindings}
      request={unitId ? { query: { unitId } } : {}}
      filters={filters}
      columns={useFindingColumns()}
      exports={exportAuditFindings}
      keyOf={(row) => row.id}
      toOf={(row) => at.finding(row.id)}
      empty={{ title: t('noFindings'), text: t('noFindingsAdvice') }}
    />
  );
}

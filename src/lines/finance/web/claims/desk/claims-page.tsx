import { formatFen } from '#kernel/contract';
import { formatDay, useLanguage, useScope } from '#ui';
import { type Column, type Filter, ListPage } from '#ui/desktop';
import { type ClaimRow, claimKinds, claimStates, exportClaims, listClaims } from '../../../claims/contract';
import { WorkStrip } from '../../work/strip';
import { ClaimStateTag } from '../pieces';
import { useClaimTerms, useClaimTexts } from '../texts';
import { ClaimDrawer } from './claim-drawer';

function useColumns(): readonly Column<ClaimRow>[] {
  const terms = useClaimTerms();
  const language = useLanguage();
  const day = (value: string) => <span className="nw">{formatDay(value, language)}</span>;
  return [
    { key: 'words', label: terms('columns.words'), cell: (row) => <span lang="zh-CN">{row.words}</span> },
    { key: 'claimant', label: terms('columns.claimant'), cell: (row) => <span lang="zh-CN">{row.claimant.name}</span> },
    { key: 'unit', label: terms('columns.unit'), cell: (row) => <span lang="zh-CN">{row.unit.name}</span> },
    { key: 'kind', label: terms('columns.kind'), cell: (row) => terms(`kinds.${row.kind}`) },
    { key: 'amount', label: terms('columns.amount'), isNumber: true, cell: (row) => formatFen(row.amount) },
    { key: 'submittedOn', label: terms('columns.submittedOn'), cell: (row) => day(row.submittedOn) },
    { key: 'spentOn', label: terms('columns.spentOn'), isExtra: true, cell: (row) => day(row.spentOn) },
    { key: 'state', label: terms('columns.state'), cell: (row) => <ClaimStateTag state={row.state} bare /> },
  ];
}

/** The work list of those who check, approve and pay. */
export default function ClaimsPage() {
  const t = useClaimTexts();
  const terms = useClaimTerms();
  const { unitId } = useScope();
  const filters: readonly Filter[] = [
    {
      ...{ name: 'state', label: terms('columns.state'), kind: 'tabs' },
      options: claimStates.map((value) => ({ value, label: terms(`states.${value}`) })),
    },
    {
      ...{ name: 'kind', label: terms('columns.kind'), kind: 'select' },
      options: claimKinds.map((value) => ({ value, label: terms(`kinds.${value}`) })),
    },
  ];
  return (
    <ListPage
      head={{ title: terms('title') }}
      endpoint={listClaims}
      request={unitId ? { query: { unitId } } : {}}
      filters={filters}
      above={<WorkStrip />}
      columns={useColumns()}
      exports={exportClaims}
      keyOf={(row) => row.id}
      drawer={(id, close) => <ClaimDrawer id={id} onClose={close} />}
      empty={{ title: t('listNone'), text: t('listNoneAdvice') }}
    />
  );
}

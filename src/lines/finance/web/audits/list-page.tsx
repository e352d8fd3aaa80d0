import { Button, Link, formatDay, useCan, useLanguage, useScope, useSearch } from '#ui';
import { type Column, type Filter, ListPage } from '#ui/desktop';
import { type AuditRow, auditStates, listAudits } from '../../audits/contract';
import { OpenDialog } from './open-dialog';
import { AuditTag, Coverage, at } from './pieces';
import { Room } from './room';
import { useAuditTerms, useAuditTexts } from './texts';

function useColumns(): readonly Column<AuditRow>[] {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  const language = useLanguage();
  return [
    {
      ...{ key: 'name', label: terms('columns.name') },
      cell: (row) => (
        <span className="col" lang="zh-CN">
          <span>{row.name}</span>
          <span className="dim t12">{row.unit.name}</span>
        </span>
      ),
    },
    {
      ...{ key: 'books', label: terms('columns.books') },
      cell: (row) => <span lang="zh-CN">{row.books.map((book) => book.name).join('、')}</span>,
    },
    {
      ...{ key: 'span', label: terms('columns.span') },
      cell: (row) => (
        <span className="nw">
          {formatDay(row.from, language)} – {formatDay(row.to, language)}
        </span>
      ),
    },
    { key: 'coverage', label: terms('columns.coverage'), cell: (row) => <Coverage audit={row} /> },
    {
      ...{ key: 'openFindings', label: terms('columns.openFindings'), isNumber: true },
      cell: (row) => (
        <Link to={at.audit(row.id, 'findings')} className={row.overdueFindings > 0 ? 'c-late' : undefined}>
          {row.overdueFindings > 0
            ? t('openAndLate', { open: row.openFindings, late: row.overdueFindings })
            : String(row.openFindings)}
        </Link>
      ),
    },
    { key: 'state', label: terms('columns.state'), cell: (row) => <AuditTag state={row.state} /> },
    {
      ...{ key: 'openedBy', label: terms('columns.openedBy'), isExtra: true },
      cell: (row) => <span lang="zh-CN">{row.openedByName}</span>,
    },
  ];
}

/** The audit room: for auditors what is at hand, for everybody who reads audits those that were issued. */
export default function AuditsPage() {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  const may = useCan();
  const { unitId } = useScope();
  const [search, change] = useSearch();
  const audits = may('finance.audit.write');
  const filters: readonly Filter[] = audits
    ? [
        {
          ...{ name: 'state', label: terms('columns.state'), kind: 'tabs' },
          options: auditStates.map((value) => ({ value, label: terms(`auditStates.${value}`) })),
        },
      ]
    : [];
  return (
    <>
      <ListPage
        head={{
          title: terms('title'),
          acts: audits ? (
            <Button kind="main" icon="plus" onClick={() => change({ act: 'new' })}>
              {t('open')}
            </Button>
          ) : null,
        }}
        endpoint={listAudits}
        request={unitId ? { query: { unitId } } : {}}
        filters={filters}
        columns={useColumns()}
        keyOf={(row) => row.id}
        toOf={(row) => at.audit(row.id)}
        empty={{ title: t('none'), text: t(audits ? 'noneAdvice' : 'noneIssued') }}
        above={audits ? <Room /> : null}
      />
      {audits && search.act === 'new' ? <OpenDialog onClose={() => change({ act: null })} /> : null}
    </>
  );
}

import { type AuditRow, exportAudit, getAuditState, listAudit } from '#kernel/contract';
import { EmptyState, Note, Skeleton, formatMoment, useCall, useLanguage, useRows, useSearch, useToday } from '#ui';
import { type Column, Drawer, type Filter, ListPage } from '#ui/desktop';
import './logs.css';
import { useLogTexts } from './texts';

const filterNames = ['actor', 'action', 'subject', 'on'] as const;

/** What a line says in full. The list holds it; there is no question for one alone. */
function EntryDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useLogTexts();
  const language = useLanguage();
  const today = useToday();
  const [search] = useSearch();
  const query = Object.fromEntries(filterNames.flatMap((name) => (search[name] ? [[name, search[name]]] : [])));
  const list = useRows(listAudit, { query });
  const row = list.rows.find((one) => one.id === id);
  if (!row)
    return (
      <Drawer title={t('audit.title')} onClose={onClose}>
        {list.isLoading ? <Skeleton /> : <EmptyState icon="search" title={t('audit.notInList')} />}
      </Drawer>
    );
  const facts: readonly (readonly [string, string])[] = [
    [t('at'), formatMoment(row.at, language, today)],
    [t('audit.who'), row.actorName ? `${row.actorName} · ${row.actor}` : whoOf(row, t)],
    ...(row.subject ? [[t('audit.subject'), subjectWords(row)] as const] : []),
    ...row.details.map(({ label, value }) => [label, value] as const),
    [t('audit.name'), row.action],
  ];
  return (
    <Drawer title={row.words} onClose={onClose}>
      <dl className="lg-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Drawer>
  );
}

function subjectWords({ subject }: AuditRow): string {
  return subject === null ? '—' : [subject.kind, subject.name ?? `…${subject.key.slice(-8)}`].join(' ');
}

/** Before somebody is let in, and by the clock, the program itself acts. */
function whoOf({ actor }: AuditRow, t: ReturnType<typeof useLogTexts>): string {
  return actor === 'system' ? t('audit.system') : actor;
}

/** How far the chain of seals reaches, above the list that it protects. */
function SealState() {
  const t = useLogTexts();
  const language = useLanguage();
  const today = useToday();
  const state = useCall(getAuditState, {}).data;
  if (!state) return null;
  const until = state.sealedUntil ? formatMoment(state.sealedUntil, language, today) : '—';
  return <Note>{t('audit.state', { sealed: state.sealed, until, waiting: state.waiting })}</Note>;
}

/** Who did what to what and when; each line opens to its details. */
export default function AuditPage() {
  const t = useLogTexts();
  const language = useLanguage();
  const today = useToday();
  const actions = useCall(getAuditState, {}).data?.actions ?? [];
  const columns: readonly Column<AuditRow>[] = [
    { key: 'at', label: t('at'), cell: (row) => formatMoment(row.at, language, today) },
    { key: 'who', label: t('audit.who'), cell: (row) => row.actorName ?? whoOf(row, t) },
    { key: 'action', label: t('audit.action'), cell: (row) => row.words },
    { key: 'subject', label: t('audit.subject'), cell: subjectWords },
    {
      key: 'details',
      label: t('audit.details'),
      cell: (row) => (
        <span className="dim t13 lg-line">
          {row.details.map(({ label, value }) => `${label} ${value}`).join(' · ')}
        </span>
      ),
    },
  ];
  const filters: readonly Filter[] = [
    { name: 'actor', label: t('audit.find'), kind: 'words' },
    {
      name: 'action',
      label: t('audit.action'),
      kind: 'select',
      options: actions.map(({ action, words }) => ({ value: action, label: words })),
    },
    { name: 'subject', label: t('audit.subjectKey'), kind: 'words' },
    { name: 'on', label: t('day'), kind: 'day' },
  ];
  return (
    <ListPage
      head={{ title: t('audit.title'), note: t('audit.note') }}
      above={<SealState />}
      endpoint={listAudit}
      filters={filters}
      columns={columns}
      exports={exportAudit}
      keyOf={(row) => row.id}
      drawer={(id, close) => <EntryDrawer id={id} onClose={close} />}
      empty={{ title: t('audit.none') }}
    />
  );
}

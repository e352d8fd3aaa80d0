import { type Directive, exportDirectives, listDirectives } from '../../../contract';
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  Icon,
  Link,
  Skeleton,
  formatDay,
  useCall,
  useCan,
  useLanguage,
  useSearch,
} from '#ui';
import { ExportButton } from '#ui/desktop';
import '../../styles/page.css';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import { DirectiveDrawer, ReceiveDrawer } from '../above/directive-drawers';
import { PageHead } from '../page-head';

/** What was received from above, and which commitments answer it. */
export default function DirectivesPage() {
  const t = usePlanTexts();
  const may = useCan();
  const [search, change] = useSearch();
  const answer = useCall(listDirectives, {});
  const directives = answer.data?.directives ?? [];
  const receive = may('plan.plan.review') ? (
    <Button kind="main" icon="plus" onClick={() => change({ do: 'receive' })}>
      {t('directive.receive')}
    </Button>
  ) : null;
  return (
    <div className="plan-page">
      <PageHead
        tab={t('directive.title')}
        crumbs={[{ label: t('nav.plan'), to: '/plan' }, { label: t('directive.title') }]}
        title={t('directive.title')}
        note={t('directive.note')}
      >
        {directives.length > 0 ? <ExportButton endpoint={exportDirectives} request={{}} /> : null}
        {directives.length > 0 ? receive : null}
      </PageHead>
      {answer.error && !answer.data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.isPending ? <Skeleton lines={6} /> : null}
      {answer.data && directives.length === 0 ? (
        <EmptyState title={t('directive.empty')} act={receive}>
          {t('directive.emptyAdvice')}
        </EmptyState>
      ) : null}
      {directives.length > 0 ? <DirectiveTable directives={directives} /> : null}
      {search.do === 'receive' ? <ReceiveDrawer onClose={() => change({ do: null }, { replace: true })} /> : null}
      {search.open ? (
        <DirectiveDrawer
          key={search.open}
          directiveId={search.open}
          onClose={() => change({ open: null, do: null }, { replace: true })}
        />
      ) : null}
    </div>
  );
}

function DirectiveTable({ directives }: { directives: readonly Directive[] }) {
  const t = usePlanTexts();
  const language = useLanguage();
  return (
    <Card flush>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('directive.name')}</th>
            <th scope="col">{t('directive.sender')}</th>
            <th scope="col">{t('directive.number')}</th>
            <th scope="col">{t('directive.receivedOn')}</th>
            <th scope="col">{t('directive.citedBy')}</th>
          </tr>
        </thead>
        <tbody>
          {directives.map((directive) => (
            <tr key={directive.id}>
              <td {...planWords}>
                <Link to={`?open=${directive.id}`}>
                  <b>{directive.title}</b>
                </Link>
                {directive.file ? (
                  <span className="row g4 dim t12">
                    <Icon name="file" size="s" />
                    {directive.file.name}
                  </span>
                ) : (
                  <span className="dim t12" lang={language}>
                    {t('above.noPaperYet')}
                  </span>
                )}
              </td>
              <td {...planWords}>{directive.sender}</td>
              <td {...planWords}>{directive.number || '—'}</td>
              <td className="nw">{formatDay(directive.receivedOn, language)}</td>
              <td>{t('directive.cited', { count: directive.citedBy })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

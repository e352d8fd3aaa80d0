import { getCommitment } from '../../../contract';
import {
  Button,
  ButtonLink,
  ErrorState,
  Skeleton,
  StateTag,
  needTexts,
  useCall,
  useLanguage,
  useParams,
  useSearch,
  useToday,
} from '#ui';
import { Suspense, lazy, type ReactNode } from 'react';
import '../../styles/above.css';
import '../../styles/commitment.css';
import { shortTitle } from '../../chapters';
import { faceOf } from '../../states';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import type { CommitmentPage as Answer } from '../explanation';
import { PageHead } from '../page-head';
import { AmendDrawer } from './amend-drawer';
import { CitationsCard } from './citations-card';
import { CiteDrawer } from './cite-drawer';
import { CommentsCard, HistoryCard } from './comments-card';
import { EvidenceCard } from './evidence-card';
import { EvidenceDrawer } from './evidence-drawer';
import { FactsCard } from './facts-card';
import { FigureCard } from './figure-card';
import { MeasureCard } from './measure-card';
import { RowsCard } from './rows-card';
import { SourceCard } from './source-card';
import { TasksCard } from './tasks-card';
import { useAbility } from './use-ability';

/** Comes with the roster's words, which the plan's pages need for nothing else. */
const WhoCan = lazy(async () => {
  const [door] = await Promise.all([import('#engines/roster/web'), needTexts(['roster'])]);
  return { default: door.WhoCanButton };
});

/** One promise: its sentence, its figure with the rows behind it, what was done, and by whom. */
export default function CommitmentPage() {
  const { commitmentId } = useParams<'commitmentId'>();
  const answer = useCall(getCommitment, { params: { commitmentId } });
  if (answer.error && !answer.data)
    return <ErrorState isPage error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton lines={12} />;
  return <Commitment page={answer.data} isStale={answer.isPlaceholderData} />;
}

function Commitment({ page, isStale }: { page: Answer; isStale: boolean }) {
  const today = useToday();
  const [search, change] = useSearch();
  const close = () => change({ do: null, of: null }, { replace: true });
  const { row } = page;
  const face = faceOf(row, today > `${page.planYear}-12-31`);
  return (
    <div className={isStale ? 'plan-page plan-stale' : 'plan-page'}>
      <Head page={page} tag={<StateTag state={face} />} />
      <div className="plan-commitment">
        <div className="col g16">
          <SourceCard page={page} />
          <FigureCard page={page} today={today} />
          {page.figureRows.length > 0 ? <RowsCard page={page} /> : null}
          <TasksCard page={page} today={today} />
          <CommentsCard page={page} />
        </div>
        <aside className="col g16">
          <FactsCard page={page} face={face} />
          <MeasureCard page={page} />
          <EvidenceCard page={page} />
          <CitationsCard page={page} />
          <HistoryCard page={page} />
        </aside>
      </div>
      {search.do === 'amend' ? <AmendDrawer page={page} today={today} onClose={close} /> : null}
      {search.do === 'cite' ? <CiteDrawer page={page} onClose={close} /> : null}
      {search.do === 'evidence' ? <EvidenceDrawer page={page} today={today} onClose={close} /> : null}
    </div>
  );
}

function Head({ page, tag }: { page: Answer; tag: ReactNode }) {
  const t = usePlanTexts();
  const language = useLanguage();
  const [, change] = useSearch();
  const can = useAbility(page);
  const { row, previousId, nextId } = page;
  const chapter = page.sectionTitle ? shortTitle(page.sectionTitle) : null;
  const isNumber = /^\d+$/.test(row.section ?? '');
  const crumbs = [
    { label: t('nav.plan'), to: `/plan/${page.planId}` },
    ...(chapter
      ? [
          {
            label: (
              <span lang="zh-CN">
                {isNumber && language !== 'en'
                  ? t('commitment.chapter', { number: row.section ?? '', title: chapter })
                  : chapter}
              </span>
            ),
          },
        ]
      : []),
    { label: t('commitment.number', { number: row.number }) },
  ];
  return (
    <PageHead tab={row.title} crumbs={crumbs} title={<span {...planWords}>{row.title}</span>} tag={tag}>
      {previousId ? (
        <ButtonLink icon="left" to={`/plan/commitments/${previousId}`}>
          {t('commitment.previous')}
        </ButtonLink>
      ) : null}
      {nextId ? (
        <ButtonLink icon="right" to={`/plan/commitments/${nextId}`}>
          {t('commitment.next')}
        </ButtonLink>
      ) : null}
      <Suspense fallback={null}>
        <WhoCan kind="plan.commitment" id={row.id} title={row.title} />
      </Suspense>
      {can('canAmend', 'plan.plan.amend') ? (
        <Button icon="edit" onClick={() => change({ do: 'amend' })}>
          {t('commitment.amend')}
        </Button>
      ) : null}
      {can('canFileEvidence', 'plan.evidence.write') ? (
        <Button kind="main" icon="plus" onClick={() => change({ do: 'evidence' })}>
          {t('commitment.fileEvidence')}
        </Button>
      ) : null}
    </PageHead>
  );
}

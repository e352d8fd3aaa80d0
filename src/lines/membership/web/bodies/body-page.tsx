import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  Note,
  Skeleton,
  Timeline,
  formatDay,
  useCall,
  useLanguage,
  useParams,
  useSearch,
} from '#ui';
import { PageHead } from '#ui/desktop';
import { useState } from 'react';
import { type BodyWhole, getBodyPaper, showBody } from '../../bodies/contract';
import { BeginDrawer } from './begin-drawer';
import './bodies.css';
import { DissolveDialog, RenameDialog } from './body-dialogs';
import { SizeWords } from './size-words';
import { BodyStateTag } from './state-tag';
import { TermCard } from './term-card';
import { useBodyTerms, useBodyTexts, useSeatWord } from './texts';

function History({ body }: { body: BodyWhole }) {
  const t = useBodyTexts();
  const terms = useBodyTerms();
  const word = useSeatWord();
  const entries = body.steps.map((step) => ({
    ...{ id: step.id, day: step.on },
    title: terms(`steps.${step.step}`, {
      ...{ number: step.number ?? 0, name: step.personName ?? '' },
      seat: step.seat ? word(body.kind, step.seat) : '',
    }),
    note: (
      <>
        {[step.note, t('by', { name: step.byName })].filter(Boolean).join(' · ')}
        {step.hasPaper ? (
          <>
            {' '}
            <a
              href={getBodyPaper.path.replace(':id', body.id).replace(':stepId', step.id)}
              target="_blank"
              rel="noreferrer"
            >
              {t('openPaper')}
            </a>
          </>
        ) : null}
      </>
    ),
  }));
  return (
    <Card title={t('history')}>
      <Timeline entries={entries} />
    </Card>
  );
}

function Facts({ body }: { body: BodyWhole }) {
  const t = useBodyTexts();
  const terms = useBodyTerms();
  const language = useLanguage();
  return (
    <Card>
      <dl className="bd-facts">
        <dt>{t('kind')}</dt>
        <dd>{terms(`${body.kind}.name`)}</dd>
        <dt>{t('unit')}</dt>
        <dd>{body.unit.name}</dd>
        <dt>{t('foundedOn')}</dt>
        <dd>{formatDay(body.foundedOn, language)}</dd>
        {body.dissolvedOn ? (
          <>
            <dt>{t('dissolvedOn')}</dt>
            <dd>{formatDay(body.dissolvedOn, language)}</dd>
          </>
        ) : null}
        <dt>{t('size')}</dt>
        <dd>
          <SizeWords size={body.size} />
        </dd>
      </dl>
    </Card>
  );
}

type Act = 'rename' | 'dissolve';

function Acts({ body, onBegin, onAct }: { body: BodyWhole; onBegin: () => void; onAct: (act: Act) => void }) {
  const t = useBodyTexts();
  return (
    <span className="row g8 bd-acts">
      {(['rename', 'dissolve'] as const).map((one) =>
        body.abilities[one] ? (
          <Button key={one} onClick={() => onAct(one)}>
            {t(one)}
          </Button>
        ) : null,
      )}
      <Button icon="print" onClick={() => window.print()}>
        {t('print')}
      </Button>
      {body.abilities.beginTerm ? (
        <Button kind="main" onClick={onBegin}>
          {t(body.terms.length === 0 ? 'beginFirst' : 'begin')}
        </Button>
      ) : null}
    </span>
  );
}

function Body({ body }: { body: BodyWhole }) {
  const t = useBodyTexts();
  const [search, change] = useSearch();
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  const begin = () => change({ act: 'begin' });
  return (
    <>
      <PageHead
        title={body.name}
        crumbs={[{ label: t('title'), to: '/membership/bodies' }, { label: body.unit.name }]}
        tag={<BodyStateTag state={body.state} />}
        acts={<Acts body={body} onBegin={begin} onAct={setAct} />}
      />
      <div className="col g16">
        {body.warnings.map((words) => (
          <Note key={words} kind="warn">
            {words}
          </Note>
        ))}
        <Facts body={body} />
        {body.terms.length === 0 ? (
          <Card>
            <EmptyState icon="people" title={t('noTerm')}>
              {t('noTermAdvice')}
            </EmptyState>
          </Card>
        ) : null}
        {body.terms.map((term) => (
          <TermCard key={term.id} body={body} term={term} />
        ))}
        <History body={body} />
      </div>
      {act === 'rename' ? <RenameDialog body={body} onClose={close} /> : null}
      {act === 'dissolve' ? <DissolveDialog body={body} onClose={close} /> : null}
      {body.abilities.beginTerm && search.act === 'begin' ? (
        <BeginDrawer body={body} onClose={() => change({ act: null })} />
      ) : null}
    </>
  );
}

/** A body of the union: its terms, who sits in it with which role, and what became of it. */
export default function BodyPage() {
  const { bodyId = '' } = useParams();
  const answer = useCall(showBody, { params: { id: bodyId } });
  if (answer.data) return <Body body={answer.data} />;
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  return <Skeleton lines={8} />;
}

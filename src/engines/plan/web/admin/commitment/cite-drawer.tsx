import {
  type CitableSentence,
  citeSentence,
  getDirective,
  listDirectives,
  listPlanSentences,
  withdrawCitation,
} from '../../../contract';
import {
  Button,
  ErrorState,
  Field,
  Note,
  Overlay,
  Select,
  Skeleton,
  TextArea,
  messageOf,
  useAct,
  useCall,
  useSearch,
  useUiTexts,
} from '#ui';
import { useState } from 'react';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import type { CommitmentPage } from '../explanation';
import { SentenceList } from '../above/sentence-list';
import { citingPages } from './citations-card';

/** Which text from above is open: the plan above, or one of the directives. The address keeps it. */
type Source = { kind: 'plan'; planId: string } | { kind: 'directive'; directiveId: string };

/** Picks sentences of the plan above or of a directive; each press cites one or lets it go. */
export function CiteDrawer({ page, onClose }: { page: CommitmentPage; onClose: () => void }) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const [search, change] = useSearch();
  const directives = useCall(listDirectives, {});
  const { parentPlan } = page;
  const list = directives.data?.directives ?? [];
  const options = [
    ...(parentPlan ? [{ value: parentPlan.id, label: `${parentPlan.issuer} ${parentPlan.title}` }] : []),
    ...list.map((one) => ({ value: one.id, label: [one.number, one.title].filter(Boolean).join(' ') })),
  ];
  const picked = options.find((one) => one.value === search.of)?.value ?? options[0]?.value ?? '';
  const source: Source | null =
    picked === ''
      ? null
      : picked === parentPlan?.id
        ? { kind: 'plan', planId: picked }
        : { kind: 'directive', directiveId: picked };
  return (
    <Overlay
      as="drawer"
      size="wide"
      title={t('above.cite')}
      note={<span {...planWords}>{page.row.title}</span>}
      onClose={onClose}
    >
      <div className="col g16">
        <blockquote className="ink" {...planWords}>
          {page.row.quote}
        </blockquote>
        {directives.isPending ? <Skeleton lines={6} /> : null}
        {directives.error ? <ErrorState error={directives.error} onRetry={() => void directives.refetch()} /> : null}
        {parentPlan === null ? <Note>{t('above.noParentYet')}</Note> : null}
        {directives.data && options.length === 0 ? <Note kind="warn">{t('above.nothingYet')}</Note> : null}
        {options.length > 0 ? (
          <Field label={t('above.which')}>
            <Select
              lang="zh-CN"
              options={options}
              value={picked}
              onChange={(event) => change({ of: event.target.value }, { replace: true })}
            />
          </Field>
        ) : null}
        {source?.kind === 'plan' ? <PlanSentences key={picked} page={page} planId={source.planId} /> : null}
        {source?.kind === 'directive' ? (
          <DirectiveSentences key={picked} page={page} directiveId={source.directiveId} />
        ) : null}
        <div className="row">
          <span className="sp" />
          <Button onClick={onClose}>{say('close')}</Button>
        </div>
      </div>
    </Overlay>
  );
}

function PlanSentences({ page, planId }: { page: CommitmentPage; planId: string }) {
  const answer = useCall(listPlanSentences, { params: { planId } });
  if (answer.error && !answer.data) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton lines={8} />;
  return <Picks page={page} sentences={answer.data.sentences} source={{ kind: 'plan', planId }} />;
}

function DirectiveSentences({ page, directiveId }: { page: CommitmentPage; directiveId: string }) {
  const t = usePlanTexts();
  const answer = useCall(getDirective, { params: { directiveId } });
  if (answer.error && !answer.data) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton lines={8} />;
  const { sentences, directive } = answer.data;
  const source = { kind: 'directive' as const, directiveId };
  return (
    <>
      {sentences.length > 0 ? <Picks page={page} sentences={sentences} source={source} /> : null}
      {sentences.length === 0 ? (
        <Note>{directive.whyUnread ?? t(directive.file ? 'above.notReadable' : 'above.noPaper')}</Note>
      ) : null}
      <ByHand page={page} source={source} />
    </>
  );
}

interface PicksProps {
  page: CommitmentPage;
  sentences: readonly CitableSentence[];
  source: Source;
}

function Picks({ page, sentences, source }: PicksProps) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const cite = useAct(citeSentence, { changes: citingPages });
  const drop = useAct(withdrawCitation, { changes: citingPages });
  const commitmentId = page.row.id;
  const sourceId = source.kind === 'plan' ? source.planId : source.directiveId;
  const own = page.citations.filter(
    (one) => (one.source.kind === 'plan' ? one.source.id : one.source.directive.id) === sourceId,
  );
  const citationOf = (sentence: CitableSentence) => own.find((one) => one.at === sentence.at);
  const turn = (sentence: CitableSentence): void => {
    const known = citationOf(sentence);
    drop.forget();
    cite.forget();
    if (known) void drop.act({ params: { commitmentId, citationId: known.id } });
    else {
      const { at, end, text } = sentence;
      void cite.act({ params: { commitmentId }, body: { ...source, at, end, quote: text.slice(0, 500) } });
    }
  };
  const error = cite.error ?? drop.error;
  return (
    <>
      {error ? <Note kind="refuse">{messageOf(error, say)}</Note> : null}
      <SentenceList
        sentences={sentences}
        isMarked={(sentence) => citationOf(sentence) !== undefined}
        actOf={(sentence) => (
          <Button
            size="sm"
            isBusy={cite.isUnderWay || drop.isUnderWay}
            aria-pressed={citationOf(sentence) !== undefined}
            aria-label={`${t(citationOf(sentence) ? 'above.uncite' : 'above.citeOne')} ${sentence.text.slice(0, 30)}`}
            onClick={() => turn(sentence)}
          >
            {t(citationOf(sentence) ? 'above.uncite' : 'above.citeOne')}
          </Button>
        )}
      />
    </>
  );
}

/** For a paper that a machine can't read, and for the directive as a whole. */
function ByHand({ page, source }: { page: CommitmentPage; source: Extract<Source, { kind: 'directive' }> }) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const [quote, setQuote] = useState('');
  const act = useAct(citeSentence, { changes: citingPages, onDone: () => setQuote('') });
  const cite = () =>
    void act.act({
      params: { commitmentId: page.row.id },
      body: { ...source, at: null, end: null, quote: quote.trim() },
    });
  return (
    <div className="col g8">
      <Field label={t('above.byHand')} hint={t('above.byHandHint')} isOptional>
        <TextArea
          rows={2}
          maxLength={500}
          value={quote}
          onChange={(event) => setQuote(event.target.value)}
          {...planWords}
        />
      </Field>
      <div className="row">
        <span className="sp" />
        <Button size="sm" isBusy={act.isUnderWay} onClick={cite}>
          {t(quote.trim() ? 'above.citeThese' : 'above.citeWhole')}
        </Button>
      </div>
      {act.error ? <Note kind="refuse">{messageOf(act.error, say)}</Note> : null}
    </div>
  );
}

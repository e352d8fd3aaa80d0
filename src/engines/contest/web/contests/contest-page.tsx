import { Card, ConfirmDialog, ErrorState, Button, Segmented, Skeleton, ToneTag, formatDay, showToast } from '#ui';
import { useAct, useCall, useLanguage, useParams, useSearch } from '#ui';
import { PageHead } from '#ui/desktop';
import { Suspense, useState } from 'react';
import { type ContestWhole, cancelContest, closeContest } from '../../contests/contract';
import { showContest, startContest } from '../../contests/contract';

import { changes } from './changes';
import { EntrantsPart } from './entrants-part';
import { kindParts } from './kind-parts';
import { stateTones } from './state-tones';
import { RankingPart } from './ranking-part';
import { useContestTerms, useContestTexts } from './texts';

const steps = { start: startContest, close: closeContest, cancel: cancelContest } as const;
type Step = keyof typeof steps;

function StepDialog({ contest, step, onClose }: { contest: ContestWhole; step: Step; onClose: () => void }) {
  const t = useContestTexts();
  const done = { changes, onDone: () => (showToast(t(`steps.${step}.done`)), onClose()) };
  const start = useAct(startContest, done);
  const close = useAct(closeContest, done);
  const cancel = useAct(cancelContest, done);
  const { error, isUnderWay } = { start, close, cancel }[step];
  const params = { id: contest.id };
  const { version } = contest;
  const confirm = (reason: string): void => {
    if (step === 'start') void start.act({ params, body: { version } });
    if (step === 'close') void close.act({ params, body: { version } });
    if (step === 'cancel') void cancel.act({ params, body: { version, reason } });
  };
  return (
    <ConfirmDialog
      {...{ title: t(`steps.${step}.title`), confirm: t(`steps.${step}.act`), asksReason: step === 'cancel' }}
      {...{ isBusy: isUnderWay, error, onClose, onConfirm: confirm }}
    >
      <p>{t(`steps.${step}.what`)}</p>
    </ConfirmDialog>
  );
}

function Steps({ contest }: { contest: ContestWhole }) {
  const t = useContestTexts();
  const [step, setStep] = useState<Step | null>(null);
  const { abilities } = contest;
  return (
    <>
      {abilities.cancel ? <Button onClick={() => setStep('cancel')}>{t('steps.cancel.act')}</Button> : null}
      {abilities.close ? <Button onClick={() => setStep('close')}>{t('steps.close.act')}</Button> : null}
      {abilities.start ? (
        <Button kind="main" onClick={() => setStep('start')}>
          {t('steps.start.act')}
        </Button>
      ) : null}
      {step ? <StepDialog contest={contest} step={step} onClose={() => setStep(null)} /> : null}
    </>
  );
}

function Amendments({ contest }: { contest: ContestWhole }) {
  const t = useContestTexts();
  const language = useLanguage();
  if (contest.amendments.length === 0) return null;
  return (
    <Card title={t('amendments')}>
      <ul className="col g8">
        {contest.amendments.map(({ number, fromDay, reason, decidedByName }) => (
          <li key={number}>
            {t('amendment', { number: number - 1, day: formatDay(fromDay, language) })}
            <span lang="zh-CN">
              {reason} · {decidedByName}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const parts = ['entrants', 'results', 'ranking', 'rules'] as const;
type Part = (typeof parts)[number];

function Parts({ contest }: { contest: ContestWhole }) {
  const t = useContestTexts();
  const [search, setSearch] = useSearch();
  const kind = kindParts[contest.kind];
  const shown = parts.filter((part) => part !== 'results' || (contest.abilities.manage && contest.state !== 'draft'));
  const first: Part = contest.publishedAt === null ? 'entrants' : 'ranking';
  const part = shown.find((one) => one === search.part) ?? first;
  return (
    <div className="col g16">
      <Segmented<Part>
        label={t('parts.label')}
        value={part}
        options={shown.map((value) => ({ value, label: t(`parts.${value}`) }))}
        onChange={(value) => setSearch({ part: value })}
      />
      <Suspense fallback={<Skeleton lines={6} />}>
        {part === 'entrants' ? <EntrantsPart contest={contest} /> : null}
        {part === 'results' && kind ? <kind.Results contest={contest} /> : null}
        {part === 'ranking' ? <RankingPart contest={contest} /> : null}
        {part === 'rules' && kind ? <kind.Rules contest={contest} /> : null}
        {part === 'rules' ? <Amendments contest={contest} /> : null}
      </Suspense>
    </div>
  );
}

/** One contest: who takes part, results, published places, rules with their amendments. */
export default function ContestPage() {
  const t = useContestTexts();
  const terms = useContestTerms();
  const language = useLanguage();
  const { contestId = '' } = useParams();
  const answer = useCall(showContest, { params: { id: contestId } });
  const contest = answer.data?.id === contestId ? answer.data : undefined;
  if (!contest)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  const days = [contest.beginsOn, contest.endsOn].map((day) => formatDay(day, language));
  return (
    <>
      <PageHead
        title={contest.name}
        note={[terms(`kinds.${contest.kind}`), contest.unit.name, [...new Set(days)].join(' – ')].join(' · ')}
        tag={<ToneTag tone={stateTones[contest.state]}>{terms(`states.${contest.state}`)}</ToneTag>}
        crumbs={[{ label: terms('title'), to: '/contests' }]}
        acts={<Steps contest={contest} />}
      />
      {contest.stateReason === '' ? null : (
        <p className="dim" lang="zh-CN">
          {t('reason', { reason: contest.stateReason })}
        </p>
      )}
      <Parts contest={contest} />
    </>
  );
}

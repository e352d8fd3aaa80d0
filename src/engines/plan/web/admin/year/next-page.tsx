import { type PlanSummary, draftNextPlan, getReview, importPlanText, listPlans } from '../../../contract';
import {
  Button,
  Card,
  ErrorState,
  Note,
  Skeleton,
  TextArea,
  messageOf,
  navigate,
  showToast,
  useAct,
  useCall,
  useDraft,
  useUiTexts,
} from '#ui';
import { saveFile } from '#ui/desktop';
import { useState } from 'react';
import '../../styles/year.css';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import { PageHead } from '../page-head';
import { PlanFrame } from './plan-frame';

/** Next year's plan, drafted from what stayed open and what comes round each year. */
export default function NextPage() {
  return <PlanFrame>{(plan) => <Next plan={plan} />}</PlanFrame>;
}

function Next({ plan }: { plan: PlanSummary }) {
  const t = usePlanTexts();
  const answer = useCall(draftNextPlan, { params: { planId: plan.id } });
  if (answer.error && !answer.data)
    return <ErrorState isPage error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton lines={14} />;
  const { year, carried, text } = answer.data;
  return (
    <div className="plan-page">
      <Draft key={plan.id} plan={plan} year={year} text={text} note={t('next.note', { count: carried })} />
    </div>
  );
}

function Draft({ plan, year, text, note }: { plan: PlanSummary; year: number; text: string; note: string }) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const [initial] = useState({ text });
  const draft = useDraft(`plan.next.${plan.id}`, initial);
  const act = useAct(importPlanText, {
    changes: [listPlans, getReview],
    onDone: ({ planId }) => {
      draft.drop();
      navigate(`/plan/${planId}/review`);
    },
  });
  const words = draft.values.text;
  const name = t('next.name', { year });
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(words);
    showToast(t('next.copied'));
  };
  return (
    <>
      <PageHead
        tab={t('next.tab')}
        crumbs={[{ label: t('nav.plan'), to: `/plan/${plan.id}` }, { label: t('next.tab') }]}
        title={t('next.title', { year })}
        note={note}
      >
        {'clipboard' in navigator ? (
          <Button icon="columns" onClick={() => void copy()}>
            {t('next.copy')}
          </Button>
        ) : null}
        <Button
          icon="download"
          onClick={() => saveFile(new Blob([words], { type: 'text/plain;charset=utf-8' }), `${name}.txt`)}
        >
          {t('next.download')}
        </Button>
        <Button kind="main" isBusy={act.isUnderWay} onClick={() => void act.act({ body: { name, year, text: words } })}>
          {t('next.import')}
        </Button>
      </PageHead>
      {act.error ? <Note kind="refuse">{messageOf(act.error, say)}</Note> : null}
      <Card
        title={t('next.text')}
        note={t('next.hint')}
        acts={
          words === text ? null : (
            <Button size="sm" kind="text" onClick={draft.drop}>
              {t('next.again')}
            </Button>
          )
        }
      >
        <TextArea
          className="plan-draft"
          aria-label={t('next.text')}
          rows={28}
          value={words}
          onChange={(event) => draft.set({ text: event.target.value })}
          {...planWords}
        />
      </Card>
    </>
  );
}

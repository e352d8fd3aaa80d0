import { discardPlan, listPlanSentences, listPlans } from '../../../contract';
import { ConfirmDialog, ErrorState, Note, Skeleton, navigate, useAct, useCall, useParams, Card } from '#ui';
import { useState } from 'react';
import '../../styles/page.css';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import { ActMenu } from '../act-menu';
import { PageHead } from '../page-head';
import { yearsOf } from './parent-field';
import { SentenceList } from './sentence-list';

/** A plan sentence by sentence, with the commitments of the plans below that answer each. */
export default function TextPage() {
  const t = usePlanTexts();
  const { planId } = useParams<'planId'>();
  const answer = useCall(listPlanSentences, { params: { planId } });
  const [isDiscarding, setDiscarding] = useState(false);
  if (answer.error && !answer.data)
    return <ErrorState isPage error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton lines={12} />;
  const { plan, sentences, notes } = answer.data;
  const cited = sentences.filter((sentence) => sentence.citedBy.length > 0).length;
  return (
    <div className="plan-page">
      <PageHead
        tab={plan.title}
        crumbs={[{ label: t('nav.plan'), to: '/plan' }, { label: t('above.parent') }]}
        title={<span {...planWords}>{plan.title}</span>}
        note={
          <>
            <span {...planWords}>{plan.issuer || plan.unitName}</span> · {yearsOf(plan)} ·{' '}
            {t('above.citedOf', { cited, count: sentences.length })}
          </>
        }
      >
        {plan.abilities.canDiscard ? (
          <ActMenu
            icon="more"
            label={t('nav.more')}
            acts={[{ label: t('above.discard'), icon: 'bin', act: () => setDiscarding(true) }]}
          />
        ) : null}
      </PageHead>
      {notes.length > 0 ? <Note>{notes.map((note) => note.text).join(' ')}</Note> : null}
      <Card>
        <SentenceList sentences={sentences} isMarked={(sentence) => sentence.citedBy.length > 0} />
      </Card>
      {isDiscarding ? <DiscardDialog planId={planId} onClose={() => setDiscarding(false)} /> : null}
    </div>
  );
}

function DiscardDialog({ planId, onClose }: { planId: string; onClose: () => void }) {
  const t = usePlanTexts();
  const act = useAct(discardPlan, { changes: [listPlans], onDone: () => navigate('/plan', { replace: true }) });
  return (
    <ConfirmDialog
      title={t('above.discard')}
      confirm={t('above.discard')}
      asksReason
      isBusy={act.isUnderWay}
      error={act.error}
      onConfirm={(reason) => void act.act({ params: { planId }, body: { reason } })}
      onClose={onClose}
    >
      <p>{t('above.discardWhat')}</p>
    </ConfirmDialog>
  );
}

import { type PlanSummary, getBoard, getCommitment, listPlans, setParentPlan } from '../../../contract';
import { Button, Note, Overlay, messageOf, showToast, useAct, useUiTexts } from '#ui';
import { useState } from 'react';
import { usePlanTexts } from '../../texts';
import { ParentField } from './parent-field';

/** Names the plan above a confirmed plan; its promises stay as they are. */
export function ParentDialog({ plan, onClose }: { plan: PlanSummary; onClose: () => void }) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const [parentPlanId, setParent] = useState(plan.parentPlanId ?? '');
  const act = useAct(setParentPlan, {
    changes: [getBoard, getCommitment, listPlans],
    onDone: () => {
      showToast(t('above.parentSet'));
      onClose();
    },
  });
  const save = () => void act.act({ params: { planId: plan.id }, body: { parentPlanId: parentPlanId || null } });
  const acts = (
    <>
      <Button onClick={onClose}>{say('cancel')}</Button>
      <Button kind="main" isBusy={act.isUnderWay} onClick={save}>
        {t('review.save')}
      </Button>
    </>
  );
  return (
    <Overlay title={t('above.chooseParent')} onClose={onClose} acts={acts}>
      <div className="col g12">
        <ParentField plan={plan} value={parentPlanId} onChange={setParent} />
        <p className="dim t13">{t('above.parentWhat')}</p>
        {act.error ? <Note kind="refuse">{messageOf(act.error, say)}</Note> : null}
      </div>
    </Overlay>
  );
}

import { confirmPlan, discardPlan, getReview, listPlans, setPlanFacts } from '../../../contract';
import {
  Button,
  Checkbox,
  ConfirmDialog,
  Field,
  Note,
  Overlay,
  TextInput,
  messageOf,
  navigate,
  showToast,
  useAct,
  useUiTexts,
} from '#ui';
import { useState } from 'react';
import { usePlanTexts } from '../../texts';
import { ParentField } from '../above/parent-field';
import { planWords } from '../../words';
import type { DialogProps } from './dialog-types';

/** Submits the plan of the year; says first how many are undecided, and what becomes of them. */
export function ConfirmPlanDialog({ review, onClose }: DialogProps) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const [acceptRest, setRest] = useState(false);
  const count = (state: string) => review.rows.filter((row) => row.reviewState === state).length;
  const undecided = count('proposed');
  const unseen = review.warnings.filter((warning) => !warning.isSeen).length;
  const act = useAct(confirmPlan, {
    changes: [listPlans, getReview],
    onDone: ({ events, plan }) => {
      showToast(t('review.submitted', { count: events }));
      navigate(`/plan/${plan.id}`, { replace: true });
    },
  });
  const isBlocked = undecided > 0 && !acceptRest;
  const submit = () =>
    void act.act({ params: { planId: review.plan.id }, body: { revision: review.plan.revision, acceptRest } });
  const acts = (
    <>
      <Button onClick={onClose}>{t('review.goOn')}</Button>
      <Button
        kind="main"
        isBusy={act.isUnderWay}
        {...(isBlocked ? { whyNot: t('review.decideRest', { count: undecided }) } : {})}
        onClick={submit}
      >
        {t('review.submit')}
      </Button>
    </>
  );
  return (
    <Overlay
      title={t('review.submit')}
      note={t('review.ofYear', { year: review.plan.year })}
      onClose={onClose}
      acts={acts}
    >
      <div className="col g12">
        <p>
          {t('review.submitWhat', {
            confirmed: count('confirmed') + (acceptRest ? undecided : 0),
            dropped: count('dropped'),
          })}
        </p>
        {undecided > 0 ? (
          <>
            <Note kind="warn">{t('review.undecided', { count: undecided })}</Note>
            <Checkbox
              label={t('review.acceptRest', { count: undecided })}
              checked={acceptRest}
              onChange={(event) => setRest(event.target.checked)}
            />
          </>
        ) : null}
        {unseen > 0 ? <Note>{t('review.unseen', { count: unseen })}</Note> : null}
        <p className="dim t13">{t('review.afterwards')}</p>
        {act.error ? <Note kind="refuse">{messageOf(act.error, say)}</Note> : null}
      </div>
    </Overlay>
  );
}

/** Sets the plan under review aside. */
export function DiscardDialog({ review, onClose }: DialogProps) {
  const t = usePlanTexts();
  const act = useAct(discardPlan, { changes: [listPlans], onDone: () => navigate('/plan', { replace: true }) });
  return (
    <ConfirmDialog
      title={t('review.discard')}
      confirm={t('review.discard')}
      asksReason
      isBusy={act.isUnderWay}
      error={act.error}
      onConfirm={(reason) => void act.act({ params: { planId: review.plan.id }, body: { reason } })}
      onClose={onClose}
    >
      <p>{t('review.discardWhat')}</p>
    </ConfirmDialog>
  );
}

/** Name, year and the plan above. */
export function FactsDialog({ review, onClose }: DialogProps) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const { plan } = review;
  const [title, setTitle] = useState(plan.title);
  const [year, setYear] = useState(String(plan.year));
  const [parentPlanId, setParent] = useState(plan.parentPlanId ?? '');
  const act = useAct(setPlanFacts, { changes: [getReview, listPlans], onDone: onClose });
  const isYear = /^(19|20)\d\d$/.test(year);
  const save = () =>
    void act.act({
      params: { planId: plan.id },
      body: { revision: plan.revision, title: title.trim(), year: Number(year), parentPlanId: parentPlanId || null },
    });
  const fault = !title.trim() ? t('fault.title') : isYear ? undefined : t('import.yearWrong');
  const acts = (
    <>
      <Button onClick={onClose}>{say('cancel')}</Button>
      <Button kind="quiet" isBusy={act.isUnderWay} {...(fault ? { whyNot: fault } : {})} onClick={save}>
        {t('review.save')}
      </Button>
    </>
  );
  return (
    <Overlay title={t('review.facts')} onClose={onClose} acts={acts}>
      <div className="fields">
        <Field label={t('review.planTitle')} fault={title.trim() ? undefined : t('fault.title')}>
          <TextInput value={title} maxLength={120} onChange={(event) => setTitle(event.target.value)} {...planWords} />
        </Field>
        <Field label={t('import.year')} width="third" fault={isYear ? undefined : t('import.yearWrong')}>
          <TextInput
            inputMode="numeric"
            maxLength={4}
            value={year}
            onChange={(event) => setYear(event.target.value.trim())}
          />
        </Field>
        <ParentField plan={plan} value={parentPlanId} onChange={setParent} />
        {Number(year) === plan.year || !isYear ? null : <Note>{t('review.yearMoves')}</Note>}
        {act.error ? <Note kind="refuse">{messageOf(act.error, say)}</Note> : null}
      </div>
    </Overlay>
  );
}

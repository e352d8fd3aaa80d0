import type { Review } from '../../../contract';
import { Bar, Button, formatMoment, formatNumber, useCan, useLanguage, useToday } from '#ui';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import { ActMenu } from '../act-menu';
import { PageHead } from '../page-head';
import type { Dialog } from './dialog-types';
import { StepButton } from './step-button';
import type { ReviewWork } from './use-review';

export interface ReviewHeadProps {
  review: Review;
  work: ReviewWork;
  onUndo: () => void;
  onRedo: () => void;
  onDialog: (dialog: Dialog) => void;
}

/** The document's name, how much is decided, undo and redo, and the one red act: to submit. */
export function ReviewHead({ review, work, onUndo, onRedo, onDialog }: ReviewHeadProps) {
  const t = usePlanTexts();
  const language = useLanguage();
  const today = useToday();
  const may = useCan();
  const { plan, rows, undo, redo, others } = review;
  const decided = rows.filter((row) => row.reviewState !== 'proposed').length;
  const facts = {
    at: formatMoment(plan.importedAt, language, today),
    letters: formatNumber(review.text.replace(/\s/g, '').length),
  };
  const label = t('review.decided', { decided, count: rows.length });
  const stepWords = (step: NonNullable<typeof undo>) =>
    [t.maybe(`step.${step.kind}`) ?? step.kind, step.number].filter(Boolean).join(' ');
  return (
    <PageHead
      tab={t('nav.review')}
      crumbs={[{ label: t('nav.plan'), to: '/plan' }, { label: t('nav.review') }]}
      title={<span {...planWords}>{plan.documentName}</span>}
      note={t('review.readIn', facts)}
    >
      {others.length > 0 ? (
        <span className="plan-others t12">
          {t('review.others', { names: others.map((one) => one.name).join('、') })}
        </span>
      ) : null}
      <span className="t13 dim nw">
        {t('review.decidedWord')} <b>{decided}</b> / {rows.length}
      </span>
      <span className="plan-progress">
        <Bar value={decided} of={rows.length} label={label} />
      </span>
      <StepButton
        which="undo"
        name={undo ? t('review.undoOf', { step: stepWords(undo) }) : t('review.undoNone')}
        aria-disabled={!undo || work.isBusy}
        onClick={onUndo}
      />
      <StepButton
        which="redo"
        name={redo ? t('review.redoOf', { step: stepWords(redo) }) : t('review.redoNone')}
        aria-disabled={!redo || work.isBusy}
        onClick={onRedo}
      />
      <ActMenu
        icon="more"
        label={t('nav.more')}
        acts={[
          { label: t('review.facts'), icon: 'edit', act: () => onDialog({ kind: 'facts' }) },
          { label: t('review.history'), icon: 'clock', act: () => onDialog({ kind: 'history' }) },
          { label: t('review.replace'), icon: 'upload', to: `/plan/import?replace=${plan.id}` },
          { label: t('review.discard'), icon: 'bin', act: () => onDialog({ kind: 'discard' }) },
        ]}
      />
      {may('plan.plan.confirm') ? (
        <Button kind="main" isBusy={work.isBusy} onClick={() => onDialog({ kind: 'confirm' })}>
          {t('review.submit')}
        </Button>
      ) : null}
    </PageHead>
  );
}

import { PhoneRow, PhoneRows } from '#ui/phone';
import { usePlanChoice } from '../plan-choice';
import { usePlanTexts } from '../texts';
import { planWords } from '../words';

/** On the first page: the way to what the union has promised this year. */
export default function HomePlan() {
  const t = usePlanTexts();
  const { plan } = usePlanChoice();
  if (plan?.state !== 'confirmed') return null;
  return (
    <PhoneRows title={t('phone.plan')}>
      <PhoneRow
        icon="plan"
        title={<span {...planWords}>{plan.title}</span>}
        note={t('board.commitments', { count: plan.commitments })}
        to="/plan"
      />
    </PhoneRows>
  );
}

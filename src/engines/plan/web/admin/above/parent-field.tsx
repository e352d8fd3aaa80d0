import { type PlanSummary, listPlans } from '../../../contract';
import { Field, Link, Select, useCall } from '#ui';
import { usePlanTexts } from '../../texts';

/** The plan above: a plan from above that was read to be cited, or a confirmed plan of a unit above. */
export function ParentField({
  plan,
  value,
  onChange,
}: {
  plan: PlanSummary;
  value: string;
  onChange: (id: string) => void;
}) {
  const t = usePlanTexts();
  const plans = useCall(listPlans, {}).data?.plans ?? [];
  const isUsable = (one: PlanSummary) => one.state !== 'in_review' || one.id === plan.parentPlanId;
  const options = plans
    .filter((one) => one.id !== plan.id && isUsable(one))
    .map((one) => ({ value: one.id, label: `${yearsOf(one)} ${one.issuer || one.unitName} ${one.title}` }));
  return (
    <Field
      label={t('review.parent')}
      isOptional
      hint={
        <>
          {t('review.parentHint')} <Link to="/plan/import?as=above">{t('above.import')}</Link>
        </>
      }
    >
      <Select
        lang="zh-CN"
        options={options}
        blank={t('review.noParent')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

/** `2021—2025`, or the one year. */
export function yearsOf(plan: Pick<PlanSummary, 'periodFrom' | 'periodTo'>): string {
  const [from, to] = [plan.periodFrom.slice(0, 4), plan.periodTo.slice(0, 4)];
  return from === to ? from : `${from}—${to}`;
}

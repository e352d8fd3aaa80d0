import { Card } from '#ui';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import type { CommitmentPage } from '../explanation';

/** What counts for this promise: the measure in words, and with which days, units and tolerances it is asked. */
export function MeasureCard({ page }: { page: CommitmentPage }) {
  const t = usePlanTexts();
  const { measure } = page;
  if (measure === null) return null;
  return (
    <Card title={t('form.measure')} note={measure.label}>
      <p className="t13">{measure.rule}</p>
      <dl className="plan-facts plan-measure">
        {measure.parameters.map((parameter) => (
          <div key={parameter.name}>
            <dt>{parameter.name}</dt>
            <dd>
              {parameter.value}
              {parameter.source ? (
                <p className="dim t12" {...planWords}>
                  {parameter.source}
                </p>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

import { MAX_DOCUMENT_BYTES, type PlanSummary, listPlans } from '../../../contract';
import { ButtonLink, Card, Field, Icon, Segmented, TextInput, navigate, useCall, useSearch } from '#ui';
import { useEffect } from 'react';
import '../../styles/import.css';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import { yearsOf } from '../above/parent-field';
import { PageHead } from '../page-head';
import { DropBox } from './drop-box';
import { PasteBox } from './paste-box';
import { ImportOutcome } from './import-outcome';
import { ReferenceForm } from './reference-form';
import { type ImportWork, useImport } from './use-import';

/** Reads a plan from a file or pasted text; `?replace=` names a plan whose document is put right. */
export default function ImportPage() {
  const t = usePlanTexts();
  const [search, change] = useSearch();
  const plans = useCall(listPlans, {}).data?.plans ?? [];
  const replaced = plans.find((plan) => plan.id === search.replace);
  const yearText = search.year_of ?? '';
  const isYearRight = yearText === '' || /^(19|20)\d\d$/.test(yearText);
  const work = useImport({ year: isYearRight && yearText !== '' ? Number(yearText) : undefined, planId: replaced?.id });
  const { answer } = work;
  useEffect(() => {
    if (answer?.outcome === 'imported') navigate(`/plan/${answer.planId}/review`);
  }, [answer]);
  const isAbove = search.as === 'above' && !replaced;
  const fault = isYearRight ? undefined : t('import.yearWrong');
  return (
    <div className="plan-page plan-import">
      <PageHead
        tab={t('import.title')}
        crumbs={[{ label: t('nav.plan'), to: '/plan' }, { label: t('import.title') }]}
        title={
          replaced ? <span {...planWords}>{t('import.replaces', { title: replaced.title })}</span> : t('import.title')
        }
        note={replaced ? t('import.replaceNote') : t('import.note')}
      />
      <div className="plan-import-grid">
        <div className="col g16">
          {replaced ? null : (
            <div className="row">
              <KindSwitch />
            </div>
          )}
          {isAbove ? <ReferenceForm /> : <OwnPlan work={work} isReplacing={replaced !== undefined} />}
        </div>
        <aside className="col g16">
          {isAbove ? <References plans={plans.filter((plan) => plan.state === 'reference')} /> : null}
          {isAbove ? null : (
            <>
              <Card>
                <Field label={t('import.year')} isOptional hint={t('import.yearHint')} fault={fault}>
                  <TextInput
                    inputMode="numeric"
                    maxLength={4}
                    placeholder="2024"
                    value={yearText}
                    onChange={(event) => change({ year_of: event.target.value.trim() || null }, { replace: true })}
                  />
                </Field>
              </Card>
              <WhatComesNext />
              <Waiting plans={plans.filter((plan) => plan.state === 'in_review' && plan.id !== replaced?.id)} />
            </>
          )}
        </aside>
      </div>
    </div>
  );
}

/** Takes the document as a file or as pasted text, and says what became of it. */
function OwnPlan({ work, isReplacing }: { work: ImportWork; isReplacing: boolean }) {
  const t = usePlanTexts();
  return (
    <>
      <ImportOutcome work={work} />
      <Card title={t('import.fileCard')}>
        <DropBox isBusy={work.isBusy} limit={MAX_DOCUMENT_BYTES} onFile={work.sendFile} />
      </Card>
      {isReplacing ? null : (
        <Card title={t('import.pasteCard')}>
          <PasteBox isBusy={work.isBusy} onText={work.sendText} />
        </Card>
      )}
    </>
  );
}

/** An own plan becomes promises; a plan from above is there to be cited. The address keeps the choice. */
function KindSwitch() {
  const t = usePlanTexts();
  const [search, change] = useSearch();
  return (
    <Segmented
      label={t('above.whichKind')}
      value={search.as === 'above' ? 'above' : 'own'}
      options={[
        { value: 'own', label: t('above.ownPlan') },
        { value: 'above', label: t('above.planAbove') },
      ]}
      onChange={(value) => change({ as: value === 'own' ? null : value }, { replace: true })}
    />
  );
}

function WhatComesNext() {
  const t = usePlanTexts();
  return (
    <Card title={t('import.after')}>
      <ol className="plan-steps">
        {[t('import.step1'), t('import.step2'), t('import.step3')].map((step, index) => (
          <li key={step}>
            <b>{index + 1}</b>
            <span>{step}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Waiting({ plans }: { plans: readonly { id: string; title: string; decided: number; commitments: number }[] }) {
  const t = usePlanTexts();
  if (plans.length === 0) return null;
  return (
    <Card title={t('import.waiting')} flush>
      {plans.map((plan) => (
        <div key={plan.id} className="li">
          <Icon name="plan" />
          <span className="mid">
            <b {...planWords}>{plan.title}</b>
            <span>
              {plan.decided} / {plan.commitments}
            </span>
          </span>
          <ButtonLink size="sm" to={`/plan/${plan.id}/review`}>
            {t('import.goReview')}
          </ButtonLink>
        </div>
      ))}
    </Card>
  );
}

/** The plans from above that can be cited already. */
function References({ plans }: { plans: readonly PlanSummary[] }) {
  const t = usePlanTexts();
  return (
    <Card title={t('above.here')} flush>
      {plans.length === 0 ? <p className="dim t13 plan-foot">{t('above.noneHere')}</p> : null}
      {plans.map((plan) => (
        <div key={plan.id} className="li">
          <Icon name="plan" />
          <span className="mid">
            <b {...planWords}>{plan.title}</b>
            <span>
              <span {...planWords}>{plan.issuer}</span> · {yearsOf(plan)}
            </span>
          </span>
          <ButtonLink size="sm" to={`/plan/${plan.id}/text`}>
            {t('above.read')}
          </ButtonLink>
        </div>
      ))}
    </Card>
  );
}

import { listCohorts } from '#engines/roster/contract';
import { FormDialog, useUnitOptions } from '#engines/roster/web';
import { Button, Card, Checkbox, ConfirmDialog, EmptyState, ErrorState, Field, Select, Skeleton, TextArea } from '#ui';
import { TextInput, ToneTag, formatMoney, showToast, useAct, useCall, useUiTexts } from '#ui';
import { PageHead } from '#ui/desktop';
import { useState } from 'react';
import { type Scheme, createScheme, listSchemes, retireScheme } from '../contract';
import { type SchemeValues, definitionOf, emptyScheme, numbersOfScheme } from './scheme-values';
import { useHonourTexts } from './texts';

type Change = (change: Partial<SchemeValues>) => void;
interface FieldsProps {
  values: SchemeValues;
  isTried: boolean;
  onChange: Change;
}

const isNumber = (text: string): boolean => /^\d{1,5}$/.test(text);

function NumberField({ values, isTried, onChange, name }: FieldsProps & { name: (typeof numbersOfScheme)[number] }) {
  const t = useHonourTexts();
  const ui = useUiTexts();
  const fault = isTried && !isNumber(values[name]) ? ui('field.missing') : undefined;
  return (
    <Field label={t(`scheme.${name}`)} width="third" fault={fault}>
      <TextInput
        inputMode="numeric"
        value={values[name]}
        onChange={(event) => onChange({ [name]: event.target.value })}
      />
    </Field>
  );
}

function WhoFields(props: FieldsProps) {
  const t = useHonourTexts();
  const { values, onChange } = props;
  const { data } = useCall(listCohorts, {});
  if (values.kind === 'collective')
    return (
      <>
        <NumberField {...props} name="women" />
        <NumberField {...props} name="fewest" />
      </>
    );
  return (
    <>
      <Field label={t('scheme.cohort')} width="half">
        <Select
          options={(data?.rows ?? []).map(({ code, name }) => ({ value: code, label: name }))}
          blank={t('scheme.cohortAny')}
          value={values.cohort}
          onChange={(event) => onChange({ cohort: event.target.value })}
        />
      </Field>
      <Checkbox
        label={t('scheme.needsSkill')}
        checked={values.needsSkill}
        onChange={(event) => onChange({ needsSkill: event.target.checked })}
      />
    </>
  );
}

function ReviewFields(props: FieldsProps) {
  const t = useHonourTexts();
  const { values, onChange } = props;
  const ways = (['votes', 'scores', 'meeting'] as const).map((value) => ({ value, label: t(`ways.${value}`) }));
  return (
    <>
      <Field label={t('scheme.way')} width="third">
        <Select
          options={ways}
          value={values.way}
          onChange={(event) => onChange({ way: event.target.value as SchemeValues['way'] })}
        />
      </Field>
      {values.way === 'meeting' ? null : <NumberField {...props} name="voters" />}
      {values.way === 'votes' ? (
        <Field label={t('scheme.majority')} width="third">
          <Select
            options={[
              { value: '1/2', label: t('scheme.half') },
              { value: '2/3', label: t('scheme.twoThirds') },
            ]}
            value={values.majority}
            onChange={(event) => onChange({ majority: event.target.value === '2/3' ? '2/3' : '1/2' })}
          />
        </Field>
      ) : null}
    </>
  );
}

function QuotaFields(props: FieldsProps) {
  const t = useHonourTexts();
  const { values, onChange } = props;
  const ways = [
    { value: 'none', label: t('scheme.quotaNone') },
    { value: 'fixed', label: t('scheme.quotaFixed') },
    { value: 'heads', label: t('scheme.quotaHeads') },
  ];
  return (
    <>
      <NumberField {...props} name="most" />
      <Field label={t('scheme.quota')} width="third">
        <Select
          options={ways}
          value={values.quota}
          onChange={(event) => onChange({ quota: event.target.value as SchemeValues['quota'] })}
        />
      </Field>
      {values.quota === 'none' ? null : <NumberField {...props} name="quotaCount" />}
      <Checkbox
        label={t('scheme.isExact')}
        checked={values.isExact}
        onChange={(event) => onChange({ isExact: event.target.checked })}
      />
    </>
  );
}

function HeadFields({ values, isTried, onChange }: FieldsProps) {
  const t = useHonourTexts();
  const ui = useUiTexts();
  const missing = (text: string): string | undefined =>
    isTried && text.trim() === '' ? ui('field.missing') : undefined;
  const kinds = (['individual', 'collective'] as const).map((value) => ({ value, label: t(`kinds.${value}`) }));
  return (
    <>
      <Field label={t('scheme.name')} width="half" fault={missing(values.name)}>
        <TextInput maxLength={60} value={values.name} onChange={(event) => onChange({ name: event.target.value })} />
      </Field>
      <Field label={t('scheme.kind')} width="half">
        <Select
          options={kinds}
          value={values.kind}
          onChange={(event) => onChange({ kind: event.target.value as SchemeValues['kind'] })}
        />
      </Field>
      <Field label={t('scheme.key')} hint={t('scheme.keyHint')} fault={missing(values.key)}>
        <TextInput maxLength={100} value={values.key} onChange={(event) => onChange({ key: event.target.value })} />
      </Field>
    </>
  );
}

function NewSchemeDialog({ onClose }: { onClose: () => void }) {
  const t = useHonourTexts();
  const units = useUnitOptions();
  const [values, setValues] = useState(emptyScheme);
  const [isTried, setTried] = useState(false);
  const create = useAct(createScheme, {
    changes: [listSchemes],
    onDone: ({ name }) => (showToast(name), onClose()),
  });
  const onChange: Change = (change) => setValues({ ...values, ...change });
  const unitId = units[0]?.value ?? '';
  const submit = (): boolean => {
    setTried(true);
    const isFilled = values.name.trim() !== '' && values.key.trim() !== '';
    if (!isFilled || !numbersOfScheme.every((name) => isNumber(values[name]))) return false;
    const { name, key, kind } = values;
    void create.act({ body: { unitId, name: name.trim(), key: key.trim(), kind, definition: definitionOf(values) } });
    return true;
  };
  const fields = { values, isTried, onChange };
  const area = (name: 'conditions' | 'parts' | 'vetoes') => (
    <Field label={t(`scheme.${name}`)} isOptional>
      <TextArea rows={3} value={values[name]} onChange={(event) => onChange({ [name]: event.target.value })} />
    </Field>
  );
  return (
    <FormDialog
      title={t('acts.scheme')}
      submit={t('acts.save')}
      size="wide"
      error={create.error}
      isBusy={create.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <HeadFields {...fields} />
      {area('conditions')}
      <WhoFields {...fields} />
      <QuotaFields {...fields} />
      <ReviewFields {...fields} />
      <NumberField {...fields} name="yearsBetween" />
      <NumberField {...fields} name="noticeDays" />
      {area('parts')}
      {area('vetoes')}
    </FormDialog>
  );
}

function SchemeCard({ scheme }: { scheme: Scheme }) {
  const t = useHonourTexts();
  const [isOpen, setOpen] = useState(false);
  const retire = useAct(retireScheme, { changes: [listSchemes], onDone: () => setOpen(false) });
  const { definition, name, unit, kind, retiredOn, version } = scheme;
  const way = t(`ways.${definition.review.way}`);
  return (
    <Card
      title={<span lang="zh-CN">{name}</span>}
      note={`${t(`kinds.${kind}`)} · ${unit.name}`}
      acts={
        scheme.abilities.retire ? (
          <Button size="sm" kind="text" onClick={() => setOpen(true)}>
            {t('acts.retire')}
          </Button>
        ) : null
      }
    >
      <div className="col g8">
        {retiredOn === null ? null : <ToneTag tone="none">{t('scheme.retired')}</ToneTag>}
        <p>{t('scheme.summary', { way, most: definition.most, days: definition.noticeDays })}</p>
        {definition.conditions === '' ? null : <p lang="zh-CN">{definition.conditions}</p>}
        {definition.parts.length + definition.vetoes.length === 0 ? null : (
          <p className="dim t13" lang="zh-CN">
            {[...definition.parts, ...definition.vetoes].map(({ title }) => title).join(' · ')}
          </p>
        )}
        {definition.prizeFen === '0' ? null : <p>{`${t('columns.prize')} ${formatMoney(definition.prizeFen)}`}</p>}
      </div>
      {isOpen ? (
        <ConfirmDialog
          title={t('acts.retire')}
          confirm={t('acts.retire')}
          isBusy={retire.isUnderWay}
          error={retire.error}
          onConfirm={() => void retire.act({ params: { id: scheme.id }, body: { version } })}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </Card>
  );
}

/** What may be conferred; another one is defined here, without a program. */
export default function SchemesPage() {
  const t = useHonourTexts();
  const [isOpen, setOpen] = useState(false);
  const answer = useCall(listSchemes, {});
  const { data } = answer;
  const acts = data?.abilities.create ? (
    <Button kind="main" icon="plus" onClick={() => setOpen(true)}>
      {t('acts.scheme')}
    </Button>
  ) : null;
  return (
    <>
      <PageHead title={t('titles.schemes')} note={t('notes.schemes')} acts={acts} />
      {answer.isPending ? <Skeleton lines={8} /> : null}
      {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {data?.rows.length === 0 ? (
        <EmptyState icon="competition" title={t('scheme.none')}>
          {t('scheme.noneAdvice')}
        </EmptyState>
      ) : null}
      <div className="col g16">
        {(data?.rows ?? []).map((scheme) => (
          <SchemeCard key={scheme.id} scheme={scheme} />
        ))}
      </div>
      {isOpen ? <NewSchemeDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

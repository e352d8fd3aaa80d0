import { FormDialog } from '#engines/roster/web';
import {
  Button,
  Field,
  Select,
  TextInput,
  formatMoment,
  showToast,
  useAct,
  useCall,
  useLanguage,
  useUiTexts,
} from '#ui';
import { useState } from 'react';
import type { ContestWhole } from '../../contests/contract';
import { type AttemptShown, listAttemptVersions, saveAttempt, showMeasured } from '../../measured/contract';
import { attemptStates, type MeasuredRules } from '../../measured/file';
import { changes } from '../contests/changes';
import { useMeasuredTerms, useMeasuredTexts } from './texts';

type State = (typeof attemptStates)[number] | 'void';
interface Penalty {
  amount: string;
  reason: string;
}

interface Props {
  contest: ContestWhole;
  rules: MeasuredRules;
  entrant: { id: string; name: string };
  round: number;
  attempt: number;
  standing: AttemptShown | null;
  onClose: () => void;
}

function useAttempt({ rules, standing }: Props) {
  const legs = Array.from({ length: rules.legs }, (_none, i) => standing?.legs[i] ?? '');
  const [values, setValues] = useState({
    ...{ state: (standing?.state === 'void' ? 'valid' : (standing?.state ?? 'valid')) as State, legs },
    ...{ value: standing?.value ?? '', second: standing?.second ?? '', reason: '' },
    penalties: (standing?.penalties ?? []) as Penalty[],
  });
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));
  return { values, set };
}
type Form = ReturnType<typeof useAttempt>;

function Measures({ values, set, rules }: Form & { rules: MeasuredRules }) {
  const t = useMeasuredTexts();
  if (values.state !== 'valid') return null;
  return (
    <>
      {rules.legs > 0 ? (
        values.legs.map((leg, i) => (
          <Field key={i} label={t('attempt.leg', { leg: i + 1, unit: rules.unit })} width="half">
            <TextInput
              inputMode="decimal"
              value={leg}
              onChange={(event) => set({ legs: values.legs.map((one, j) => (i === j ? event.target.value : one)) })}
            />
          </Field>
        ))
      ) : (
        <Field label={t('attempt.value', { unit: rules.unit })} width="half">
          <TextInput
            inputMode="decimal"
            value={values.value}
            onChange={(event) => set({ value: event.target.value })}
          />
        </Field>
      )}
      {rules.second ? (
        <Field label={t('attempt.second', { unit: rules.second.unit })} width="half" isOptional>
          <TextInput
            inputMode="decimal"
            value={values.second}
            onChange={(event) => set({ second: event.target.value })}
          />
        </Field>
      ) : null}
    </>
  );
}

function Penalties({ values, set }: Form) {
  const t = useMeasuredTexts();
  if (values.state !== 'valid') return null;
  const change = (i: number, patch: Partial<Penalty>): void =>
    set({ penalties: values.penalties.map((one, j) => (i === j ? { ...one, ...patch } : one)) });
  return (
    <Field label={t('attempt.penalties')} isOptional>
      <div className="col g8">
        {values.penalties.map((penalty, i) => (
          <div key={i} className="row g8">
            <TextInput
              aria-label={t('attempt.penalty')}
              inputMode="decimal"
              value={penalty.amount}
              onChange={(event) => change(i, { amount: event.target.value })}
            />
            <TextInput
              aria-label={t('attempt.penaltyFor')}
              placeholder={t('attempt.penaltyExample')}
              value={penalty.reason}
              onChange={(event) => change(i, { reason: event.target.value })}
            />
            <Button size="sm" onClick={() => set({ penalties: values.penalties.filter((_one, j) => i !== j) })}>
              {t('attempt.dropPenalty')}
            </Button>
          </div>
        ))}
        <div>
          <Button
            size="sm"
            icon="plus"
            onClick={() => set({ penalties: [...values.penalties, { amount: '', reason: '' }] })}
          >
            {t('attempt.addPenalty')}
          </Button>
        </div>
      </div>
    </Field>
  );
}

/** What was recorded of this attempt before, the latest first. */
function Versions({ contest, entrant, round, attempt }: Props) {
  const t = useMeasuredTexts();
  const terms = useMeasuredTerms();
  const language = useLanguage();
  const params = { id: contest.id, entrantId: entrant.id };
  const rows = useCall(listAttemptVersions, { params, query: { round, attempt } }).data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <Field label={t('attempt.versions')}>
      <ul className="col g4 t12">
        {rows.map((row) => (
          <li key={row.version}>
            <span className="num">{row.state === 'valid' ? row.worth : terms(`attemptStates.${row.state}`)}</span>{' '}
            <span lang="zh-CN">
              {row.recordedByName} {row.reason}
            </span>{' '}
            <span className="dim">{formatMoment(row.recordedAt, language)}</span>
          </li>
        ))}
      </ul>
    </Field>
  );
}

/** Everything of one attempt: figure or legs, penalties, fouls, corrections with their reason. */
export function AttemptDialog(props: Props) {
  const { contest, rules, entrant, round, attempt, standing, onClose } = props;
  const t = useMeasuredTexts();
  const terms = useMeasuredTerms();
  const ui = useUiTexts();
  const form = useAttempt(props);
  const { values, set } = form;
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(saveAttempt, {
    changes: [showMeasured, listAttemptVersions, ...changes],
    onDone: () => (showToast(t('attempt.done')), onClose()),
  });
  const needsReason = standing !== null || values.state !== 'valid';
  const lacks = needsReason && values.reason.trim() === '';
  const submit = (): boolean => {
    setTried(true);
    if (lacks) return false;
    const isValid = values.state === 'valid';
    const figure = (text: string): string | null => (isValid && text.trim() !== '' ? text.trim() : null);
    void act({
      params: { id: contest.id },
      body: {
        ...{ entrantId: entrant.id, round, attempt, state: values.state, version: standing?.version ?? 0 },
        ...{ value: rules.legs > 0 ? null : figure(values.value), second: figure(values.second) },
        ...{ legs: isValid ? values.legs.map((leg) => leg.trim()) : [], reason: values.reason.trim() },
        penalties: isValid ? values.penalties : [],
      },
    });
    return true;
  };
  const states: readonly State[] = standing === null ? attemptStates : [...attemptStates, 'void'];
  return (
    <FormDialog
      {...{ title: t('attempt.title', { name: entrant.name, attempt }), submit: t('attempt.save'), error }}
      {...{ isBusy: isUnderWay, onSubmit: submit, onClose }}
    >
      <Field label={t('attempt.state')} width="half">
        <Select
          options={states.map((one) => ({ value: one, label: terms(`attemptStates.${one}`) }))}
          value={values.state}
          onChange={(event) => set({ state: event.target.value as State })}
        />
      </Field>
      <Measures {...form} rules={rules} />
      <Penalties {...form} />
      {needsReason ? (
        <Field label={t('attempt.reason')} fault={isTried && lacks ? ui('field.missing') : undefined}>
          <TextInput maxLength={400} value={values.reason} onChange={(event) => set({ reason: event.target.value })} />
        </Field>
      ) : null}
      <Versions {...props} />
    </FormDialog>
  );
}

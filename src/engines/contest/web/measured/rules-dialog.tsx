import { isDay } from '#kernel/contract';
import { FormDialog } from '#engines/roster/web';
import { DayInput, Field, Select, TextArea, TextInput, showToast, useAct, useToday, useUiTexts } from '#ui';
import { useState } from 'react';
import { type ContestWhole, amendRules, changeContest } from '../../contests/contract';
import { countings, measuredTies, quantities, type MeasuredRules } from '../../measured/file';
import { changes } from '../contests/changes';
import { showMeasured } from '../../measured/contract';
import { useMeasuredTexts } from './texts';

const isWhole = (text: string): boolean => /^\d{1,4}$/.test(text.trim());

/** `预赛`, then `决赛 8`: a later round says how many come in. */
function readRounds(text: string): MeasuredRules['rounds'] | null {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  const rounds = lines.map((line, i) => {
    const found = i === 0 ? null : /^(.*\S)\s+(\d{1,4})$/.exec(line);
    return { name: found?.[1] ?? line, comesIn: found ? Number(found[2]) : null };
  });
  return rounds.length === 0 || rounds.slice(1).some(({ comesIn }) => comesIn === null) ? null : rounds;
}

const roundsText = (rounds: MeasuredRules['rounds']): string =>
  rounds.map(({ name, comesIn }) => (comesIn === null ? name : `${name} ${comesIn}`)).join('\n');

function useValues(contest: ContestWhole, rules: MeasuredRules) {
  const today = useToday();
  const [values, setValues] = useState({
    ...{ quantity: rules.quantity, unit: rules.unit, better: rules.better, counting: rules.counting },
    ...{ decimals: String(rules.decimals), attempts: String(rules.attempts), legs: String(rules.legs) },
    ...{ secondUnit: rules.second?.unit ?? '', secondBetter: rules.second?.better ?? ('lower' as const) },
    ...{ ties: rules.ties.join(' '), rounds: roundsText(rules.rounds), points: contest.unitPoints.join(' ') },
    ...{ fromDay: today, reason: '' },
  });
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));
  return { values, set };
}
type Values = ReturnType<typeof useValues>['values'];

function rulesOf(values: Values): MeasuredRules | null {
  const rounds = readRounds(values.rounds);
  if (rounds === null || ![values.decimals, values.attempts, values.legs].every(isWhole) || values.unit.trim() === '')
    return null;
  const ties = values.ties.split(' ').flatMap((tie) => measuredTies.find((one) => one === tie) ?? []);
  return {
    ...{ quantity: values.quantity, unit: values.unit.trim(), better: values.better, counting: values.counting },
    ...{
      decimals: Number(values.decimals),
      attempts: Number(values.attempts),
      legs: Number(values.legs),
      ties,
      rounds,
    },
    second:
      values.secondUnit.trim() === ''
        ? null
        : { unit: values.secondUnit.trim(), better: values.secondBetter, decimals: 1 },
  };
}

function Figures({ values, set }: ReturnType<typeof useValues>) {
  const t = useMeasuredTexts();
  const text = (key: 'unit' | 'decimals' | 'attempts' | 'legs' | 'secondUnit') => ({
    ...{ value: values[key], onChange: (event: { target: { value: string } }) => set({ [key]: event.target.value }) },
  });
  const betters = (['higher', 'lower'] as const).map((one) => ({ value: one, label: t(`rules.better.${one}`) }));
  return (
    <>
      <Field label={t('rules.what')} width="half">
        <Select
          options={quantities.map((one) => ({ value: one, label: t(`rules.quantities.${one}`) }))}
          value={values.quantity}
          onChange={(event) => set({ quantity: event.target.value as MeasuredRules['quantity'] })}
        />
      </Field>
      <Field label={t('rules.unit')} width="half">
        <TextInput maxLength={12} {...text('unit')} />
      </Field>
      <Field label={t('rules.betterLabel')} width="half">
        <Select
          options={betters}
          value={values.better}
          onChange={(event) => set({ better: event.target.value as MeasuredRules['better'] })}
        />
      </Field>
      <Field label={t('rules.decimals')} width="half">
        <TextInput inputMode="numeric" {...text('decimals')} />
      </Field>
      <Field label={t('rules.counting')} width="half">
        <Select
          options={countings.map((one) => ({ value: one, label: t(`rules.countings.${one}`) }))}
          value={values.counting}
          onChange={(event) => set({ counting: event.target.value as MeasuredRules['counting'] })}
        />
      </Field>
      <Field label={t('rules.attempts')} width="half">
        <TextInput inputMode="numeric" {...text('attempts')} />
      </Field>
      <Field label={t('rules.legsLabel')} width="half">
        <TextInput inputMode="numeric" {...text('legs')} />
      </Field>
      <Field label={t('rules.secondLabel')} width="half" isOptional>
        <TextInput maxLength={12} {...text('secondUnit')} />
      </Field>
    </>
  );
}

function Ties({ values, set }: ReturnType<typeof useValues>) {
  const t = useMeasuredTexts();
  const chosen = values.ties.split(' ').filter(Boolean);
  const options = measuredTies.filter((tie) => tie !== 'second' || values.secondUnit.trim() !== '');
  return (
    <Field label={t('rules.tiesLabel')} isOptional>
      <div className="row g8 wrap">
        {options.map((tie) => {
          const place = chosen.indexOf(tie);
          const label = place < 0 ? t(`rules.tieWays.${tie}`) : `${place + 1} ${t(`rules.tieWays.${tie}`)}`;
          const next = place < 0 ? [...chosen, tie] : chosen.filter((one) => one !== tie);
          return (
            <button
              key={tie}
              type="button"
              className={place < 0 ? 'btn sm' : 'btn sm main'}
              aria-pressed={place >= 0}
              onClick={() => set({ ties: next.join(' ') })}
            >
              {label}
            </button>
          );
        })}
      </div>
    </Field>
  );
}

/** Changes the rules of a draft, or amends those of a contest under way from a day on. */
export function RulesDialog(props: { contest: ContestWhole; rules: MeasuredRules; onClose: () => void }) {
  const { contest, rules, onClose } = props;
  const t = useMeasuredTexts();
  const ui = useUiTexts();
  const form = useValues(contest, rules);
  const { values, set } = form;
  const [isTried, setTried] = useState(false);
  const done = { changes: [...changes, showMeasured], onDone: () => (showToast(t('rules.done')), onClose()) };
  const change = useAct(changeContest, done);
  const amend = useAct(amendRules, done);
  const isDraft = contest.abilities.change;
  const { error, isUnderWay } = isDraft ? change : amend;
  const read = rulesOf(values);
  const submit = (): boolean => {
    setTried(true);
    if (read === null || (!isDraft && (values.reason.trim() === '' || !isDay(values.fromDay)))) return false;
    const params = { id: contest.id };
    const { version, name, beginsOn, endsOn, tags } = contest;
    const unitPoints = values.points.split(/[\s、,，]+/).filter(Boolean);
    if (isDraft) void change.act({ params, body: { name, beginsOn, endsOn, tags, version, unitPoints, rules: read } });
    else
      void amend.act({ params, body: { version, rules: read, fromDay: values.fromDay, reason: values.reason.trim() } });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t(isDraft ? 'rules.change' : 'rules.amend'), submit: t('rules.save'), error, size: 'wide' }}
      {...{ isBusy: isUnderWay, onSubmit: submit, onClose }}
    >
      <Figures {...form} />
      <Ties {...form} />
      <Field
        label={t('rules.roundsLabel')}
        fault={isTried && readRounds(values.rounds) === null ? t('rules.roundsFault') : undefined}
      >
        <TextArea rows={3} value={values.rounds} onChange={(event) => set({ rounds: event.target.value })} />
      </Field>
      {isDraft ? (
        <Field label={t('rules.unitPointsLabel')} isOptional>
          <TextInput value={values.points} onChange={(event) => set({ points: event.target.value })} />
        </Field>
      ) : (
        <>
          <Field label={t('rules.fromDay')} width="half">
            <DayInput value={values.fromDay} onChange={(fromDay) => set({ fromDay })} />
          </Field>
          <Field
            label={t('rules.reason')}
            fault={isTried && values.reason.trim() === '' ? ui('field.missing') : undefined}
          >
            <TextInput
              maxLength={400}
              value={values.reason}
              onChange={(event) => set({ reason: event.target.value })}
            />
          </Field>
        </>
      )}
      {isTried && read === null ? <p className="c-refuse">{t('rules.numbersFault')}</p> : null}
    </FormDialog>
  );
}

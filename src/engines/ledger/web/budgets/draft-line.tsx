import { Field, IconButton, MoneyInput, Select, TextInput } from '#ui';
import { breachActs, targetKinds } from '../../budgets/contract';
import type { LineFaults, TypedLine } from './draft-lines';
import { useBudgetTerms, useBudgetTexts } from './texts';

export interface Choice {
  value: string;
  label: string;
}

interface PicksProps {
  label: string;
  blank: string;
  picked: readonly string[];
  options: readonly Choice[];
  onChange: (picked: readonly string[]) => void;
}

/** Several of a list: those chosen as tags, one more from the browser's own list. */
function Picks({ label, blank, picked, options, onChange }: PicksProps) {
  const t = useBudgetTexts();
  const nameOf = (value: string) => options.find((one) => one.value === value)?.label ?? value;
  return (
    <div>
      {picked.length > 0 ? (
        <div className="bg-picked" lang="zh-CN">
          {picked.map((value) => (
            <span key={value}>
              {nameOf(value)}
              <IconButton
                icon="close"
                name={t('remove', { name: nameOf(value) })}
                onClick={() => onChange(picked.filter((one) => one !== value))}
              />
            </span>
          ))}
        </div>
      ) : null}
      <Select
        aria-label={label}
        blank={blank}
        options={options.filter((one) => !picked.includes(one.value))}
        value=""
        onChange={(event) => onChange([...picked, event.target.value])}
      />
    </div>
  );
}

export interface DraftLineProps {
  line: TypedLine;
  number: number;
  faults: LineFaults;
  /** What is spent and reserved of it, in words. */
  used: string;
  accounts: readonly Choice[];
  commitments: readonly Choice[];
  onChange: (patch: Partial<TypedLine>) => void;
  onCommitments: (ids: readonly string[]) => void;
  onRemove: () => void;
}

/** One line of a draft. */
export function DraftLine(props: DraftLineProps) {
  const t = useBudgetTexts();
  const terms = useBudgetTerms();
  const { line, number, faults, used, onChange } = props;
  const name = line.name || t('lineNumber', { number });
  return (
    <div className="bg-draft-line" role="group" aria-label={name}>
      <Field label={t('line')} fault={faults.name} hint={used}>
        <TextInput maxLength={60} value={line.name} onChange={(event) => onChange({ name: event.target.value })} />
      </Field>
      <Field label={t('kind')}>
        <Select
          options={targetKinds.map((value) => ({ value, label: terms(`kinds.${value}`) }))}
          value={line.kind}
          onChange={(event) => onChange({ kind: targetKinds.find((one) => one === event.target.value)! })}
        />
      </Field>
      <Field label={line.kind === 'range' ? t('from') : t('amount')} fault={faults.amount}>
        <MoneyInput value={line.amount} onChange={(event) => onChange({ amount: event.target.value })} />
      </Field>
      {line.kind === 'range' ? (
        <Field label={t('to')}>
          <MoneyInput value={line.upper} onChange={(event) => onChange({ upper: event.target.value })} />
        </Field>
      ) : line.kind === 'band' ? (
        <Field label={t('tolerance')}>
          <TextInput
            inputMode="numeric"
            value={line.tolerance}
            onChange={(event) => onChange({ tolerance: event.target.value })}
          />
        </Field>
      ) : (
        <span />
      )}
      <Field label={t('onBreach')}>
        <Select
          options={breachActs.map((value) => ({ value, label: terms(`acts.${value}`) }))}
          value={line.onBreach}
          disabled={line.kind === 'floor'}
          onChange={(event) => onChange({ onBreach: breachActs.find((one) => one === event.target.value)! })}
        />
      </Field>
      <IconButton icon="bin" name={t('remove', { name })} onClick={props.onRemove} />
      <div className="bg-picks">
        <Picks
          {...{ label: t('accountsOf', { name }), blank: t('addAccount'), picked: line.accounts }}
          options={props.accounts}
          onChange={(accounts) => onChange({ accounts })}
        />
        <Picks
          {...{ label: t('commitmentsOf', { name }), blank: t('addCommitment'), picked: line.commitmentIds }}
          options={props.commitments}
          onChange={props.onCommitments}
        />
      </div>
    </div>
  );
}

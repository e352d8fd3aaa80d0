import {
  type CorrectionField,
  askCorrection,
  correctionFields,
  educations,
  genders,
  nationCodes,
  showOwnPrivacy,
} from '../../contract';
import { Button, CallRefused, DayInput, Field, Note, Overlay, Select, TextInput, messageOf, showToast } from '#ui';
import { useAct, useUiTexts } from '#ui';
import { useState } from 'react';
import { usePrivacyTexts } from './texts';
import { useValueWords } from './words';

const choicesOf: Partial<Record<CorrectionField, readonly string[]>> = {
  gender: genders,
  nation: nationCodes,
  education: educations,
};

/** The input that fits the field: a choice, a day, or words. */
function Proposed(props: { field: CorrectionField; value: string; onChange: (value: string) => void }) {
  const { field, value, onChange } = props;
  const ui = useUiTexts();
  const words = useValueWords();
  const choices = choicesOf[field];
  if (choices)
    return (
      <Select
        value={value}
        blank={ui('field.choose')}
        options={choices.map((one) => ({ value: one, label: words(field, one) }))}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  if (field === 'bornOn') return <DayInput value={value} onChange={onChange} />;
  return (
    <TextInput
      value={value}
      maxLength={120}
      inputMode={field === 'phone' ? 'tel' : 'text'}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

export interface AskSheetProps {
  facts: readonly { field: CorrectionField; value: string | null }[];
  onClose: () => void;
}

/** Says what is wrong in the own file, what it should be, and why. */
export function AskSheet({ facts, onClose }: AskSheetProps) {
  const t = usePrivacyTexts();
  const ui = useUiTexts();
  const words = useValueWords();
  const [field, setField] = useState<CorrectionField>('phone');
  const [proposed, setProposed] = useState('');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const asking = useAct(askCorrection, {
    changes: [showOwnPrivacy],
    onDone: () => (showToast(t('own.asked')), onClose()),
  });
  const missing = (value: string, least: number) =>
    isTried && value.trim().length < least ? ui('field.missing') : undefined;
  const send = (): void => {
    setTried(true);
    if (proposed.trim() === '' || reason.trim().length < 2) return;
    void asking.act({ body: { field, proposed, reason } });
  };
  const issue =
    asking.error instanceof CallRefused ? asking.error.issues.find(({ path }) => path === 'proposed') : undefined;
  const stood = facts.find((fact) => fact.field === field)?.value ?? null;
  const choose = (next: string): void => {
    const found = correctionFields.find((one) => one === next);
    if (found === undefined) return;
    setField(found);
    setProposed('');
    asking.forget();
  };
  const acts = (
    <Button kind="main" wide isBusy={asking.isUnderWay} onClick={send}>
      {t('own.askSend')}
    </Button>
  );
  return (
    <Overlay as="sheet" title={t('own.askTitle')} onClose={onClose} acts={acts} closesBy="keys">
      <div className="fields">
        <Field
          label={t('own.askField')}
          hint={t('own.askStood', { value: stood === null ? t('own.empty') : words(field, stood) })}
        >
          <Select
            value={field}
            options={correctionFields.map((value) => ({ value, label: t(`fields.${value}`) }))}
            onChange={(event) => choose(event.target.value)}
          />
        </Field>
        <Field label={t('own.askProposed')} fault={missing(proposed, 1) ?? issue?.message}>
          <Proposed key={field} field={field} value={proposed} onChange={setProposed} />
        </Field>
        <Field label={t('own.askReason')} fault={missing(reason, 2)}>
          <TextInput
            value={reason}
            maxLength={300}
            placeholder={t('own.askReasonExample')}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        {asking.error && !issue ? <Note kind="refuse">{messageOf(asking.error, ui)}</Note> : null}
      </div>
    </Overlay>
  );
}

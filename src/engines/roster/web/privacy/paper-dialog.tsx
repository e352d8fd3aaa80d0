import { type Consent, listConsents, recordPaperConsent } from '../../contract';
import { DayInput, Field, Select, showToast, useAct, useToday } from '#ui';
import { useState } from 'react';
import { FormDialog, useDayFault } from '../pieces/form-dialog';
import { usePrivacyTexts } from './texts';
import { useConsentWords } from './words';

export interface PaperDialogProps {
  personId: string;
  consent: Consent;
  onClose: () => void;
}

/** What stands on a signed paper; an older paper names an older version of the text. */
export function PaperDialog({ personId, consent, onClose }: PaperDialogProps) {
  const t = usePrivacyTexts();
  const dayFault = useDayFault();
  const { text, state } = consent;
  const { name } = useConsentWords()(text);
  const [says, setSays] = useState(state === 'given' ? 'withdraws' : 'agrees');
  const [signedOn, setSignedOn] = useState<string>(useToday());
  const [version, setVersion] = useState(String(text.version));
  const record = useAct(recordPaperConsent, {
    changes: [listConsents],
    onDone: () => (showToast(t('people.recorded')), onClose()),
  });
  const submit = (): boolean => {
    if (dayFault(signedOn)) return false;
    const body = { key: text.key, version: Number(version), isGiven: says === 'agrees', signedOn };
    void record.act({ params: { id: personId }, body });
    return true;
  };
  const versions = Array.from({ length: text.version }, (_none, at) => String(text.version - at));
  return (
    <FormDialog
      title={t('people.recordTitle', { name })}
      effect={t('people.recordEffect')}
      submit={t('people.record')}
      error={record.error}
      isBusy={record.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('people.says')} width="half">
        <Select
          value={says}
          options={(['agrees', 'withdraws'] as const).map((value) => ({ value, label: t(`people.${value}`) }))}
          onChange={(event) => setSays(event.target.value)}
        />
      </Field>
      <Field label={t('people.signedOn')} width="half" fault={dayFault(signedOn)}>
        <DayInput value={signedOn} onChange={setSignedOn} />
      </Field>
      <Field label={t('people.version')} width="half">
        <Select
          value={version}
          options={versions.map((value) => ({ value, label: t('texts.version', { version: value }) }))}
          onChange={(event) => setVersion(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}

import { type ConsentText, listConsents, listConsentTexts, writeConsentText } from '../../contract';
import { Checkbox, Field, TextArea, TextInput, showToast, useAct } from '#ui';
import { useState } from 'react';
import { FormDialog } from '../pieces/form-dialog';
import { usePrivacyTexts } from './texts';
import { useConsentWords } from './words';

const parts = [
  { name: 'name', least: 2, most: 60 },
  { name: 'purpose', least: 2, most: 200 },
  { name: 'body', least: 10, most: 2000 },
  { name: 'englishName', least: 2, most: 120 },
  { name: 'englishPurpose', least: 2, most: 300 },
  { name: 'englishBody', least: 10, most: 2000 },
] as const;

/** A new version beside the old ones. Whether people are asked again is for the writer to say. */
export function TextDialog({ text, onClose }: { text: ConsentText; onClose: () => void }) {
  const t = usePrivacyTexts();
  const { name } = useConsentWords()(text);
  const [written, write] = useState(text);
  const [asksAnew, setAsksAnew] = useState(true);
  const [isTried, setTried] = useState(false);
  const save = useAct(writeConsentText, {
    changes: [listConsentTexts, listConsents],
    onDone: () => (showToast(t('texts.done')), onClose()),
  });
  const isShort = ({ name: part, least }: (typeof parts)[number]) => written[part].trim().length < least;
  const submit = (): boolean => {
    setTried(true);
    if (parts.some(isShort)) return false;
    const { version, writtenAt: _at, writtenByName: _name, ...rest } = written;
    void save.act({ body: { ...rest, afterVersion: version, asksAnew } });
    return true;
  };
  return (
    <FormDialog
      title={t('texts.changeTitle', { name })}
      effect={t(asksAnew ? 'texts.effectAnew' : 'texts.effectKept')}
      submit={t('texts.change')}
      error={save.error}
      isBusy={save.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      {parts.map((part) => {
        const Control = part.name === 'body' || part.name === 'englishBody' ? TextArea : TextInput;
        const fault = isTried && isShort(part) ? t('texts.tooShort', { count: part.least }) : undefined;
        return (
          <Field key={part.name} label={t(`texts.${part.name}`)} fault={fault}>
            <Control
              value={written[part.name]}
              maxLength={part.most}
              onChange={(event: { target: { value: string } }) =>
                write({ ...written, [part.name]: event.target.value })
              }
            />
          </Field>
        );
      })}
      <Checkbox
        label={t('texts.isSeparate')}
        checked={written.isSeparate}
        onChange={(event) => write({ ...written, isSeparate: event.target.checked })}
      />
      <Checkbox
        label={t('texts.asksAnew')}
        checked={asksAnew}
        onChange={(event) => setAsksAnew(event.target.checked)}
      />
    </FormDialog>
  );
}

import { Button, Field, TextArea, TextInput, remember, remembered } from '#ui';
import { useState } from 'react';
import { usePlanTexts } from '../../texts';

const place = 'plan.paste';

/** Pasted text survives a reload until it has been read. */
export function PasteBox({
  isBusy,
  onText,
}: {
  isBusy: boolean;
  onText: (name: string, text: string) => Promise<void>;
}) {
  const t = usePlanTexts();
  const [text, setText] = useState(() => remembered(place) ?? '');
  const [name, setName] = useState('');
  const [isAsked, setAsked] = useState(false);
  const isShort = text.trim().length < 2;
  const write = (words: string): void => {
    setText(words);
    if (words.length < 200_000) remember(place, words);
  };
  const send = async (): Promise<void> => {
    setAsked(true);
    if (!isShort) await onText(name.trim() || t('import.pasteNameValue'), text);
  };
  return (
    <div className="col g12">
      <Field
        label={t('import.pasteLabel')}
        hint={t('import.pasteHint')}
        fault={isAsked && isShort ? t('import.pasteShort') : undefined}
      >
        <TextArea rows={8} lang="zh-CN" value={text} onChange={(event) => write(event.target.value)} />
      </Field>
      <div className="row g12 plan-paste-foot">
        <Field label={t('import.pasteName')} isOptional>
          <TextInput
            value={name}
            maxLength={120}
            placeholder={t('import.pasteNameValue')}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Button kind="quiet" isBusy={isBusy} onClick={() => void send()}>
          {t('import.read')}
        </Button>
      </div>
    </div>
  );
}

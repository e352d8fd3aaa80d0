import { FormDialog } from '#engines/roster/web';
import { Field, TextArea, TextInput, showToast, useAct } from '#ui';
import { useState } from 'react';
import { saveWageBills, showFundShare } from '../../fund-share/contract';
import { readPasted } from './pasted';
import { useShareTexts } from './texts';

/** The wage bills of months, typed or pasted as two columns. */
export function EnterDialog({ bookId, onClose }: { bookId: string; onClose: () => void }) {
  const t = useShareTexts();
  const [text, setText] = useState('');
  const [words, setWords] = useState('');
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(saveWageBills, {
    changes: [showFundShare],
    onDone: ({ saved }) => (showToast(t('saved', { count: saved })), onClose()),
  });
  const read = readPasted(text);
  const fault = !('rows' in read)
    ? t('badRow', { line: read.line, text: read.text })
    : read.rows.length === 0
      ? t('nothingTyped')
      : undefined;
  const submit = (): boolean => {
    setTried(true);
    if (!('rows' in read) || read.rows.length === 0) return false;
    void act({ params: { id: bookId }, body: { rows: read.rows, words: words.trim() } });
    return true;
  };
  return (
    <FormDialog
      title={t('enter')}
      submit={t('save')}
      isBusy={isUnderWay}
      error={error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('pasted')} hint={t('enterNote')} fault={isTried ? fault : undefined}>
        <TextArea
          rows={8}
          className="num"
          placeholder={t('pasteExample')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <Field label={t('wordsLabel')} isOptional>
        <TextInput
          maxLength={200}
          placeholder={t('wordsExample')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}

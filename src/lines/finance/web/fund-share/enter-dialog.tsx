import { formatFen } from '#kernel/contract';
import { FormDialog } from '#engines/roster/web';
import { Field, TextArea, TextInput, showToast, useAct } from '#ui';
import { useState } from 'react';
import { saveWageBills, showFundShare } from '../../fund-share/contract';
import { readPasted } from './pasted';
import { type ReadSheet, SheetBox } from './sheet-box';
import { useShareTexts } from './texts';

/** The months of a sheet as lines that could have been typed. In the browser fen arrive as text. */
const linesOf = ({ rows }: ReadSheet): string =>
  rows
    .flatMap(({ month, amount, reason }) =>
      reason === null && month !== null && amount !== null ? [`${month} ${formatFen(BigInt(amount))}`] : [],
    )
    .join('\n');

/** The wage bills of months, typed, pasted as two columns or read from a sheet; all of them are looked at in one place. */
export function EnterDialog({ bookId, onClose }: { bookId: string; onClose: () => void }) {
  const t = useShareTexts();
  const [text, setText] = useState('');
  const [taken, setTaken] = useState('');
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
  // What was typed stays; only the lines of a sheet that was read before make room for those of the next.
  const takeUp = (name: string, sheet: ReadSheet): void => {
    const lines = linesOf(sheet);
    setText((before) => [before.replace(taken, '').trim(), lines].filter(Boolean).join('\n'));
    setTaken(lines);
    setWords((before) => (before === '' ? name.slice(0, 200) : before));
  };
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
      {'rows' in read && read.rows.length > 0 ? (
        <p className="dim">
          {t('typed', {
            ...{ count: read.rows.length, sum: formatFen(read.rows.reduce((sum, row) => sum + row.amount, 0n)) },
          })}
        </p>
      ) : null}
      <SheetBox bookId={bookId} onRead={takeUp} />
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

import { isDay } from '#kernel/contract';
import { Button, Card, DayInput, Field, Note, Select, TextInput, messageOf, parseMoney, useUiTexts } from '#ui';
import { type ReactNode, useState } from 'react';
import { BudgetPart } from './budget-part';
import { Grid } from './grid';
import { type Desk, type GridDraft, faultOf, linesOfTemplate } from './grid-lines';
import { useVoucherTerms, useVoucherTexts } from './texts';

/** Fills the lines with a typical entry for a sum. */
function Typical({ desk, onUse }: { desk: Desk; onUse: (patch: Partial<GridDraft>) => void }) {
  const t = useVoucherTexts();
  const terms = useVoucherTerms();
  const [key, setKey] = useState('');
  const [sum, setSum] = useState('');
  const [isTried, setTried] = useState(false);
  const template = desk.templates.find((one) => one.key === key);
  const whole = parseMoney(sum);
  const use = (): void => {
    setTried(true);
    if (!template || whole === null || whole <= 0n) return;
    onUse({ words: template.words, lines: linesOfTemplate(template, whole, desk.remittedShare.value) });
    setTried(false);
    setSum('');
  };
  const isSplit = template?.lines.some(({ part }) => part !== 'whole') ?? false;
  const share = `${String(Math.round(desk.remittedShare.value * 1000) / 10)}%`;
  return (
    <div className="fv-typical">
      <Field label={t('typical')} isOptional>
        <Select
          options={desk.templates.map((one) => ({
            value: one.key,
            label: terms.maybe(`templates.${one.key}`) ?? one.words,
          }))}
          blank={t('chooseTypical')}
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
      </Field>
      {template ? (
        <>
          <Field
            label={t('sum')}
            hint={isSplit ? t('share', { share, source: desk.remittedShare.source }) : undefined}
            fault={isTried && (whole === null || whole <= 0n) ? t('sumWrong') : undefined}
          >
            <TextInput
              className="num"
              inputMode="decimal"
              value={sum}
              onChange={(event) => setSum(event.target.value)}
            />
          </Field>
          <Button onClick={use}>{t('useTypical')}</Button>
        </>
      ) : null}
    </div>
  );
}

function Head({
  draft,
  set,
  isTried,
}: {
  draft: GridDraft;
  set: (patch: Partial<GridDraft>) => void;
  isTried: boolean;
}) {
  const t = useVoucherTexts();
  const ui = useUiTexts();
  return (
    <div className="fv-head">
      <Field label={t('on')} fault={isTried && !isDay(draft.on) ? ui('field.dayWrong') : undefined}>
        <DayInput value={draft.on} onChange={(on) => set({ on })} />
      </Field>
      <Field label={t('words')}>
        <TextInput
          maxLength={200}
          placeholder={t('wordsExample')}
          value={draft.words}
          onChange={(event) => set({ words: event.target.value })}
        />
      </Field>
      <Field label={t('sheets')} isOptional>
        <TextInput
          className="num"
          inputMode="numeric"
          value={draft.sheets}
          onChange={(event) => set({ sheets: event.target.value.replace(/\D/g, '').slice(0, 3) })}
        />
      </Field>
    </div>
  );
}

export interface EditorProps {
  desk: Desk;
  draft: GridDraft;
  /** Whether there is something that was typed and not saved. */
  isTyped: boolean;
  set: (patch: Partial<GridDraft>) => void;
  onDrop: () => void;
  error: Error | null;
  /** What is done with the draft once nothing stands against keeping it. */
  acts: (send: (act: () => void) => void) => ReactNode;
}

/** A voucher as it is entered: day, words, lines; what was typed is kept over a reload. */
export function Editor({ desk, draft, isTyped, set, onDrop, error, acts }: EditorProps) {
  const t = useVoucherTexts();
  const ui = useUiTexts();
  const [isTried, setTried] = useState(false);
  const fault = faultOf(draft.lines);
  const send = (act: () => void): void => {
    setTried(true);
    if (fault === null && isDay(draft.on)) act();
  };
  return (
    <Card flush title={<span lang="zh-CN">{desk.book.name}</span>}>
      <div className="pad col g16">
        <Typical desk={desk} onUse={set} />
        <Head draft={draft} set={set} isTried={isTried} />
      </div>
      <Grid
        lines={draft.lines}
        accounts={desk.accounts}
        faultyLine={isTried && fault !== null ? fault.line : null}
        onChange={(lines) => set({ lines })}
      />
      <BudgetPart desk={desk} lines={draft.lines} on={draft.on} onChange={(lines) => set({ lines })} />
      <div className="pad col g12">
        {isTried && fault !== null ? <Note kind="refuse">{t(fault.word, { line: fault.line })}</Note> : null}
        {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
        <div className="row g8 wrap">
          {acts(send)}
          {isTyped ? (
            <>
              <Button kind="text" onClick={onDrop}>
                {t('dropTyping')}
              </Button>
              <span className="dim t12">{t('draftKept')}</span>
            </>
          ) : null}
        </div>
      </div>
    </Card>
  );
}

import { closeEvent } from '../../../contract';
import { FormDialog } from '#engines/roster/web';
import { isDay } from '#kernel/contract';
import { DayInput, Field, Note, TextArea, TextInput, showToast, useAct, useUiTexts } from '#ui';
import { useState } from 'react';
import { useScheduleTexts } from '../../texts';
import { type DialogProps, touched } from './dialog-props';

/** Closes an event as held: the summary, how many came, and the day where no exact time was ever set. */
export function CloseDialog({ event, onClose }: DialogProps) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const { counts } = event;
  const [summary, setSummary] = useState(event.summary);
  const [heads, setHeads] = useState(counts.headCount === null ? '' : String(counts.headCount));
  const [heldOn, setHeldOn] = useState('');
  const [isTried, setTried] = useState(false);
  const needsDay = event.startsAt === null;
  const close = useAct(closeEvent, { changes: touched, onDone: () => (showToast(t('close.done')), onClose()) });
  const headsFault = heads === '' || /^[1-9]\d{0,5}$/.test(heads) ? undefined : ui('field.numberWrong');
  const dayFault = needsDay && !isDay(heldOn) ? ui('field.dayWrong') : undefined;
  const submit = (): boolean => {
    setTried(true);
    if (headsFault || dayFault) return false;
    const headCount = heads === '' ? null : Number(heads);
    const body = { version: event.version, summary: summary.trim(), headCount, ...(needsDay ? { heldOn } : {}) };
    void close.act({ params: { id: event.id }, body });
    return true;
  };
  const hasRecord = counts.people > 0 || counts.photos > 0 || heads !== '';
  const dialog = { title: t('act.close'), note: event.title, submit: t('act.close'), error: close.error, onClose };
  return (
    <FormDialog
      {...dialog}
      isBusy={close.isUnderWay}
      whyNot={hasRecord ? undefined : t('close.nothing')}
      onSubmit={submit}
    >
      <Note kind={hasRecord ? 'info' : 'warn'}>
        {hasRecord ? t('close.records', { named: counts.named, photos: counts.photos }) : t('close.nothing')}
      </Note>
      {needsDay ? (
        <Field label={t('close.heldOn')} fault={isTried ? dayFault : undefined}>
          <DayInput yearAtHand={Number(event.window.from.slice(0, 4))} value={heldOn} onChange={setHeldOn} />
        </Field>
      ) : null}
      <Field label={t('close.heads')} isOptional hint={t('close.headsHint')} fault={isTried ? headsFault : undefined}>
        <TextInput
          inputMode="numeric"
          className="num"
          value={heads}
          maxLength={6}
          onChange={(one) => setHeads(one.target.value.trim())}
        />
      </Field>
      <Field label={t('event.summary')} isOptional>
        <TextArea
          rows={6}
          value={summary}
          maxLength={4000}
          placeholder={t('close.summaryExample')}
          onChange={(one) => setSummary(one.target.value)}
        />
      </Field>
    </FormDialog>
  );
}

import { closeEvent } from '#engines/schedule/contract';
import { isDay } from '#kernel/contract';
import {
  Button,
  DayInput,
  Field,
  Note,
  Overlay,
  TextArea,
  TextInput,
  focusFirstFault,
  messageOf,
  showToast,
  useAct,
  useUiTexts,
} from '#ui';
import { type FormEvent, useRef, useState } from 'react';
import { useScheduleTexts } from '../../texts';
import { type DialogProps, touched } from './dialog-props';

/** Closes an event as held: the summary, how many came, and the day where no exact time was ever set. */
export function CloseDialog({ event, onClose }: DialogProps) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const form = useRef<HTMLFormElement>(null);
  const { counts } = event;
  const [summary, setSummary] = useState(event.summary);
  const [heads, setHeads] = useState(counts.headCount === null ? '' : String(counts.headCount));
  const [heldOn, setHeldOn] = useState('');
  const [faults, setFaults] = useState<{ heads?: string; heldOn?: string }>({});
  const needsDay = event.startsAt === null;
  const close = useAct(closeEvent, {
    changes: touched,
    onDone: () => {
      showToast(t('close.done'));
      onClose();
    },
  });
  const submit = (sent: FormEvent): void => {
    sent.preventDefault();
    const found = {
      ...(heads !== '' && !/^[1-9]\d{0,5}$/.test(heads) ? { heads: ui('field.numberWrong') } : {}),
      ...(needsDay && !isDay(heldOn) ? { heldOn: ui('field.dayWrong') } : {}),
    };
    setFaults(found);
    if (Object.keys(found).length > 0) return void requestAnimationFrame(() => focusFirstFault(form.current));
    const body = {
      version: event.version,
      summary: summary.trim(),
      headCount: heads === '' ? null : Number(heads),
      ...(needsDay ? { heldOn } : {}),
    };
    void close.act({ params: { id: event.id }, body });
  };
  const hasRecord = counts.people > 0 || counts.photos > 0 || heads !== '';
  const acts = (
    <>
      <Button onClick={onClose}>{ui('cancel')}</Button>
      <Button
        kind="main"
        isBusy={close.isUnderWay}
        {...(hasRecord ? {} : { whyNot: t('close.nothing') })}
        onClick={() => form.current?.requestSubmit()}
      >
        {t('act.close')}
      </Button>
    </>
  );
  return (
    <Overlay title={t('act.close')} note={event.title} onClose={onClose} acts={acts}>
      <form ref={form} noValidate className="fields" onSubmit={submit}>
        <Note kind={hasRecord ? 'info' : 'warn'}>
          {hasRecord ? t('close.records', { named: counts.named, photos: counts.photos }) : t('close.nothing')}
        </Note>
        {needsDay ? (
          <Field label={t('close.heldOn')} name="heldOn" fault={faults.heldOn}>
            <DayInput yearAtHand={Number(event.window.from.slice(0, 4))} value={heldOn} onChange={setHeldOn} />
          </Field>
        ) : null}
        <Field label={t('close.heads')} isOptional name="heads" hint={t('close.headsHint')} fault={faults.heads}>
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
        {close.error ? <Note kind="refuse">{messageOf(close.error, ui)}</Note> : null}
      </form>
    </Overlay>
  );
}

import { FormDialog } from '#engines/roster/web';
import { Field, TextInput, showToast, useAct, useUiTexts } from '#ui';
import { useState } from 'react';
import { enterScore, type PanelSheet, setTime, showPanel } from '../../panels/contract';
import type { PanelPart } from '../../panels/file';
import { changes } from '../contests/changes';
import { MarkField } from './mark-field';
import { faultOfText } from './marks';
import { usePanelTexts } from './texts';
import './panels.css';

export interface Place {
  id: string;
  sheet: PanelSheet;
  round: number;
  part: PanelPart;
  entrant: { id: string; name: string };
}

/** Marks from a guest's paper, from a machine, or of what nobody judges; signed as they are entered. */
export function DeskMarkDialog({
  seat,
  who,
  onClose,
  ...place
}: Place & { seat: number; who: string; onClose: () => void }) {
  const { id, sheet, round, part, entrant } = place;
  const t = usePanelTexts();
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [isTried, setTried] = useState(false);
  const fields = part.criteria.length === 0 ? [{ key: 'mark', name: part.name }] : part.criteria;
  const { act, error, isUnderWay } = useAct(enterScore, {
    changes: [showPanel, ...changes],
    onDone: () => (showToast(t('desk.done')), onClose()),
  });
  const known = sheet.deskMarks.find(
    (one) => one.entrantId === entrant.id && one.round === round && one.part === part.key && one.seat === seat,
  );
  const submit = (): boolean => {
    setTried(true);
    if (fields.some(({ key }) => faultOfText(texts[key] ?? '', part.scale) !== null)) return false;
    const isOne = part.criteria.length === 0;
    const given = Object.fromEntries(fields.map(({ key }) => [key, (texts[key] ?? '').trim()]));
    const marks = isOne ? { mark: given.mark ?? null, criteria: {} } : { mark: null, criteria: given };
    const at = { seat, entrantId: entrant.id, round, part: part.key };
    void act({ params: { id }, body: { ...at, ...marks, isSigned: true, version: known?.version ?? 0 } });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('desk.title', { name: entrant.name, who }), submit: t('desk.save'), error }}
      {...{ isBusy: isUnderWay, onSubmit: submit, onClose }}
      effect={t('desk.what')}
    >
      {fields.map(({ key, name }) => (
        <MarkField
          key={key}
          {...{ label: name, scale: part.scale, value: texts[key] ?? '', isTried }}
          onChange={(value) => setTexts({ ...texts, [key]: value })}
        />
      ))}
    </FormDialog>
  );
}

const SECONDS = /^\d{1,5}(\.\d{1,3})?$/;

/** How long an appearance took. */
export function TimeDialog({ onClose, ...place }: Place & { onClose: () => void }) {
  const { id, sheet, round, part, entrant } = place;
  const t = usePanelTexts();
  const ui = useUiTexts();
  const known = sheet.times.find((one) => one.entrantId === entrant.id && one.round === round && one.part === part.key);
  const [seconds, setSeconds] = useState(known?.seconds ?? '');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(setTime, {
    changes: [showPanel, ...changes],
    onDone: () => (showToast(t('time.done')), onClose()),
  });
  const isFigure = SECONDS.test(seconds.trim());
  const lacks = known !== undefined && reason.trim() === '';
  const submit = (): boolean => {
    setTried(true);
    if (!isFigure || lacks) return false;
    const at = { entrantId: entrant.id, round, part: part.key };
    const body = { ...at, seconds: seconds.trim(), reason: reason.trim(), version: known?.version ?? 0 };
    void act({ params: { id }, body });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('time.title', { name: entrant.name }), submit: t('desk.save'), error }}
      {...{ isBusy: isUnderWay, onSubmit: submit, onClose }}
    >
      <Field
        label={t('time.seconds')}
        hint={t('time.limit', { limit: part.time?.limit ?? 0 })}
        fault={isTried && !isFigure ? t('time.fault') : undefined}
      >
        <TextInput inputMode="decimal" value={seconds} onChange={(event) => setSeconds(event.target.value)} />
      </Field>
      {known === undefined ? null : (
        <Field label={t('time.reason')} fault={isTried && lacks ? ui('field.missing') : undefined}>
          <TextInput maxLength={400} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
    </FormDialog>
  );
}

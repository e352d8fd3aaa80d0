import type { Endpoint } from '#kernel/contract';
import { isDay } from '#kernel/contract';
import { DayInput, Field, Select, TextArea, TextInput, showToast, useAct, useToday, useUiTexts } from '#ui';
import { FormDialog } from '#engines/roster/web';
import { useState } from 'react';
import { type MoveReason, type MoveTarget, moveReasons, recordMove } from '../../moves/contract';
import type { MemberWhole } from '../../register/contract';
import { useMembershipTexts } from '../texts';

interface MoveDialogProps {
  member: Pick<MemberWhole, 'person'>;
  to: MoveTarget;
  changes: readonly Pick<Endpoint, 'name'>[];
  onClose: () => void;
}

interface PaperFieldsProps {
  values: { document: string; note: string };
  set: (patch: { document?: string; note?: string }) => void;
  fault: string | undefined;
}

/** The paper that a move rests on, and what else is to be said. */
function PaperFields({ values, set, fault }: PaperFieldsProps) {
  const t = useMembershipTexts();
  return (
    <>
      <Field label={t('move.document')} hint={t('move.documentHint')} fault={fault}>
        <TextInput
          maxLength={200}
          value={values.document}
          onChange={(event) => set({ document: event.target.value })}
        />
      </Field>
      <Field label={t('matter.note')} isOptional>
        <TextArea
          rows={2}
          maxLength={500}
          value={values.note}
          onChange={(event) => set({ note: event.target.value })}
        />
      </Field>
    </>
  );
}

/** Records a move with its day, reason and paper; a transfer also with the union that receives the member. */
export function MoveDialog({ member, to, changes, onClose }: MoveDialogProps) {
  const t = useMembershipTexts();
  const ui = useUiTexts();
  const today = useToday();
  const reasons: readonly MoveReason[] = moveReasons[to];
  const [values, setValues] = useState({
    ...{ on: today, document: '', note: '', destination: '' },
    reason: reasons.length === 1 ? reasons[0]! : '',
  });
  const [isTried, setTried] = useState(false);
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));
  const act = useAct(recordMove, { changes, onDone: () => (showToast(t('move.done')), onClose()) });
  const needsUnion = to === 'transferred_out';
  const faults = {
    on: isDay(values.on) ? undefined : ui('field.dayWrong'),
    reason: values.reason === '' ? ui('field.missing') : undefined,
    document: values.document.trim() === '' ? t('move.documentMissing') : undefined,
    destination: needsUnion && values.destination.trim() === '' ? t('move.destinationMissing') : undefined,
  };
  const show = (fault: string | undefined) => (isTried ? fault : undefined);
  const submit = (): boolean => {
    setTried(true);
    if (Object.values(faults).some((fault) => fault !== undefined)) return false;
    const { on, reason, document, note, destination } = values;
    void act.act({
      params: { id: member.person.id },
      body: { to, on, reason: reason as MoveReason, document, note, ...(needsUnion ? { destination } : {}) },
    });
    return true;
  };
  return (
    <FormDialog
      title={t('move.title', { what: t(`move.${to}`), name: member.person.name })}
      effect={t(`moveEffect.${to}`)}
      submit={t(`move.${to}`)}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('move.on')} width="half" fault={show(faults.on)}>
        <DayInput value={values.on} yearAtHand={Number(today.slice(0, 4))} onChange={(on) => set({ on })} />
      </Field>
      <Field label={t('move.reason')} width="half" fault={show(faults.reason)}>
        <Select
          options={reasons.map((value) => ({ value, label: t(`reason.${value}`) }))}
          blank={t('choose')}
          value={values.reason}
          onChange={(event) => set({ reason: event.target.value as MoveReason })}
        />
      </Field>
      {needsUnion ? (
        <Field label={t('move.destination')} fault={show(faults.destination)}>
          <TextInput
            maxLength={120}
            value={values.destination}
            onChange={(event) => set({ destination: event.target.value })}
          />
        </Field>
      ) : null}
      <PaperFields values={values} set={set} fault={show(faults.document)} />
    </FormDialog>
  );
}

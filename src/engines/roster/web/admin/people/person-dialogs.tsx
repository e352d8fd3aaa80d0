import { type PersonRow, listPeople, movePerson, recordLeaving, showPerson } from '../../../contract';
import { DayInput, Field, showToast, useAct, useToday } from '#ui';
import { useState } from 'react';
import { FormDialog, useDayFault } from '../../pieces/form-dialog';
import { UnitPick } from '../../pieces/unit-pick';
import { useRosterTexts } from '../../texts';

const touched = [listPeople, showPerson];
interface DialogProps {
  person: PersonRow;
  onClose: () => void;
}

/** Places a person in another unit; where the person was before stays on record. */
export function MovePersonDialog({ person, onClose }: DialogProps) {
  const t = useRosterTexts();
  const today = useToday();
  const dayFault = useDayFault();
  const [unitId, setUnit] = useState('');
  const [from, setFrom] = useState(today);
  const [isTried, setTried] = useState(false);
  const act = useAct(movePerson, { changes: touched, onDone: () => (showToast(t('people.moved')), onClose()) });
  const unitFault = unitId === '' ? t('pick.unitMissing') : unitId === person.unitId ? t('people.sameUnit') : undefined;
  const submit = (): boolean => {
    setTried(true);
    if (unitFault || dayFault(from)) return false;
    void act.act({ params: { id: person.id }, body: { unitId, from } });
    return true;
  };
  return (
    <FormDialog
      title={t('people.moveTitle', { name: person.name })}
      effect={t('people.moveEffect')}
      submit={t('people.move')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('people.newUnit')} fault={isTried ? unitFault : undefined}>
        <UnitPick value={unitId} onChange={setUnit} />
      </Field>
      <Field label={t('from')} fault={isTried ? dayFault(from) : undefined}>
        <DayInput value={from} yearAtHand={Number(today.slice(0, 4))} onChange={setFrom} />
      </Field>
    </FormDialog>
  );
}

export function LeaveDialog({ person, onClose }: DialogProps) {
  const t = useRosterTexts();
  const today = useToday();
  const dayFault = useDayFault();
  const [lastDay, setLastDay] = useState(today);
  const [isTried, setTried] = useState(false);
  const act = useAct(recordLeaving, { changes: touched, onDone: () => (showToast(t('people.leaveDone')), onClose()) });
  const submit = (): boolean => {
    setTried(true);
    if (dayFault(lastDay)) return false;
    void act.act({ params: { id: person.id }, body: { lastDay } });
    return true;
  };
  return (
    <FormDialog
      title={t('people.leaveTitle', { name: person.name })}
      effect={t('people.leaveEffect')}
      submit={t('people.leave')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('people.until')} fault={isTried ? dayFault(lastDay) : undefined}>
        <DayInput value={lastDay} yearAtHand={Number(today.slice(0, 4))} onChange={setLastDay} />
      </Field>
    </FormDialog>
  );
}

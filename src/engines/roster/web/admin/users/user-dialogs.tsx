import {
  type UserRow,
  closeUser,
  endGrant,
  grantRole,
  listUsers,
  openUser,
  resetSecondFactor,
  resetUserPassword,
} from '../../../contract';
import { Button, ConfirmDialog, DayInput, Field, Overlay, showToast, useAct, useToday } from '#ui';
import { useState } from 'react';
import { FormDialog, useDayFault } from '../../pieces/form-dialog';
import { UnitPick } from '../../pieces/unit-pick';
import { useRosterTerms, useRosterTexts } from '../../texts';
import { PasswordSlip } from './password-slip';
import { RoleSelect } from './role-select';

const touched = [listUsers];

/** Sets a password to be used once and shows it; the account is signed out everywhere. */
export function ResetPasswordDialog({ user, onClose }: { user: UserRow; onClose: () => void }) {
  const t = useRosterTexts();
  const [password, setPassword] = useState<string | null>(null);
  const act = useAct(resetUserPassword, {
    changes: touched,
    onDone: (answer) => (answer.oneTimePassword ? setPassword(answer.oneTimePassword) : onClose()),
  });
  if (password)
    return (
      <Overlay
        title={t('users.resetDone')}
        onClose={onClose}
        closesBy="acts"
        acts={<Button onClick={onClose}>{t('users.handedOver')}</Button>}
      >
        <PasswordSlip name={user.name} username={user.username} password={password} />
      </Overlay>
    );
  return (
    <ConfirmDialog
      title={t('users.resetTitle', { name: user.name })}
      confirm={t('users.reset')}
      isBusy={act.isUnderWay}
      error={act.error}
      onClose={onClose}
      onConfirm={() => void act.act({ params: { id: user.accountId }, body: {} })}
    >
      <p>{t('users.resetWhat')}</p>
    </ConfirmDialog>
  );
}

/** Takes the second factor from an account whose phone is lost. */
export function ResetFactorDialog({ user, onClose }: { user: UserRow; onClose: () => void }) {
  const t = useRosterTexts();
  const onDone = () => (showToast(t('users.factorDone')), onClose());
  const act = useAct(resetSecondFactor, { changes: touched, onDone });
  return (
    <ConfirmDialog
      title={t('users.factorTitle', { name: user.name })}
      confirm={t('users.factorReset')}
      isBusy={act.isUnderWay}
      error={act.error}
      onClose={onClose}
      onConfirm={() => void act.act({ params: { id: user.accountId } })}
    >
      <p>{t('users.factorWhat')}</p>
    </ConfirmDialog>
  );
}

/** Closes an account, or opens it again; what follows from it is said before. */
export function CloseOrOpenDialog({ user, onClose }: { user: UserRow; onClose: () => void }) {
  const t = useRosterTexts();
  const words = user.isClosed ? 'open' : 'close';
  const onDone = () => (showToast(t(`users.${words}Done`)), onClose());
  const act = useAct(user.isClosed ? openUser : closeUser, { changes: touched, onDone });
  return (
    <ConfirmDialog
      title={t(`users.${words}Title`, { name: user.name })}
      confirm={t(`users.${words}`)}
      isBusy={act.isUnderWay}
      error={act.error}
      onClose={onClose}
      onConfirm={() => void act.act({ params: { id: user.accountId } })}
    >
      <p>{t(`users.${words}What`)}</p>
    </ConfirmDialog>
  );
}

export function GrantDialog({ user, onClose }: { user: UserRow; onClose: () => void }) {
  const t = useRosterTexts();
  const today = useToday();
  const dayFault = useDayFault();
  const [values, setValues] = useState({ role: '', unitId: '', from: today, to: '' });
  const [isTried, setTried] = useState(false);
  const act = useAct(grantRole, { changes: touched, onDone: () => (showToast(t('users.granted')), onClose()) });
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));
  const faults = {
    role: values.role === '' ? t('users.roleMissing') : undefined,
    unitId: values.unitId === '' ? t('pick.unitMissing') : undefined,
    from: dayFault(values.from),
    to:
      values.to === '' ? undefined : (dayFault(values.to) ?? (values.to < values.from ? t('toBeforeFrom') : undefined)),
  };
  const submit = (): boolean => {
    setTried(true);
    if (Object.values(faults).some((fault) => fault !== undefined)) return false;
    const { role, unitId, from, to } = values;
    void act.act({ params: { id: user.accountId }, body: { role, unitId, from, to: to === '' ? null : to } });
    return true;
  };
  const show = (fault: string | undefined) => (isTried ? fault : undefined);
  const year = Number(today.slice(0, 4));
  return (
    <FormDialog
      title={t('users.grantTitle', { name: user.name })}
      effect={t('users.grantEffect')}
      submit={t('users.grant')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('users.role')} width="half" fault={show(faults.role)}>
        <RoleSelect value={values.role} onChange={(role) => set({ role })} />
      </Field>
      <Field label={t('users.onUnit')} width="half" fault={show(faults.unitId)}>
        <UnitPick value={values.unitId} onChange={(unitId) => set({ unitId })} />
      </Field>
      <Field label={t('from')} width="half" fault={show(faults.from)}>
        <DayInput value={values.from} yearAtHand={year} onChange={(from) => set({ from })} />
      </Field>
      <Field label={t('to')} isOptional width="half" fault={show(faults.to)}>
        <DayInput value={values.to} yearAtHand={year} onChange={(to) => set({ to })} />
      </Field>
    </FormDialog>
  );
}

export function EndGrantDialog({
  grant,
  name,
  onClose,
}: {
  grant: UserRow['grants'][number];
  name: string;
  onClose: () => void;
}) {
  const t = useRosterTexts();
  const terms = useRosterTerms();
  const act = useAct(endGrant, { changes: touched, onDone: () => (showToast(t('users.roleEnded')), onClose()) });
  const today = useToday();
  const dayFault = useDayFault();
  const [lastDay, setLastDay] = useState('');
  const [isTried, setTried] = useState(false);
  const fault = lastDay === '' ? undefined : dayFault(lastDay);
  const role = terms.maybe(`roles.${grant.role}`) ?? grant.role;
  const submit = (): boolean => {
    setTried(true);
    if (fault) return false;
    void act.act({ params: { id: grant.id }, body: lastDay === '' ? {} : { lastDay } });
    return true;
  };
  return (
    <FormDialog
      title={t('users.endRoleTitle', { name, role, unit: grant.unitName })}
      effect={lastDay === '' ? t('users.endRoleWhat') : t('users.endRoleLater')}
      submit={t('users.endRole')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('to')} hint={t('users.endRoleHint')} isOptional fault={isTried ? fault : undefined}>
        <DayInput value={lastDay} yearAtHand={Number(today.slice(0, 4))} onChange={setLastDay} />
      </Field>
    </FormDialog>
  );
}

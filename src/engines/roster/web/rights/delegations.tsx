import {
  type DelegationRow,
  type OwnGrantRow,
  delegateRole,
  endDelegation,
  findColleagues,
  listOwnGrants,
} from '../../contract';
import {
  Button,
  ConfirmDialog,
  DayInput,
  ErrorState,
  Field,
  Skeleton,
  showToast,
  useAct,
  useCall,
  useToday,
} from '#ui';
import { useDeferredValue, useState } from 'react';
import { FormDialog, useDayFault } from '../pieces/form-dialog';
import { SearchPick } from '../pieces/search-pick';
import '../styles/units.css';
import { useDaysInWords, useRightsTexts, useRoleName } from './texts';

const touched = [listOwnGrants];

interface HandOnProps {
  grant: OwnGrantRow;
  longestDays: number;
  onClose: () => void;
}

/** Hands an own role to a colleague, from a day to a day. */
function HandOnDialog({ grant, longestDays, onClose }: HandOnProps) {
  const t = useRightsTexts();
  const roleName = useRoleName();
  const today = useToday();
  const dayFault = useDayFault();
  const [values, setValues] = useState({ accountId: '', name: '', from: today, to: '' });
  const [isTried, setTried] = useState(false);
  const onDone = (row: DelegationRow) => (showToast(t('delegation.done', { name: row.name })), onClose());
  const act = useAct(delegateRole, { changes: touched, onDone });
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));
  const useFound = (words: string | null) => {
    const asked = useDeferredValue((words ?? '').trim());
    const isOpen = asked !== '';
    const request = { params: { id: grant.id }, query: { search: asked } };
    const answer = useCall(findColleagues, request, { enabled: isOpen });
    const found = isOpen ? (answer.data?.rows ?? []) : [];
    const rows = found.map(({ accountId, name, unitName }) => ({ id: accountId, name, note: unitName }));
    return { isOpen, rows, isNone: rows.length === 0 && !answer.isFetching };
  };
  const faults = {
    to: values.accountId === '' ? t('delegation.toMissing') : undefined,
    from: dayFault(values.from),
    until: dayFault(values.to) ?? (values.to < values.from ? t('delegation.untilBefore') : undefined),
  };
  const submit = (): boolean => {
    setTried(true);
    if (Object.values(faults).some((fault) => fault !== undefined)) return false;
    const { accountId, from, to } = values;
    void act.act({ params: { id: grant.id }, body: { accountId, from, to } });
    return true;
  };
  const show = (fault: string | undefined) => (isTried ? fault : undefined);
  const year = Number(today.slice(0, 4));
  return (
    <FormDialog
      title={t('delegation.handTitle', { role: roleName(grant.role), unit: grant.unitName })}
      effect={t('delegation.effect')}
      submit={t('delegation.submit')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('delegation.to')} fault={show(faults.to)}>
        <SearchPick
          label={t('delegation.to')}
          placeholder={t('delegation.toFind')}
          name={values.name}
          useFound={useFound}
          onPick={(row) => set({ accountId: row.id, name: row.name })}
          onClear={() => set({ accountId: '', name: '' })}
        />
      </Field>
      <Field label={t('delegation.from')} width="half" fault={show(faults.from)}>
        <DayInput value={values.from} yearAtHand={year} onChange={(from) => set({ from })} />
      </Field>
      <Field
        label={t('delegation.until')}
        width="half"
        hint={t('delegation.untilHint', { days: longestDays })}
        fault={show(faults.until)}
      >
        <DayInput value={values.to} yearAtHand={year} onChange={(to) => set({ to })} />
      </Field>
    </FormDialog>
  );
}

function EndDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useRightsTexts();
  const onDone = () => (showToast(t('delegation.ended')), onClose());
  const act = useAct(endDelegation, { changes: touched, onDone });
  return (
    <ConfirmDialog
      title={t('delegation.endTitle')}
      confirm={t('delegation.end')}
      isBusy={act.isUnderWay}
      error={act.error}
      onClose={onClose}
      onConfirm={() => void act.act({ params: { id } })}
    >
      <p>{t('delegation.endWhat')}</p>
    </ConfirmDialog>
  );
}

interface LineProps {
  grant: OwnGrantRow;
  onHandOn: () => void;
  onEnd: (id: string) => void;
}

/** An own role with who stands in for it, or for whom one stands in. */
function GrantLine({ grant, onHandOn, onEnd }: LineProps) {
  const t = useRightsTexts();
  const roleName = useRoleName();
  const daysInWords = useDaysInWords();
  const end = (id: string) => (
    <Button size="sm" kind="text" onClick={() => onEnd(id)}>
      {t('delegation.end')}
    </Button>
  );
  return (
    <>
      <div className="ro-line">
        <span>
          <b>{roleName(grant.role)}</b> {grant.unitName}
          <br />
          <span className="dim t12">
            {grant.delegatedBy === null ? '' : `${t('delegation.received', { name: grant.delegatedBy })} · `}
            {daysInWords(grant)}
          </span>
        </span>
        <span className="sp" />
        {grant.abilities.delegate ? (
          <Button size="sm" onClick={onHandOn}>
            {t('delegation.hand')}
          </Button>
        ) : null}
        {grant.abilities.end ? end(grant.id) : null}
      </div>
      {grant.delegations.map((row) => (
        <div className="ro-line" key={row.id}>
          <span className="t13">{t('delegation.given', { name: row.name, days: daysInWords(row) })}</span>
          <span className="sp" />
          {end(row.id)}
        </div>
      ))}
    </>
  );
}

/** The own roles: handing one on for a leave, and ending what is handed on. */
export default function Delegations() {
  const t = useRightsTexts();
  const answer = useCall(listOwnGrants, {});
  const [handing, setHanding] = useState<OwnGrantRow | null>(null);
  const [ending, setEnding] = useState<string | null>(null);
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton lines={3} />;
  const { rows, longestDays } = answer.data;
  if (rows.length === 0) return <p className="dim">{t('delegation.none')}</p>;
  return (
    <div className="col g8">
      {rows.map((grant) => (
        <GrantLine key={grant.id} grant={grant} onHandOn={() => setHanding(grant)} onEnd={setEnding} />
      ))}
      <p className="dim t13">{t('delegation.advice')}</p>
      {handing ? <HandOnDialog grant={handing} longestDays={longestDays} onClose={() => setHanding(null)} /> : null}
      {ending ? <EndDialog id={ending} onClose={() => setEnding(null)} /> : null}
    </div>
  );
}

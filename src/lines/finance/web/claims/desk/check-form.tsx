import { formatFen, type EndpointResponse } from '#kernel/contract';
import { answerTo, takesAccount } from '#engines/ledger/contract';
import { PersonPick } from '#engines/roster/web';
import { listEvents } from '#engines/schedule/contract';
import { Button, Card, ConfirmDialog, Field, IconButton, Note, Select, TextArea, TextInput } from '#ui';
import { messageOf, parseMoney, showToast, useAct, useCall, useCan, useRows, useUiTexts } from '#ui';
import { useState } from 'react';
import {
  type ClaimWhole,
  checkClaim,
  listClaims,
  listPayAccounts,
  needsPayees,
  returnClaim,
  showClaim,
} from '../../../claims/contract';
import { countDeskWork } from '../../../work/contract';
import { useClaimTexts } from '../texts';

interface Payee {
  personId: string;
  name: string;
  amount: string;
}
interface Draft {
  bookId: string;
  account: string;
  /** Empty: the first line of the budget that takes the account. */
  budgetLineId: string;
  people: string;
  participants: string;
  eventId: string;
  note: string;
  payees: readonly Payee[];
}
type Set = (patch: Partial<Draft>) => void;
const changes = [showClaim, listClaims, countDeskWork];

function Payees({ claim, draft, set }: { claim: ClaimWhole; draft: Draft; set: Set }) {
  const t = useClaimTexts();
  const { payees } = draft;
  const sum = payees.reduce((all, payee) => all + (parseMoney(payee.amount) ?? 0n), 0n);
  const put = (personId: string, amount: string) =>
    set({ payees: payees.map((payee) => (payee.personId === personId ? { ...payee, amount } : payee)) });
  return (
    <div className="col g8">
      <span className="label">{t('payees')}</span>
      <ul className="fc-payees">
        {payees.map(({ personId, name, amount }) => (
          <li key={personId}>
            <span lang="zh-CN">{name}</span>
            <TextInput
              className="num"
              inputMode="decimal"
              aria-label={t('payeeAmount', { name })}
              value={amount}
              onChange={(event) => put(personId, event.target.value)}
            />
            <IconButton
              icon="close"
              name={t('removePayee', { name })}
              onClick={() => set({ payees: payees.filter((payee) => payee.personId !== personId) })}
            />
          </li>
        ))}
      </ul>
      <PersonPick
        label={t('addPayee')}
        taken={new Set(payees.map((payee) => payee.personId))}
        onPick={({ id, name }) => set({ payees: [...payees, { personId: id, name, amount: '' }] })}
      />
      {payees.length > 0 ? (
        <span className={sum === BigInt(claim.amount) ? 'c-kept' : 'c-late'}>
          {t('payeesSum', { sum: formatFen(sum), amount: formatFen(claim.amount) })}
        </span>
      ) : null}
    </div>
  );
}

type Line = EndpointResponse<typeof listPayAccounts>['lines'][number];

const linesFor = (lines: readonly Line[], account: string): Line[] =>
  account === '' ? [] : lines.filter(({ accounts }) => takesAccount(accounts, account));

/** The first line that names the account is proposed. */
const ownLine = (lines: readonly Line[]): string => lines.find(({ accounts }) => accounts.length > 0)?.id ?? '';

/** Which line of the budget bears it, and at once what that says to the amount. */
function BudgetLine({
  claim,
  draft,
  set,
  lines,
}: {
  claim: ClaimWhole;
  draft: Draft;
  set: Set;
  lines: readonly Line[];
}) {
  const t = useClaimTexts();
  const chosen = lines.find(({ id }) => id === draft.budgetLineId);
  if (draft.account === '') return null;
  if (lines.length === 0) return <Note kind="info">{t('outsideBudget')}</Note>;
  const most = chosen?.free ?? null;
  const free = most === null ? null : BigInt(most);
  const { verdict, excess } = answerTo(BigInt(claim.amount), free, chosen?.onBreach ?? 'note');
  const words = { line: chosen?.name ?? '', excess: formatFen(excess) };
  return (
    <>
      <Field
        label={t('budgetLine')}
        hint={free === null ? t('budgetUnlimited') : t('budgetFree', { free: formatFen(free) })}
      >
        <Select
          options={lines.map(({ id, name }) => ({ value: id, label: name }))}
          {...(ownLine(lines) === '' ? { blank: t('noBudgetLine') } : {})}
          value={draft.budgetLineId}
          onChange={(event) => set({ budgetLineId: event.target.value })}
        />
      </Field>
      <div aria-live="polite">
        {verdict === 'fits' ? null : (
          <Note kind={verdict === 'stop' ? 'refuse' : verdict === 'warn' ? 'warn' : 'info'}>
            {t(`budget_${verdict}`, words)}
          </Note>
        )}
      </div>
    </>
  );
}

function Bearing({ claim, draft, set, isTried }: { claim: ClaimWhole; draft: Draft; set: Set; isTried: boolean }) {
  const t = useClaimTexts();
  const ui = useUiTexts();
  const query = draft.bookId === '' ? {} : { bookId: draft.bookId };
  const { data } = useCall(listPayAccounts, { params: { id: claim.id }, query });
  const lines = linesFor(draft.bookId === '' ? [] : (data?.lines ?? []), draft.account);
  return (
    <>
      <Field label={t('book')} fault={isTried && draft.bookId === '' ? ui('field.missing') : undefined}>
        <Select
          options={(data?.books ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          blank="—"
          value={draft.bookId}
          onChange={(event) => set({ bookId: event.target.value, account: '', budgetLineId: '' })}
        />
      </Field>
      <Field label={t('account')} fault={isTried && draft.account === '' ? ui('field.missing') : undefined}>
        <Select
          options={(draft.bookId === '' ? [] : (data?.expense ?? [])).map(({ code, name }) => ({
            value: code,
            label: `${code} ${name}`,
          }))}
          blank={t('chooseAccount')}
          value={draft.account}
          onChange={(event) => {
            const account = event.target.value;
            set({ account, budgetLineId: ownLine(linesFor(data?.lines ?? [], account)) });
          }}
        />
      </Field>
      <BudgetLine {...{ claim, draft, set, lines }} />
    </>
  );
}

function Heads({ claim, draft, set }: { claim: ClaimWhole; draft: Draft; set: Set }) {
  const t = useClaimTexts();
  const may = useCan();
  const year = claim.spentOn.slice(0, 4);
  const query = { from: `${year}-01-01`, to: `${year}-12-31`, limit: 200 };
  const events = useRows(listEvents, { query }, { enabled: may('schedule.event.read') });
  const heads = (name: 'people' | 'participants') => (
    <Field label={t(name)} isOptional={name === 'participants'}>
      <TextInput inputMode="numeric" value={draft[name]} onChange={(event) => set({ [name]: event.target.value })} />
    </Field>
  );
  return (
    <>
      {heads('people')}
      {claim.kind === 'prize' ? heads('participants') : null}
      <Field label={t('event')} isOptional={claim.kind !== 'prize' && claim.kind !== 'judge'}>
        <Select
          options={events.rows.map(({ id, title }) => ({ value: id, label: title }))}
          blank={t('noEvent')}
          value={draft.eventId}
          onChange={(event) => set({ eventId: event.target.value })}
        />
      </Field>
    </>
  );
}

function ReturnButton({ claim: { id, version } }: { claim: ClaimWhole }) {
  const t = useClaimTexts();
  const [isAsking, setAsking] = useState(false);
  const { act, error, isUnderWay } = useAct(returnClaim, { changes, onDone: () => showToast(t('returned')) });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('return')}</Button>
      {isAsking ? (
        <ConfirmDialog
          {...{ title: t('return'), confirm: t('return'), isBusy: isUnderWay, error, onClose: () => setAsking(false) }}
          asksReason
          onConfirm={(reason) => void act({ params: { id }, body: { version, reason } })}
        >
          <p>{t('returnWhat')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** The check: which book and account bear it, who was given what, and why it passes where a figure is not set. */
export function CheckForm({ claim }: { claim: ClaimWhole }) {
  const t = useClaimTexts();
  const ui = useUiTexts();
  const [isTried, setTried] = useState(false);
  const [draft, setDraft] = useState<Draft>({
    ...{ bookId: '', account: '', budgetLineId: '', people: String(claim.people), note: '', payees: [] },
    participants: claim.participants === null ? '' : String(claim.participants),
    eventId: claim.event?.id ?? '',
  });
  const set: Set = (patch) => setDraft((before) => ({ ...before, ...patch }));
  const { act, error, isUnderWay } = useAct(checkClaim, { changes, onDone: () => showToast(t('checked')) });
  const isUnset = claim.findings.some(({ verdict }) => verdict === 'unset');
  const send = (): void => {
    setTried(true);
    const { bookId, account, budgetLineId, note, participants, eventId } = draft;
    const payees = draft.payees.map(({ personId, amount }) => ({ personId, amount: parseMoney(amount) ?? 0n }));
    const people = Number(draft.people);
    if (bookId === '' || account === '' || people < 1 || payees.some(({ amount }) => amount <= 0n)) return;
    const body = {
      ...{ version: claim.version, bookId, account, people, payees, note: note.trim() },
      budgetLineId: budgetLineId === '' ? null : budgetLineId,
      participants: participants.trim() === '' ? null : Number(participants),
      eventId: eventId === '' ? null : eventId,
    };
    void act({ params: { id: claim.id }, body });
  };
  return (
    <Card title={t('checking')} marked="sea">
      <div className="col g12">
        <Bearing {...{ claim, draft, set, isTried }} />
        <Heads {...{ claim, draft, set }} />
        {needsPayees(claim.kind) ? <Payees {...{ claim, draft, set }} /> : null}
        <Field label={t('checkNote')} isOptional={!isUnset} hint={isUnset ? t('noteNeeded') : undefined}>
          <TextArea
            rows={2}
            maxLength={300}
            value={draft.note}
            onChange={(event) => set({ note: event.target.value })}
          />
        </Field>
        {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
        <div className="row g8 wrap">
          <Button kind="main" isBusy={isUnderWay} onClick={send}>
            {t('check')}
          </Button>
          <ReturnButton claim={claim} />
        </div>
      </div>
    </Card>
  );
}

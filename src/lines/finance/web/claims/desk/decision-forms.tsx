import { isDay } from '#kernel/contract';
import { Button, Card, DayInput, Field, Note, Select, TextArea, messageOf, showToast, useAct, useCall } from '#ui';
import { formatDay, useLanguage, useToday, useUiTexts } from '#ui';
import { useState } from 'react';
import {
  type ClaimWhole,
  decideClaim,
  listClaims,
  listPayAccounts,
  payClaim,
  showClaim,
} from '../../../claims/contract';
import { countDeskWork } from '../../../work/contract';
import { useClaimTexts } from '../texts';

const changes = [showClaim, listClaims, countDeskWork];
const doneWords = { approve: 'approved', refuse: 'refused', return: 'returned' } as const;

/** The chair's word: approved, refused, or back to the claimant; until it is paid, an approval can be taken back. */
export function DecisionForm({ claim, isApproved }: { claim: ClaimWhole; isApproved?: boolean }) {
  const { id, version, state, steps } = claim;
  const t = useClaimTexts();
  const language = useLanguage();
  const reversal = state === 'reversed' ? steps.findLast((one) => one.reversal !== null)?.reversal : undefined;
  const ui = useUiTexts();
  const [note, setNote] = useState('');
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(decideClaim, { changes });
  const send = async (verdict: keyof typeof doneWords): Promise<void> => {
    setTried(verdict !== 'approve');
    if (verdict !== 'approve' && note.trim() === '') return;
    const done = await act({ params: { id }, body: { version, verdict, note: note.trim() } });
    if (done) showToast(t(doneWords[verdict]));
  };
  return (
    <Card
      title={isApproved ? t('withdraw') : t('decision')}
      {...(isApproved ? { note: t('withdrawWhat') } : { marked: 'sea' })}
    >
      <div className="col g12">
        {reversal ? <Note kind="warn">{t('reversedWhat', { day: formatDay(reversal.on, language) })}</Note> : null}
        <Field label={t('note')} isOptional fault={isTried && note.trim() === '' ? t('noteMissing') : undefined}>
          <TextArea rows={2} maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
        <div className="row g8 wrap">
          {isApproved ? null : (
            <Button kind="main" isBusy={isUnderWay} onClick={() => void send('approve')}>
              {t('approve')}
            </Button>
          )}
          <Button isBusy={isUnderWay} onClick={() => void send('return')}>
            {t('return')}
          </Button>
          <Button isBusy={isUnderWay} onClick={() => void send('refuse')}>
            {t('refuse')}
          </Button>
        </div>
      </div>
    </Card>
  );
}

/** The cashier pays from cash or bank; it is posted in the same moment. */
export function PaymentForm({ claim: { id, version } }: { claim: ClaimWhole }) {
  const t = useClaimTexts();
  const ui = useUiTexts();
  const [on, setOn] = useState(useToday());
  const [account, setAccount] = useState('');
  const [isTried, setTried] = useState(false);
  const accounts = useCall(listPayAccounts, { params: { id }, query: {} });
  const { act, error, isUnderWay } = useAct(payClaim, { changes, onDone: () => showToast(t('paid')) });
  const send = (): void => {
    setTried(true);
    if (account !== '' && isDay(on)) void act({ params: { id }, body: { version, account, on } });
  };
  return (
    <Card title={t('payment')} marked="sea">
      <div className="col g12">
        <Field label={t('payFrom')} fault={isTried && account === '' ? ui('field.missing') : undefined}>
          <Select
            options={(accounts.data?.money ?? []).map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
            blank={t('chooseAccount')}
            value={account}
            onChange={(event) => setAccount(event.target.value)}
          />
        </Field>
        <Field label={t('paidOn')} fault={isTried && !isDay(on) ? ui('field.dayWrong') : undefined}>
          <DayInput value={on} onChange={setOn} />
        </Field>
        {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
        <div>
          <Button kind="main" isBusy={isUnderWay} onClick={send}>
            {t('pay')}
          </Button>
        </div>
      </div>
    </Card>
  );
}

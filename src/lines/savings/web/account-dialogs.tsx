import { Button, Field, Note, Select, formatMoney, messageOf, showToast, useAct, useCall, useUiTexts } from '#ui';
import { useState } from 'react';
import {
  type Closing,
  type Statement,
  addDeposit,
  closeAccount,
  closings,
  listAccounts,
  listQueue,
  payWithdrawal,
  previewClosing,
  queueWithdrawal,
  setMonthly,
  showAccount,
  showControl,
} from '../contract';
import { MoneyDialog, type MoneyAsked } from './money-dialog';
import { useSavingsTexts } from './texts';

const changes = [showAccount, listAccounts, showControl, listQueue];
export type AccountAct = 'deposit' | 'withdraw' | 'monthly' | 'close';

interface DialogProps {
  statement: Statement;
  onClose: () => void;
}

/** One thing that is done with an account. */
export function AccountDialog({ kind, ...props }: DialogProps & { kind: AccountAct }) {
  if (kind === 'monthly') return <MonthlyDialog {...props} />;
  if (kind === 'close') return <CloseDialog {...props} />;
  return kind === 'deposit' ? <DepositDialog {...props} /> : <WithdrawDialog {...props} />;
}

function useDone(onClose: () => void) {
  const t = useSavingsTexts();
  return { changes, onDone: () => (showToast(t('pages.money.done')), onClose()) };
}

function DepositDialog({ statement: { account }, onClose }: DialogProps) {
  const t = useSavingsTexts();
  const deposit = useAct(addDeposit, useDone(onClose));
  return (
    <MoneyDialog
      title={`${t('pages.account.deposit')} · ${account.person.name}`}
      effect={t('pages.account.depositEffect')}
      submit={t('pages.account.deposit')}
      error={deposit.error}
      isBusy={deposit.isUnderWay}
      onSubmit={(body: MoneyAsked) => void deposit.act({ params: { id: account.id }, body })}
      onClose={onClose}
    />
  );
}

/** Pays at once; where the money is short, the same sum is put in the queue. */
function WithdrawDialog({ statement: { account, withdrawable }, onClose }: DialogProps) {
  const t = useSavingsTexts();
  const ui = useUiTexts();
  const done = useDone(onClose);
  const withdraw = useAct(payWithdrawal, done);
  const queue = useAct(queueWithdrawal, done);
  return (
    <MoneyDialog
      title={`${t('pages.account.withdraw')} · ${account.person.name}`}
      effect={t('pages.account.withdrawEffect', { balance: formatMoney(withdrawable) })}
      submit={t('pages.account.withdraw')}
      error={withdraw.error}
      isBusy={withdraw.isUnderWay}
      beside={(amount) => (
        <div className="row g12 wrap">
          <Button
            kind="text"
            isBusy={queue.isUnderWay}
            whyNot={amount === null || amount <= 0n ? t('pages.money.wrong') : undefined}
            onClick={() => void queue.act({ params: { id: account.id }, body: { amount: amount ?? 0n } })}
          >
            {t('pages.account.queue')}
          </Button>
          {queue.error ? <span className="c-refuse t13">{messageOf(queue.error, ui)}</span> : null}
        </div>
      )}
      onSubmit={(body: MoneyAsked) => void withdraw.act({ params: { id: account.id }, body })}
      onClose={onClose}
    />
  );
}

function MonthlyDialog({ statement: { account }, onClose }: DialogProps) {
  const t = useSavingsTexts();
  const set = useAct(setMonthly, useDone(onClose));
  return (
    <MoneyDialog
      title={`${t('pages.account.monthly')} · ${account.person.name}`}
      effect={t('pages.account.monthlyEffect')}
      submit={t('pages.account.monthly')}
      error={set.error}
      isBusy={set.isUnderWay}
      asks={['amount']}
      onSubmit={({ amount }) => void set.act({ params: { id: account.id }, body: { monthly: amount } })}
      onClose={onClose}
    />
  );
}

function CloseDialog({ statement: { account }, onClose }: DialogProps) {
  const t = useSavingsTexts();
  const [closing, setClosing] = useState<Closing>('left');
  const { data } = useCall(previewClosing, { params: { id: account.id } });
  const close = useAct(closeAccount, useDone(onClose));
  return (
    <MoneyDialog
      title={`${t('pages.account.close')} · ${account.person.name}`}
      effect={t('pages.close.effect')}
      submit={t('pages.account.close')}
      error={close.error}
      isBusy={close.isUnderWay}
      asks={['on', 'way', 'words']}
      onSubmit={({ on, way, words }) =>
        void close.act({ params: { id: account.id }, body: { on, way, words, closing } })
      }
      onClose={onClose}
    >
      {data ? (
        <Note kind={BigInt(data.debtLeft) > 0n ? 'warn' : 'info'}>
          {t('pages.close.sums', { setOff: formatMoney(data.setOff), paidOut: formatMoney(data.paidOut) })}
          {BigInt(data.debtLeft) > 0n ? ` ${t('pages.close.debtLeft', { debt: formatMoney(data.debtLeft) })}` : ''}
        </Note>
      ) : null}
      <Field label={t('pages.close.reason')} width="half">
        <Select
          options={closings.map((value) => ({ value, label: t(`pages.close.why.${value}`) }))}
          value={closing}
          onChange={(event) => setClosing(closings.find((one) => one === event.target.value) ?? 'left')}
        />
      </Field>
    </MoneyDialog>
  );
}

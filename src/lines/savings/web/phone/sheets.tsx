import type { EndpointResponse } from '#kernel/contract';
import {
  Button,
  Field,
  MoneyInput,
  Note,
  Overlay,
  formatMoney,
  messageOf,
  parseMoney,
  showToast,
  useAct,
  useUiTexts,
} from '#ui';
import { type ReactNode, useState } from 'react';
import { askForAccount, askForLoan, askForMonthly, askForWithdrawal, showOwnSavings } from '../../contract';
import { useLoanFields } from '../loan-fields';
import { useSavingsTexts } from '../texts';

export type Asking = 'account' | 'withdrawal' | 'monthly' | 'loan';
type Own = EndpointResponse<typeof showOwnSavings>;
const changes = [showOwnSavings];

interface SheetProps {
  own: Own;
  onClose: () => void;
}

/** What one asks for on the phone: an account, money, a loan. */
export function AskSheet({ asking, ...props }: SheetProps & { asking: Asking }) {
  return asking === 'loan' ? <LoanSheet {...props} /> : <SumSheet asking={asking} {...props} />;
}

function Sheet(props: {
  title: string;
  note: string;
  error: Error | null;
  isBusy: boolean;
  onSend: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useSavingsTexts();
  const ui = useUiTexts();
  return (
    <Overlay
      as="sheet"
      title={props.title}
      onClose={props.onClose}
      closesBy="keys"
      acts={
        <Button kind="main" wide isBusy={props.isBusy} onClick={props.onSend}>
          {t('pages.own.send')}
        </Button>
      }
    >
      <div className="col g16">
        <p className="dim t13">{props.note}</p>
        <div className="fields">{props.children}</div>
        {props.error ? <Note kind="refuse">{messageOf(props.error, ui)}</Note> : null}
      </div>
    </Overlay>
  );
}

const titles = {
  account: 'pages.own.ask',
  withdrawal: 'pages.own.withdraw',
  monthly: 'pages.account.monthly',
} as const;

function SumSheet({ asking, own, onClose }: SheetProps & { asking: Exclude<Asking, 'loan'> }) {
  const t = useSavingsTexts();
  const [words, setWords] = useState('');
  const [isTried, setTried] = useState(false);
  const options = { changes, onDone: () => (showToast(t('pages.own.sent')), onClose()) };
  const account = useAct(askForAccount, options);
  const withdrawal = useAct(askForWithdrawal, options);
  const monthly = useAct(askForMonthly, options);
  const act = { account, withdrawal, monthly }[asking];
  const sum = parseMoney(words);
  const isWrong = isTried && (sum === null || sum <= 0n);
  const send = (): void => {
    setTried(true);
    if (sum === null || sum <= 0n) return;
    if (asking === 'withdrawal') void withdrawal.act({ body: { amount: sum } });
    else if (asking === 'monthly') void monthly.act({ body: { monthly: sum } });
    else void account.act({ body: { monthly: sum } });
  };
  const most = formatMoney(own.account?.withdrawable ?? 0n);
  return (
    <Sheet
      title={t(titles[asking])}
      note={t(`pages.own.note.${asking}`, { most })}
      error={isWrong ? null : act.error}
      isBusy={act.isUnderWay}
      onSend={send}
      onClose={onClose}
    >
      <Field
        label={t(asking === 'withdrawal' ? 'sheets.columns.amount' : 'sheets.columns.monthly')}
        fault={isWrong ? t('pages.money.wrong') : undefined}
      >
        <MoneyInput value={words} onChange={(event) => setWords(event.target.value)} />
      </Field>
    </Sheet>
  );
}

function LoanSheet({ own, onClose }: SheetProps) {
  const t = useSavingsTexts();
  const { fields, read } = useLoanFields(own.mostInstalments);
  const ask = useAct(askForLoan, {
    changes,
    onDone: () => (showToast(t('pages.own.sent')), onClose()),
  });
  const send = (): void => {
    const asked = read();
    if (asked !== null) void ask.act({ body: asked });
  };
  return (
    <Sheet
      title={t('pages.own.borrow')}
      note={t('pages.own.note.loan', { most: formatMoney(own.mostLoan), count: own.leastGuarantors })}
      error={ask.error}
      isBusy={ask.isUnderWay}
      onSend={send}
      onClose={onClose}
    >
      {fields}
    </Sheet>
  );
}

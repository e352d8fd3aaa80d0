import type { EndpointResponse } from '#kernel/contract';
import {
  Button,
  EmptyState,
  ErrorState,
  Note,
  Skeleton,
  formatDay,
  formatMoney,
  messageOf,
  useAct,
  useCall,
  useLanguage,
  useUiTexts,
} from '#ui';
import { PhoneHead, PhoneRow, PhoneRows } from '#ui/phone';
import { useState } from 'react';
import { showOwnSavings, takeBackWithdrawal } from '../../contract';
import { MonthlyChanges, useNextMonthly } from '../monthly-changes';
import { useSavingsTexts } from '../texts';
import { Guarantees } from './guarantees';
import { OwnLoan } from './own-loan';
import { OwnReports } from './own-reports';
import { AskSheet, type Asking } from './sheets';
import '../savings.css';

type Own = EndpointResponse<typeof showOwnSavings>;

/** What is there, and what may be taken out of it. */
function Standing({ own, onAsk }: { own: Own; onAsk: (asking: Asking) => void }) {
  const t = useSavingsTexts();
  const ui = useUiTexts();
  const takeBack = useAct(takeBackWithdrawal, { changes: [showOwnSavings] });
  const { account, abilities } = own;
  const nextOf = useNextMonthly();
  if (account?.account.state !== 'open' && account?.account.state !== 'closed') return null;
  const { waiting } = account;
  const next = nextOf(account);
  return (
    <>
      <PhoneRows title={t('pages.own.standing')}>
        <PhoneRow icon="finance" title={t('sheets.columns.balance')} end={formatMoney(account.account.balance)} />
        <PhoneRow
          icon="calendar"
          title={t('sheets.columns.monthly')}
          note={next ?? undefined}
          end={formatMoney(account.account.monthly)}
        />
        {BigInt(account.account.debt) > 0n ? (
          <PhoneRow icon="late" title={t('sheets.columns.debt')} end={formatMoney(account.account.debt)} />
        ) : null}
        {abilities.withdraw ? (
          <PhoneRow icon="ahead" title={t('pages.account.withdrawable')} end={formatMoney(account.withdrawable)} />
        ) : null}
      </PhoneRows>
      {waiting ? (
        <Note>
          {t('pages.own.waiting', { amount: formatMoney(waiting.amount) })}
          <div className="row">
            <Button
              size="sm"
              isBusy={takeBack.isUnderWay}
              onClick={() => void takeBack.act({ params: { id: waiting.id }, body: {} })}
            >
              {t('pages.own.takeBack')}
            </Button>
          </div>
          {takeBack.error ? <p className="c-refuse t13">{messageOf(takeBack.error, ui)}</p> : null}
        </Note>
      ) : null}
      <div className="row g12 wrap">
        {abilities.withdraw && !waiting ? (
          <Button onClick={() => onAsk('withdrawal')}>{t('pages.own.withdraw')}</Button>
        ) : null}
        {account.account.state === 'open' ? (
          <Button onClick={() => onAsk('monthly')}>{t('pages.account.monthly')}</Button>
        ) : null}
        {abilities.borrow ? <Button onClick={() => onAsk('loan')}>{t('pages.own.borrow')}</Button> : null}
      </div>
    </>
  );
}

/** The lines of the passbook, the newest first, each with what stood after it. */
function Passbook({ account }: { account: NonNullable<Own['account']> }) {
  const t = useSavingsTexts();
  const language = useLanguage();
  if (account.lines.length === 0) return null;
  return (
    <PhoneRows title={t('pages.own.passbook')} end={account.from.slice(0, 4)}>
      {account.lines.toReversed().map(({ id, on, kind, amount, loanAmount, balance, words }) => (
        <PhoneRow
          key={id}
          icon="finance"
          title={t(`kinds.${kind}`)}
          note={[formatDay(on, language), words, t('pages.own.after', { amount: formatMoney(balance) })]
            .filter(Boolean)
            .join(' · ')}
          end={formatMoney(BigInt(amount) === 0n ? loanAmount : amount)}
        />
      ))}
      <PhoneRow icon="calendar" title={t('pages.account.before')} end={formatMoney(account.opening.balance)} />
    </PhoneRows>
  );
}

/** Who has no account yet reads what saving here means, and asks for one. */
function Asking({ own, onAsk }: { own: Own; onAsk: (asking: Asking) => void }) {
  const t = useSavingsTexts();
  const { association, account, refusal, abilities } = own;
  if (account?.account.state === 'asked') return <Note>{t('pages.own.asked')}</Note>;
  const hasNone = account === null || account.account.state === 'closed';
  if (association !== null && hasNone && !own.isMember) return <Note>{t('pages.own.membersOnly')}</Note>;
  if (!abilities.ask || association === null) return null;
  return (
    <>
      {refusal ? <Note kind="warn">{t('pages.own.refused', { reason: refusal })}</Note> : null}
      <Note>
        {t('pages.own.rules', {
          ...{ least: formatMoney(association.leastMonthly), most: formatMoney(association.mostMonthly) },
          cap: formatMoney(association.mostBalance),
        })}
      </Note>
      <Button kind="main" wide onClick={() => onAsk('account')}>
        {t('pages.own.ask')}
      </Button>
    </>
  );
}

function Warnings({ warnings }: { warnings: readonly string[] }) {
  const t = useSavingsTexts();
  return (
    <details>
      <summary className="dim t13">{t('pages.founding.warnings')}</summary>
      <ol>
        {warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ol>
    </details>
  );
}

/** The own passbook: what is there, line by line; loans, and for whom one is asked to answer. */
export default function OwnSavingsPage() {
  const t = useSavingsTexts();
  const answer = useCall(showOwnSavings, {}, { isKept: true });
  const [asking, setAsking] = useState<Asking | null>(null);
  const { data } = answer;
  const isNone = data?.association === null && data.account === null;
  return (
    <>
      <PhoneHead title={t('pages.own.title')} note={data?.association?.unitName} back="/me" />
      <div className="pbody">
        {answer.isPending ? <Skeleton lines={6} /> : null}
        {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
        {isNone ? (
          <EmptyState icon="finance" title={t('pages.founding.none')}>
            {t('pages.own.noneAdvice')}
          </EmptyState>
        ) : null}
        {data && !isNone ? (
          <>
            <Guarantees guarantees={data.guarantees} />
            <Asking own={data} onAsk={setAsking} />
            <Standing own={data} onAsk={setAsking} />
            {data.loan ? <OwnLoan loan={data.loan} /> : null}
            {data.account ? <Passbook account={data.account} /> : null}
            {data.account && data.account.monthlyChanges.length > 0 ? (
              <details>
                <summary className="dim t13">{t('sheets.monthlyChanges')}</summary>
                <MonthlyChanges monthlyChanges={data.account.monthlyChanges} />
              </details>
            ) : null}
            <OwnReports />
            {data.association ? <Warnings warnings={data.association.warnings} /> : null}
          </>
        ) : null}
      </div>
      {asking && data ? <AskSheet asking={asking} own={data} onClose={() => setAsking(null)} /> : null}
    </>
  );
}

import {
  Button,
  Card,
  ConfirmDialog,
  DayInput,
  EmptyState,
  ErrorState,
  Link,
  Note,
  Skeleton,
  formatDay,
  formatMoney,
  showToast,
  useAct,
  useCall,
  useLanguage,
  useParams,
  useSearch,
  useToday,
} from '#ui';
import { isDay } from '#kernel/contract';
import { PageHead } from '#ui/desktop';
import { useState } from 'react';
import { type Statement, listAccounts, showAccount, showControl, undoMovement } from '../contract';
import { AccountDialog, type AccountAct } from './account-dialogs';
import { Sections } from './association';
import { LoanDialog } from './loan-dialog';
import { MonthlyChanges, useNextMonthly } from './monthly-changes';
import { Figures } from './pieces';
import { useSavingsTexts } from './texts';

const changes = [showAccount, listAccounts, showControl];

function Acts({ abilities, onAct }: { abilities: Statement['abilities']; onAct: (act: AccountAct | 'lend') => void }) {
  const t = useSavingsTexts();
  const acts = [
    ...(abilities.write ? (['monthly'] as const) : []),
    ...(abilities.lend ? (['lend'] as const) : []),
    ...(abilities.close ? (['close'] as const) : []),
    ...(abilities.withdraw ? (['withdraw'] as const) : []),
  ];
  return (
    <>
      <Button kind="quiet" icon="print" onClick={() => window.print()}>
        {t('pages.print')}
      </Button>
      {acts.map((act) => (
        <Button key={act} onClick={() => onAct(act)}>
          {t(`pages.account.${act}`)}
        </Button>
      ))}
      {abilities.deposit ? (
        <Button kind="main" onClick={() => onAct('deposit')}>
          {t('pages.account.deposit')}
        </Button>
      ) : null}
    </>
  );
}

/** The days of a statement: this year's, unless others are asked for. */
function Days({ from, to }: Pick<Statement, 'from' | 'to'>) {
  const t = useSavingsTexts();
  const today = useToday();
  const [, change] = useSearch();
  const year = Number(today.slice(0, 4));
  const set = (name: 'from' | 'to') => (day: string) => {
    if (isDay(day)) change({ [name]: day });
  };
  return (
    <div className="row g12 wrap sv-no-paper">
      <DayInput label={t('pages.account.from')} value={from} yearAtHand={year} onChange={set('from')} />
      <DayInput label={t('pages.account.to')} value={to} yearAtHand={year} onChange={set('to')} />
    </div>
  );
}

type Line = Statement['lines'][number];

/** The heads of a statement; that of the debt only where there is or was a loan. */
function LineHeads({ hasLoan }: { hasLoan: boolean }) {
  const t = useSavingsTexts();
  const words = ['on', 'kind', 'words'] as const;
  const sums = [
    ...[t('pages.account.in'), t('pages.account.out'), t('sheets.columns.balance')],
    ...(hasLoan ? [t('sheets.columns.debt')] : []),
  ];
  return (
    <thead>
      <tr>
        {words.map((key) => (
          <th key={key} scope="col">
            {t(`sheets.columns.${key}`)}
          </th>
        ))}
        {sums.map((label) => (
          <th key={label} scope="col" className="num">
            {label}
          </th>
        ))}
        <th scope="col" className="sv-no-paper">
          <span className="unseen">{t('pages.undo')}</span>
        </th>
      </tr>
    </thead>
  );
}

function LineRow({ line, hasLoan, onUndo }: { line: Line; hasLoan: boolean; onUndo: (id: string) => void }) {
  const t = useSavingsTexts();
  const language = useLanguage();
  const amount = BigInt(line.amount);
  return (
    <tr>
      <td>
        <Link to={`/finance/entries/${line.entryId}`}>{formatDay(line.on, language)}</Link>
      </td>
      <td>{t(`kinds.${line.kind}`)}</td>
      <td>
        {line.words}
        <div className="dim t12">
          {line.byName}
          {line.isUndone ? ` · ${t('pages.account.undone')}` : ''}
        </div>
      </td>
      <td className="num">{amount > 0n ? formatMoney(amount) : ''}</td>
      <td className="num">{amount < 0n ? formatMoney(-amount) : ''}</td>
      <td className="num">{formatMoney(line.balance)}</td>
      {hasLoan ? <td className="num">{formatMoney(line.debt)}</td> : null}
      <td className="num sv-no-paper">
        {line.abilities.undo ? (
          <Button size="sm" kind="text" onClick={() => onUndo(line.id)}>
            {t('pages.undo')}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

function Lines({ statement, onUndo }: { statement: Statement; onUndo: (id: string) => void }) {
  const t = useSavingsTexts();
  const { lines, opening, totals } = statement;
  const hasLoan = BigInt(opening.debt) !== 0n || lines.some((line) => BigInt(line.loanAmount) !== 0n);
  return (
    <div className="scroll-x">
      <table className="sv-rows">
        <LineHeads hasLoan={hasLoan} />
        <tbody>
          <tr>
            <td colSpan={5}>{t('pages.account.before')}</td>
            <td className="num">{formatMoney(opening.balance)}</td>
            {hasLoan ? <td className="num">{formatMoney(opening.debt)}</td> : null}
            <td className="sv-no-paper" />
          </tr>
          {lines.map((line) => (
            <LineRow key={line.id} line={line} hasLoan={hasLoan} onUndo={onUndo} />
          ))}
          <tr>
            <th scope="row" colSpan={3}>
              {t('pages.account.total')}
            </th>
            <td className="num">{formatMoney(totals.into)}</td>
            <td className="num">{formatMoney(totals.outOf)}</td>
            <td className="num">{formatMoney(BigInt(opening.balance) + BigInt(totals.into) - BigInt(totals.outOf))}</td>
            {hasLoan ? <td /> : null}
            <td className="sv-no-paper" />
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function Head({ statement, onAct }: { statement: Statement; onAct: (act: AccountAct | 'lend') => void }) {
  const t = useSavingsTexts();
  const language = useLanguage();
  const { account, abilities, waiting } = statement;
  const next = useNextMonthly()(statement);
  const { person, number } = account;
  const title = number === null ? person.name : `${person.name} · ${t('pages.number', { number })}`;
  return (
    <>
      <PageHead
        title={title}
        note={[person.staffNumber, person.unitName, t(`accountStates.${account.state}`)].join(' · ')}
        acts={<Acts abilities={abilities} onAct={onAct} />}
      />
      <p className="sv-paper-only">
        {account.unitName} · {t('pages.account.title')} · {formatDay(statement.from, language)} –{' '}
        {formatDay(statement.to, language)}
      </p>
      <Sections here={null} association={account.associationId} />
      <Card>
        <Figures
          rows={[
            { label: t('sheets.columns.balance'), value: formatMoney(account.balance) },
            { label: t('sheets.columns.debt'), value: formatMoney(account.debt) },
            { label: t('pages.account.withdrawable'), value: formatMoney(statement.withdrawable) },
            { label: t('sheets.columns.monthly'), value: formatMoney(account.monthly) },
            ...(account.openedOn === null
              ? []
              : [{ label: t('sheets.columns.openedOn'), value: formatDay(account.openedOn, language) }]),
            ...(account.closedOn === null
              ? []
              : [
                  {
                    label: t('sheets.columns.closedOn'),
                    value: `${formatDay(account.closedOn, language)} · ${t(`pages.close.why.${account.closing ?? 'own_wish'}`)}`,
                  },
                ]),
          ]}
        />
        {next === null ? null : <Note>{next}</Note>}
        {statement.monthlyChanges.length > 0 ? (
          <details className="sv-no-paper">
            <summary className="dim t13">{t('sheets.monthlyChanges')}</summary>
            <MonthlyChanges monthlyChanges={statement.monthlyChanges} />
          </details>
        ) : null}
        {waiting ? <Note>{t('pages.account.waiting', { amount: formatMoney(waiting.amount) })}</Note> : null}
      </Card>
    </>
  );
}

/** The statement of one account: what stood before, each line, what stands after it; and all that is done with the account. */
export default function AccountPage() {
  const t = useSavingsTexts();
  const { accountId = '' } = useParams();
  const [search] = useSearch();
  const [dialog, setDialog] = useState<AccountAct | 'lend' | null>(null);
  const [undoing, setUndoing] = useState<string | null>(null);
  const query = { ...(search.from ? { from: search.from } : {}), ...(search.to ? { to: search.to } : {}) };
  const answer = useCall(showAccount, { params: { id: accountId }, query });
  const undo = useAct(undoMovement, {
    changes,
    onDone: () => (showToast(t('pages.account.undone')), setUndoing(null)),
  });
  const { data } = answer;
  const close = () => setDialog(null);
  if (!data)
    return (
      <>
        <PageHead title={t('pages.account.title')} />
        {answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton lines={8} />
        )}
      </>
    );
  return (
    <>
      <Head statement={data} onAct={setDialog} />
      <Days from={data.from} to={data.to} />
      <Card title={t('pages.account.title')}>
        {data.lines.length === 0 && BigInt(data.opening.balance) === 0n ? (
          <EmptyState icon="finance" title={t('pages.account.none')}>
            {t('pages.account.noneAdvice')}
          </EmptyState>
        ) : (
          <Lines statement={data} onUndo={setUndoing} />
        )}
      </Card>
      {dialog === 'lend' ? <LoanDialog accountId={accountId} onClose={close} /> : null}
      {dialog !== null && dialog !== 'lend' ? <AccountDialog kind={dialog} statement={data} onClose={close} /> : null}
      {undoing === null ? null : (
        <ConfirmDialog
          title={t('pages.undo')}
          confirm={t('pages.undo')}
          asksReason
          isBusy={undo.isUnderWay}
          error={undo.error}
          onConfirm={(reason) => void undo.act({ params: { id: undoing }, body: { reason } })}
          onClose={() => setUndoing(null)}
        >
          <p>{t('pages.account.undoEffect')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

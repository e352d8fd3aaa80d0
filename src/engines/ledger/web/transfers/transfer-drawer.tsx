import { FormDialog } from '#engines/roster/web';
import {
  Button,
  ConfirmDialog,
  ErrorState,
  Field,
  Link,
  Note,
  Skeleton,
  TextArea,
  formatDay,
  formatMoment,
  formatMoney,
  showToast,
  useAct,
  useCall,
  useLanguage,
} from '#ui';
import { Drawer } from '#ui/desktop';
import { useState } from 'react';
import {
  type TransferRow,
  askTransferBack,
  decideTransfer,
  showTransfer,
  withdrawTransfer,
} from '../../transfers/contract';
import { TransferTag, touched } from './pieces';
import { useTransferTexts } from './texts';
import './transfers.css';

/** One half: the book with its accounts, and the entries that were posted. */
function Half({ title, side }: { title: string; side: TransferRow['from'] }) {
  const t = useTransferTexts();
  return (
    <section className="tf-half">
      <h3>{title}</h3>
      <div className="b" lang="zh-CN">
        {side.bookName}
      </div>
      <div className="dim t12" lang="zh-CN">
        {side.unitName}
      </div>
      <div lang="zh-CN">
        {side.account.code} {side.account.name}
      </div>
      {side.purpose === null ? null : (
        <div>
          {t('purposeIs')}{' '}
          <span lang="zh-CN">
            {side.purpose.code} {side.purpose.name}
          </span>
        </div>
      )}
      {side.entryId === null ? null : (
        <div>
          <Link to={`/finance/entries/${side.entryId}`}>
            {side.voucherNumber === null ? t('unnumbered') : t('voucherNumber', { number: side.voucherNumber })}
          </Link>
          {side.reversalId === null ? null : (
            <>
              {' · '}
              <Link to={`/finance/entries/${side.reversalId}`}>{t('reversalEntry')}</Link>
            </>
          )}
        </div>
      )}
    </section>
  );
}

function Facts({ row }: { row: TransferRow }) {
  const t = useTransferTexts();
  const language = useLanguage();
  const by = (name: string, at: string) => `${name} · ${formatMoment(at, language)}`;
  return (
    <dl className="tf-facts">
      <dt>{t('amount')}</dt>
      <dd className="b">{formatMoney(row.amount)}</dd>
      <dt>{t('day')}</dt>
      <dd>{formatDay(row.on, language)}</dd>
      <dt>{t('words')}</dt>
      <dd lang="zh-CN">{row.words}</dd>
      {row.budgetLine === null ? null : (
        <>
          <dt>{t('budgetLine')}</dt>
          <dd lang="zh-CN">
            <Link to={`/finance/budgets/${row.budgetLine.budgetId}?open=${row.budgetLine.id}`}>
              {row.budgetLine.name}
            </Link>
          </dd>
        </>
      )}
      <dt>{t('proposedBy')}</dt>
      <dd>{by(row.proposedBy, row.proposedAt)}</dd>
      {row.reversal === null ? null : (
        <>
          <dt>{t('reversalAsked')}</dt>
          <dd>
            {by(row.reversal.askedBy, row.reversal.askedAt)} · <span lang="zh-CN">{row.reversal.reason}</span>
          </dd>
        </>
      )}
      {row.decidedBy === null ? null : (
        <>
          <dt>{t('decidedBy')}</dt>
          <dd>
            {by(row.decidedBy, row.decidedAt!)}
            {row.decision === '' ? null : ` · ${row.decision}`}
          </dd>
        </>
      )}
    </dl>
  );
}

type Act = 'withdraw' | 'askBack' | 'decide';

/** Approves what was asked, or refuses it with a word. */
function DecideDialog({ row, onClose }: { row: TransferRow; onClose: () => void }) {
  const t = useTransferTexts();
  const [words, setWords] = useState('');
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(decideTransfer, {
    changes: touched,
    onDone: () => (showToast(t('decided')), onClose()),
  });
  const isBack = row.state === 'reversing';
  const isWordless = isTried && words.trim() === '';
  const decide = (isGranted: boolean): true => {
    void act({ params: { id: row.id }, body: { isGranted, words: words.trim(), version: row.version } });
    return true;
  };
  const refuse = (): void => {
    setTried(true);
    if (words.trim() !== '') decide(false);
  };
  return (
    <FormDialog
      {...{ title: isBack ? t('decideBack') : t('decide'), submit: t('approve'), error, isBusy: isUnderWay, onClose }}
      effect={isBack ? t('backEffect') : t('decideEffect')}
      onSubmit={() => decide(true)}
    >
      <Field
        label={t('decision')}
        {...(isWordless ? { fault: t('decisionWhy') } : { hint: t('decisionWhy') })}
        isOptional
      >
        <TextArea maxLength={300} value={words} onChange={(event) => setWords(event.target.value)} />
      </Field>
      <div>
        <Button isBusy={isUnderWay} onClick={refuse}>
          {t('refuse')}
        </Button>
      </div>
    </FormDialog>
  );
}

function ActDialog({ row, act, onClose }: { row: TransferRow; act: Act; onClose: () => void }) {
  const t = useTransferTexts();
  const { id, version } = row;
  const done = (words: string) => ({ changes: touched, onDone: () => (showToast(words), onClose()) });
  const withdraw = useAct(withdrawTransfer, done(t('withdrawn')));
  const back = useAct(askTransferBack, done(t('backAsked')));
  if (act === 'decide') return <DecideDialog row={row} onClose={onClose} />;
  if (act === 'withdraw')
    return (
      <ConfirmDialog
        {...{ title: t('withdraw'), confirm: t('withdraw'), onClose }}
        {...{ isBusy: withdraw.isUnderWay, error: withdraw.error }}
        onConfirm={() => void withdraw.act({ params: { id }, body: { version } })}
      >
        <p>{t('withdrawEffect')}</p>
      </ConfirmDialog>
    );
  return (
    <ConfirmDialog
      {...{ title: t('askBack'), confirm: t('askBack'), asksReason: true, onClose }}
      {...{ isBusy: back.isUnderWay, error: back.error }}
      onConfirm={(reason) => void back.act({ params: { id }, body: { reason, version } })}
    >
      <p>{t('askBackEffect')}</p>
    </ConfirmDialog>
  );
}

function Acts({ row }: { row: TransferRow }) {
  const t = useTransferTexts();
  const [act, setAct] = useState<Act | null>(null);
  const { abilities } = row;
  return (
    <div className="row g8">
      {abilities.decide ? (
        <Button kind="main" onClick={() => setAct('decide')}>
          {row.state === 'reversing' ? t('decideBack') : t('decide')}
        </Button>
      ) : null}
      {abilities.withdraw ? <Button onClick={() => setAct('withdraw')}>{t('withdraw')}</Button> : null}
      {abilities.askBack ? <Button onClick={() => setAct('askBack')}>{t('askBack')}</Button> : null}
      {act === null ? null : <ActDialog row={row} act={act} onClose={() => setAct(null)} />}
    </div>
  );
}

/** A transfer with both halves, who asked, who decided, and what can be done. */
export function TransferDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTransferTexts();
  const answer = useCall(showTransfer, { params: { id } });
  const row = answer.data?.id === id ? answer.data : undefined;
  return (
    <Drawer title={t('one')} size="wide" onClose={onClose}>
      {row ? (
        <div className="col g24">
          <div>
            <TransferTag state={row.state} />
          </div>
          <div className="tf-halves">
            <Half title={t('from')} side={row.from} />
            <Half title={t('to')} side={row.to} />
          </div>
          {row.from.purpose === null ? <Note>{t('owed')}</Note> : null}
          <Facts row={row} />
          <Acts row={row} />
        </div>
      ) : answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </Drawer>
  );
}

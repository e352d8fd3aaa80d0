import type { EndpointResponse } from '#kernel/contract';
import {
  Button,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  Field,
  Figure,
  Link,
  MoneyInput,
  Note,
  Skeleton,
  ToneTag,
  formatDay,
  formatMoney,
  parseMoney,
  showToast,
  useAct,
  useCall,
  useLanguage,
  useRows,
} from '#ui';
import { type Column, Drawer, Table } from '#ui/desktop';
import { useState } from 'react';
import {
  type BudgetBoard,
  type BudgetPosting,
  type BudgetReservation,
  checkBudgetAmount,
  listBudgetPostings,
  releaseBudgetReservation,
  showBudgetLine,
} from '../../budgets/contract';
import { asFen } from '../pieces';
import { GapWords, LineGauge, LineTag, touched, useTargetWords } from './pieces';
import { ShiftList } from './shift-list';
import { useBudgetTerms, useBudgetTexts } from './texts';

type Whole = EndpointResponse<typeof showBudgetLine>;

/** What the line says to an amount while it is typed. */
function AmountCheck({ id }: { id: string }) {
  const t = useBudgetTexts();
  const [typed, setTyped] = useState('');
  const amount = parseMoney(typed);
  const isAsked = amount !== null && amount > 0n;
  const { data } = useCall(
    checkBudgetAmount,
    { params: { id }, query: { amount: isAsked ? amount : 0n } },
    { enabled: isAsked },
  );
  return (
    <div className="col g8">
      <Field label={t('tryAmount')} hint={t('tryAmountHint')}>
        <MoneyInput value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Field>
      {isAsked && data ? (
        <div aria-live="polite">
          {data.verdict === 'fits' ? (
            <ToneTag tone="kept">{t('fits')}</ToneTag>
          ) : (
            <Note kind={data.verdict === 'stop' ? 'refuse' : data.verdict === 'warn' ? 'warn' : 'info'}>
              {data.words}
            </Note>
          )}
        </div>
      ) : null}
    </div>
  );
}

const reservationTones = { open: 'going', spent: 'kept', released: 'none', expired: 'none' } as const;

function Reservations({ rows }: { rows: readonly BudgetReservation[] }) {
  const t = useBudgetTexts();
  const terms = useBudgetTerms();
  const language = useLanguage();
  const [open, setOpen] = useState<BudgetReservation | null>(null);
  const release = useAct(releaseBudgetReservation, {
    changes: touched,
    onDone: () => (showToast(t('released')), setOpen(null)),
  });
  const columns: readonly Column<BudgetReservation>[] = [
    {
      ...{ key: 'words', label: t('what') },
      cell: (row) => (
        <>
          <span lang="zh-CN">{row.words}</span>
          <div className="dim t12">
            {formatDay(row.reservedOn, language)} · {t('until', { day: formatDay(row.expiresOn, language) })}
          </div>
        </>
      ),
    },
    { key: 'amount', label: t('amount'), isNumber: true, cell: (row) => formatMoney(row.amount) },
    { key: 'spent', label: t('spent'), isNumber: true, cell: (row) => formatMoney(row.spent) },
    {
      ...{ key: 'state', label: t('state') },
      cell: (row) => (
        <span className="row g8">
          <ToneTag tone={reservationTones[row.state]} bare>
            {terms(`reservations.${row.state}`)}
          </ToneTag>
          {row.abilities.release ? (
            <Button size="sm" onClick={() => setOpen(row)}>
              {t('release')}
            </Button>
          ) : null}
        </span>
      ),
    },
  ];
  if (rows.length === 0) return <p className="dim">{t('noReservations')}</p>;
  return (
    <>
      <Table label={t('reserved')} columns={columns} rows={rows} keyOf={(row) => row.id} />
      {open === null ? null : (
        <ConfirmDialog
          {...{ title: t('releaseTitle', { words: open.words }), confirm: t('release'), asksReason: true }}
          {...{ isBusy: release.isUnderWay, error: release.error, onClose: () => setOpen(null) }}
          onConfirm={(reason) => void release.act({ params: { id: open.id }, body: { reason } })}
        >
          <p>{t('releaseEffect', { amount: formatMoney(asFen(open.amount) - asFen(open.spent)) })}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function Postings({ id }: { id: string }) {
  const t = useBudgetTexts();
  const language = useLanguage();
  const list = useRows(listBudgetPostings, { params: { id }, query: { limit: 20 } });
  const columns: readonly Column<BudgetPosting>[] = [
    { key: 'on', label: t('day'), cell: (row) => <span className="nw">{formatDay(row.on, language)}</span> },
    {
      ...{ key: 'number', label: t('voucher') },
      cell: (row) =>
        row.voucherNumber === null ? (
          <span className="dim t12">{t('unnumbered')}</span>
        ) : (
          t('voucherNumber', { number: row.voucherNumber })
        ),
    },
    {
      ...{ key: 'words', label: t('what') },
      cell: (row) => (
        <>
          <Link to={`/finance/entries/${row.entryId}`}>
            <span lang="zh-CN">{row.words}</span>
          </Link>
          <div className="dim t12" lang="zh-CN">
            {row.account.code} {row.account.name}
          </div>
        </>
      ),
    },
    {
      ...{ key: 'amount', label: t('amount'), isNumber: true },
      cell: (row) => <span className={asFen(row.amount) < 0n ? 'c-refuse' : undefined}>{formatMoney(row.amount)}</span>,
    },
  ];
  if (list.error && list.rows.length === 0) return <ErrorState error={list.error} onRetry={list.again} />;
  if (list.isLoading) return <Skeleton lines={4} />;
  if (list.rows.length === 0) return <EmptyState title={t('noPostings')}>{t('noPostingsAdvice')}</EmptyState>;
  return (
    <>
      <Table label={t('spent')} columns={columns} rows={list.rows} keyOf={(row) => row.id} />
      {list.hasMore ? (
        <div>
          <Button size="sm" isBusy={list.isLoadingMore} onClick={list.more}>
            {t('more')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Facts({ line }: { line: Whole }) {
  const t = useBudgetTexts();
  const terms = useBudgetTerms();
  const say = useTargetWords();
  return (
    <dl className="bg-facts">
      <dt>{t('target')}</dt>
      <dd>{say(line.target)}</dd>
      <dt>{t('spent')}</dt>
      <dd>
        <Figure value={formatMoney(line.spent)} /> <GapWords line={line} />
      </dd>
      <dt>{t('reserved')}</dt>
      <dd>{formatMoney(line.reserved)}</dd>
      <dt>{t('free')}</dt>
      <dd>{line.free === null ? t('noLimit') : formatMoney(line.free)}</dd>
      <dt>{t('onBreach')}</dt>
      <dd>{terms(`acts.${line.onBreach}`)}</dd>
      <dt>{t('accounts')}</dt>
      <dd lang="zh-CN">{line.accounts.map(({ code, name }) => `${code} ${name}`).join('、') || t('anyAccount')}</dd>
      {line.commitments.length > 0 ? (
        <>
          <dt>{t('commitments')}</dt>
          <dd lang="zh-CN">
            {line.commitments.map((one) => (
              <div key={one.id}>{one.href === null ? one.title : <Link to={one.href}>{one.title}</Link>}</div>
            ))}
          </dd>
        </>
      ) : null}
    </dl>
  );
}

function History({ line }: { line: Whole }) {
  const t = useBudgetTexts();
  const say = useTargetWords();
  const language = useLanguage();
  return (
    <ul className="col g4">
      {line.history.map((one) => (
        <li key={one.number}>
          {t('versionNumber', { number: one.number })}: {say(one.target)}{' '}
          <span className="dim t12">
            {[formatDay(one.decidedAt.slice(0, 10), language), one.reason].filter(Boolean).join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** A line with the postings and reservations behind its figures, and what it was before. */
export function LineDrawer({ id, board, onClose }: { id: string; board: BudgetBoard; onClose: () => void }) {
  const t = useBudgetTexts();
  const answer = useCall(showBudgetLine, { params: { id } });
  const line = answer.data?.id === id ? answer.data : undefined;
  const name = board.lines.find((one) => one.id === id)?.name ?? '';
  return (
    <Drawer title={name} note={t('ofYear', { year: board.year })} size="wide" onClose={onClose}>
      {line ? (
        <div className="col g24">
          <div>
            <LineTag line={line} />
          </div>
          <LineGauge line={line} />
          <Facts line={line} />
          {line.isClosed ? null : <AmountCheck id={id} />}
          <section className="col g8">
            <h3>{t('spent')}</h3>
            <Postings id={id} />
          </section>
          <section className="col g8">
            <h3>{t('reserved')}</h3>
            <Reservations rows={line.reservations} />
          </section>
          {line.shifts.length > 0 ? (
            <section className="col g8">
              <h3>{t('shifts')}</h3>
              <ShiftList shifts={line.shifts} />
            </section>
          ) : null}
          <section className="col g8">
            <h3>{t('versions')}</h3>
            <History line={line} />
          </section>
        </div>
      ) : answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </Drawer>
  );
}

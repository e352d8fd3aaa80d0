import { formatFen } from '#kernel/contract';
import { listBooks } from '#engines/ledger/contract';
import { Button, Card, EmptyState, ErrorState, Field, Figure, Link, Note, Select, Skeleton, ToneTag } from '#ui';
import { formatDay, useCall, useLanguage, useRows, useSearch, useToday } from '#ui';
import { type Column, Drawer, ExportButton, PageHead, Table, useOpened } from '#ui/desktop';
import { useState } from 'react';
import {
  type FundShare,
  type ShareEntry,
  type ShareMonth,
  exportFundShare,
  showFundShare,
} from '../../fund-share/contract';
import { EnterDialog } from './enter-dialog';
import { useShareTerms, useShareTexts } from './texts';
import './fund-share.css';

const percent = (ratio: number): string => `${String(Math.round(ratio * 1000) / 10)}%`;
const isZero = (fen: bigint | null): boolean => fen === null || BigInt(fen) === 0n;

function Totals({ share }: { share: FundShare }) {
  const t = useShareTexts();
  const { totals } = share;
  const cells = [
    [t('expectedSum'), totals.expected, false],
    [t('receivedSum'), totals.received, false],
    [t('missingSum'), totals.missing, false],
    [t('overdueSum'), totals.overdue, true],
    [t('handedUpSum'), totals.handedUp, false],
    [t('toHandUp'), totals.toHandUp, false],
  ] as const;
  return (
    <div className="fs-totals">
      {cells.map(([label, value, isLate]) => (
        <Card key={label}>
          <div className="dim t12">{label}</div>
          <div className={isLate && !isZero(value) ? 't20 b c-late' : 't20 b'}>{formatFen(value)}</div>
        </Card>
      ))}
    </div>
  );
}

function StateOf({ month }: { month: ShareMonth }) {
  const t = useShareTexts();
  if (month.wageBill === null) return <ToneTag tone="none">{t('notEntered')}</ToneTag>;
  if (isZero(month.missing)) return <ToneTag tone="kept">{t('settled')}</ToneTag>;
  return month.isOverdue ? <ToneTag tone="late">{t('overdue')}</ToneTag> : <ToneTag tone="going">{t('open')}</ToneTag>;
}

/** Each month's sum opens the entries by which it is settled. */
function Months({ share, onOpen }: { share: FundShare; onOpen: (month: string) => void }) {
  const t = useShareTexts();
  const terms = useShareTerms();
  const language = useLanguage();
  const money = (fen: bigint | null) => (fen === null ? '—' : formatFen(fen));
  const columns: readonly Column<ShareMonth>[] = [
    { key: 'month', label: terms('columns.month'), cell: (row) => <span className="nw">{row.month}</span> },
    { key: 'wageBill', label: terms('columns.wageBill'), isNumber: true, cell: (row) => money(row.wageBill) },
    { key: 'expected', label: terms('columns.expected'), isNumber: true, cell: (row) => money(row.expected) },
    {
      key: 'dueOn',
      label: terms('columns.dueOn'),
      cell: (row) => <span className="nw">{formatDay(row.dueOn, language)}</span>,
    },
    {
      ...{ key: 'received', label: terms('columns.received'), isNumber: true },
      cell: (row) => <Figure value={formatFen(row.received)} onOpen={() => onOpen(row.month)} />,
    },
    {
      ...{ key: 'missing', label: terms('columns.missing'), isNumber: true },
      cell: (row) => <span className={row.isOverdue ? 'c-late b' : undefined}>{money(row.missing)}</span>,
    },
    { key: 'state', label: t('state'), cell: (row) => <StateOf month={row} /> },
  ];
  return (
    <Card title={t('months')} flush>
      <Table label={t('months')} columns={columns} rows={share.months} keyOf={(row) => row.month} />
    </Card>
  );
}

type Booked = Pick<ShareEntry, 'entryId' | 'on' | 'words' | 'number'>;

function useEntryColumns<Row extends Booked>(): readonly Column<Row>[] {
  const t = useShareTexts();
  const language = useLanguage();
  const number = (row: Row) => (row.number === null ? t('waits') : t('number', { number: row.number }));
  return [
    {
      ...{ key: 'words', label: t('words') },
      cell: (row) => (
        <Link to={`/finance/entries/${row.entryId}`}>
          <span lang="zh-CN">{row.words}</span>
        </Link>
      ),
    },
    { key: 'on', label: t('on'), cell: (row) => <span className="nw">{formatDay(row.on, language)}</span> },
    { key: 'number', label: t('voucher'), cell: (row) => <span className="nw">{number(row)}</span> },
  ];
}

/** What came in with its two parts; a split that is not the rule's stands out. */
function Entries({ share }: { share: FundShare }) {
  const t = useShareTexts();
  const booked = useEntryColumns<ShareEntry>();
  const columns: readonly Column<ShareEntry>[] = [
    ...booked,
    { key: 'whole', label: t('whole'), isNumber: true, cell: (row) => formatFen(row.whole) },
    { key: 'kept', label: t('kept'), isNumber: true, cell: (row) => formatFen(row.kept) },
    { key: 'remitted', label: t('remitted'), isNumber: true, cell: (row) => formatFen(row.remitted) },
    {
      ...{ key: 'difference', label: t('difference'), isNumber: true },
      cell: (row) => (isZero(row.difference) ? '—' : <b className="c-late">{formatFen(row.difference)}</b>),
    },
  ];
  return (
    <Card title={t('entries')} flush>
      {share.entries.length === 0 ? (
        <EmptyState title={t('noEntries')} />
      ) : (
        <Table label={t('entries')} columns={columns} rows={share.entries} keyOf={(row) => row.entryId} />
      )}
    </Card>
  );
}

function HandedUp({ share }: { share: FundShare }) {
  const t = useShareTexts();
  type Row = FundShare['handedUp'][number];
  const booked = useEntryColumns<Row>();
  const columns: readonly Column<Row>[] = [
    ...booked,
    { key: 'amount', label: t('amount'), isNumber: true, cell: (row) => formatFen(row.amount) },
  ];
  return (
    <Card title={t('handedUp')} flush>
      {share.handedUp.length === 0 ? (
        <EmptyState title={t('noHandedUp')} />
      ) : (
        <Table label={t('handedUp')} columns={columns} rows={share.handedUp} keyOf={(row) => row.entryId} />
      )}
    </Card>
  );
}

function Parts({ month, onClose }: { month: ShareMonth; onClose: () => void }) {
  const t = useShareTexts();
  type Row = ShareMonth['parts'][number];
  const booked = useEntryColumns<Row>();
  const columns: readonly Column<Row>[] = [
    ...booked,
    { key: 'amount', label: t('amount'), isNumber: true, cell: (row) => formatFen(row.amount) },
  ];
  const title = t('parts', { month: month.month });
  return (
    <Drawer title={title} onClose={onClose}>
      {month.parts.length === 0 ? (
        <EmptyState title={t('noParts')} />
      ) : (
        <Table label={title} columns={columns} rows={month.parts} keyOf={(row) => row.entryId} />
      )}
    </Drawer>
  );
}

function Share({ share }: { share: FundShare }) {
  const t = useShareTexts();
  const opened = useOpened();
  const { rate, remittedShare, days, totals } = share;
  const month = share.months.find((one) => one.month === opened.id);
  const rule = {
    ...{ rate: percent(rate.value), days: days.value, share: percent(remittedShare.value) },
  };
  return (
    <div className="col g16">
      <div className="dim">
        <p>{t('rule', rule)}</p>
        <p className="t12">
          {t('sources')}{' '}
          <span lang="zh-CN">{[...new Set([rate.source, remittedShare.source, days.source])].join('；')}</span>
        </p>
      </div>
      <Totals share={share} />
      {isZero(totals.ahead) ? null : <Note kind="info">{t('ahead', { amount: formatFen(totals.ahead) })}</Note>}
      <Months share={share} onOpen={opened.open} />
      <Entries share={share} />
      <HandedUp share={share} />
      {month ? <Parts month={month} onClose={opened.close} /> : null}
    </div>
  );
}

/** The employer's 2 % of a year: what is due by month, what came in, what is missing, and what was handed up. */
export default function SharePage() {
  const t = useShareTexts();
  const terms = useShareTerms();
  const [search, change] = useSearch();
  const [isEntering, setEntering] = useState(false);
  const thisYear = Number(useToday().slice(0, 4));
  const books = useRows(listBooks, { query: { limit: 100 } });
  const funds = books.rows.filter((book) => book.kind === 'union_funds');
  const bookId = search.book ?? funds[0]?.id ?? '';
  const year = Number(search.year ?? thisYear);
  const request = { params: { id: bookId }, query: { year } };
  const answer = useCall(showFundShare, request, { enabled: bookId !== '' });
  const share = answer.data?.book.id === bookId && answer.data.year === year ? answer.data : undefined;
  const years = [thisYear, thisYear - 1, thisYear - 2, thisYear - 3];
  return (
    <>
      <PageHead
        title={terms('title')}
        acts={
          share ? (
            <>
              <ExportButton endpoint={exportFundShare} request={request} />
              {share.abilities.write ? (
                <Button kind="main" onClick={() => setEntering(true)}>
                  {t('enter')}
                </Button>
              ) : null}
            </>
          ) : null
        }
      />
      <div className="fs-choice">
        <Field label={t('book')}>
          <Select
            options={funds.map((book) => ({ value: book.id, label: `${book.name} · ${book.unit.name}` }))}
            {...(bookId === '' ? { blank: t('chooseBook') } : {})}
            value={bookId}
            onChange={(event) => change({ book: event.target.value })}
          />
        </Field>
        <Field label={t('year')}>
          <Select
            options={years.map((one) => ({ value: String(one), label: t('ofYear', { year: one }) }))}
            value={String(year)}
            onChange={(event) => change({ year: event.target.value })}
          />
        </Field>
      </div>
      {share ? (
        <Share share={share} />
      ) : answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : bookId === '' && !books.isLoading ? (
        <EmptyState icon="finance" title={t('noBook')}>
          {t('noBookAdvice')}
        </EmptyState>
      ) : (
        <Skeleton lines={8} />
      )}
      {isEntering ? <EnterDialog bookId={bookId} onClose={() => setEntering(false)} /> : null}
    </>
  );
}

import { formatDay, useCall, useLanguage, useParams, useSearch } from '#ui';
import { type Column, type Filter, ListPage } from '#ui/desktop';
import { useEffect, useState } from 'react';
import { showBook } from '../../books/contract';
import { type EntryRow, exportEntries, listEntries } from '../../entries/contract';
import { at } from '../addresses';
import { AccountName, Amount, BookTabs, EntryKind, PrintButton, VoucherNumber, WaitingNote } from '../pieces';
import { PaperHead } from '../paper-head';
import { useBookTerms, useBookTexts } from '../texts';
import '../books.css';

const kinds = ['ordinary', 'opening', 'reversal', 'closing', 'transfer'] as const;

/** The lines of an entry as a bookkeeper reads them: debits first, credits set in. */
function Lines({ row }: { row: EntryRow }) {
  const t = useBookTexts();
  const language = useLanguage();
  return (
    <>
      {row.lines.slice(0, 6).map((line) => (
        <div key={line.line} className="row g8 t12" style={{ paddingInlineStart: line.credit === null ? 0 : 20 }}>
          <span className="dim">{t(line.credit === null ? 'debit' : 'credit')}</span>
          <span className="sp">
            <AccountName code={line.code} name={line.accountName} />
            {line.party ? (
              <span className="dim">
                {' '}
                {line.party.name === null ? t('hidden') : <span lang="zh-CN">{line.party.name}</span>}
              </span>
            ) : null}
          </span>
          <Amount fen={line.debit ?? line.credit} />
        </div>
      ))}
      {row.lines.length > 6 ? <div className="dim t12">{language === 'en' ? '…' : '……'}</div> : null}
    </>
  );
}

function useColumns(): readonly Column<EntryRow>[] {
  const t = useBookTexts();
  const language = useLanguage();
  return [
    {
      ...{ key: 'number', label: t('number'), sort: 'number' },
      cell: (row) =>
        row.voucherNumber === null ? (
          <VoucherNumber number={null} />
        ) : (
          <span className="nw">
            {row.month} #{row.voucherNumber}
          </span>
        ),
    },
    {
      key: 'on',
      label: t('day'),
      sort: 'day',
      cell: (row) => <span className="nw">{formatDay(row.on, language)}</span>,
    },
    {
      ...{ key: 'words', label: t('words') },
      cell: (row) => (
        <>
          <span lang="zh-CN">{row.words}</span>
          <div className="dim t12">
            {row.kind === 'ordinary' || row.kind === 'opening' ? null : <EntryKind kind={row.kind} />}
            {row.isReversed ? ` ${t('isReversed')}` : null}
          </div>
        </>
      ),
    },
    { key: 'lines', label: t('lines'), cell: (row) => <Lines row={row} /> },
    { key: 'amount', label: t('total'), isNumber: true, cell: (row) => <Amount fen={row.amount} isNilShown /> },
  ];
}

/** Asks again while entries wait for their numbers. */
function useWaiting(bookId: string): number {
  const [isWaiting, setWaiting] = useState(false);
  const { data } = useCall(
    listEntries,
    { params: { id: bookId }, query: { limit: 1 } },
    isWaiting ? { refetchEvery: 1500 } : {},
  );
  const count = data?.waiting ?? 0;
  useEffect(() => setWaiting(count > 0), [count]);
  return count;
}

/** The journal of a book by day or voucher number. */
export default function JournalPage() {
  const t = useBookTexts();
  const terms = useBookTerms();
  const { bookId = '' } = useParams();
  const [search] = useSearch();
  const { data: book } = useCall(showBook, { params: { id: bookId }, query: {} });
  const waiting = useWaiting(bookId);
  const columns = useColumns();
  const filters: readonly Filter[] = [
    { name: 'from', label: t('from'), kind: 'day' },
    { name: 'to', label: t('to'), kind: 'day' },
    {
      ...{ name: 'kind', label: t('entryKind'), kind: 'select' },
      options: kinds.map((value) => ({ value, label: terms(`entryKinds.${value}`) })),
    },
  ];
  const name = book?.name ?? '';
  return (
    <div className="lb-sheet">
      <PaperHead book={name} title={t('journal')} note={[search.from, search.to].filter(Boolean).join(' — ')} />
      <ListPage
        head={{
          title: t('journal'),
          crumbs: [
            { label: t('title'), to: '/finance' },
            { label: name, to: at.book(bookId) },
          ],
          acts: <PrintButton waiting={waiting} />,
        }}
        endpoint={listEntries}
        request={{ params: { id: bookId } }}
        filters={filters}
        columns={columns}
        exports={exportEntries}
        keyOf={(row) => row.id}
        toOf={(row) => at.entry(row.id)}
        empty={{ title: t('noEntries'), text: t('noEntriesAdvice') }}
        above={
          <>
            <BookTabs bookId={bookId} part="entries" />
            <WaitingNote waiting={waiting} />
          </>
        }
      />
    </div>
  );
}

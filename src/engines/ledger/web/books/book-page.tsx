import { isDay } from '#kernel/contract';
import { Button, Card, ErrorState, Skeleton, formatDay, useLanguage, useParams, useSearch } from '#ui';
import { FilterBar, PageHead } from '#ui/desktop';
import { useState } from 'react';
import { type AccountRow, showBook } from '../../books/contract';
import { at } from '../addresses';
import { AccountName, Balance, BookTabs, PrintButton, WaitingNote, useSettled } from '../pieces';
import { PaperHead } from '../paper-head';
import { useBookTerms, useBookTexts } from '../texts';
import { AccountStateDialog, AddAccountDialog, RenameAccountDialog } from './account-dialogs';
import { RenameBookDialog } from './book-dialogs';
import { type Book, FundCard } from './fund-card';
import '../books.css';

type Act = { kind: 'rename' | 'state'; account: AccountRow } | { kind: 'add' | 'renameBook' };

function ChartRow({ book, account, onAct }: { book: Book; account: AccountRow; onAct: (act: Act) => void }) {
  const t = useBookTexts();
  const terms = useBookTerms();
  return (
    <tr className={account.isClosed ? 'lb-closed' : undefined}>
      <td style={{ paddingInlineStart: 20 + account.level * 20 }}>
        <AccountName code={account.code} name={account.name} />{' '}
        <span className="dim t12">
          {account.party ? t('perParty', { kind: terms(`parties.${account.party}`) }) : null}
          {account.isClosed ? ` ${t('isClosed')}` : null}
        </span>
      </td>
      <td>{terms(`elements.${account.element}`)}</td>
      <td className="num">
        <Balance net={account.net} to={at.account(account.id, { to: book.on })} />
      </td>
      <td className="num lb-screen-only">
        {book.abilities.editChart ? (
          <span className="row g8" style={{ justifyContent: 'flex-end' }}>
            <Button size="sm" kind="quiet" onClick={() => onAct({ kind: 'rename', account })}>
              {t('renameAccount')}
            </Button>
            {account.isSummary ? null : (
              <Button size="sm" kind="quiet" onClick={() => onAct({ kind: 'state', account })}>
                {t(account.isClosed ? 'openAccount' : 'closeAccount')}
              </Button>
            )}
          </span>
        ) : null}
      </td>
    </tr>
  );
}

function Chart({ book, onAct }: { book: Book; onAct: (act: Act) => void }) {
  const t = useBookTexts();
  const language = useLanguage();
  return (
    <div className="lb-sheet">
      <PaperHead book={book.name} title={t('chart')} note={formatDay(book.on, language)} />
      <Card
        flush
        title={t('chart')}
        note={
          <span className="lb-screen-only">
            {t('asOf')} {formatDay(book.on, language)}
          </span>
        }
        acts={
          book.abilities.editChart ? (
            <Button size="sm" icon="plus" onClick={() => onAct({ kind: 'add' })}>
              {t('addAccount')}
            </Button>
          ) : null
        }
      >
        <FilterBar filters={[{ name: 'on', label: t('asOf'), kind: 'day' }]} />
        <div className="scroll-x">
          <table className="lb-table" aria-label={t('chart')}>
            <thead>
              <tr>
                <th scope="col">{t('account')}</th>
                <th scope="col">{t('element')}</th>
                <th scope="col" className="num">
                  {t('amount')}
                </th>
                <th scope="col" className="num lb-screen-only">
                  {book.abilities.editChart ? t('acts') : <span className="unseen">{t('acts')}</span>}
                </th>
              </tr>
            </thead>
            <tbody>
              {book.accounts.map((account) => (
                <ChartRow key={account.id} book={book} account={account} onAct={onAct} />
              ))}
            </tbody>
          </table>
        </div>
        <p className="pad dim t12 lb-screen-only">
          <span lang="zh-CN">{book.chart.name}</span>
          {book.chart.source ? (
            <>
              {' '}
              · <span lang="zh-CN">{book.chart.source}</span>
            </>
          ) : null}
        </p>
      </Card>
    </div>
  );
}

function Dialogs({ book, act, onClose }: { book: Book; act: Act | null; onClose: () => void }) {
  switch (act?.kind) {
    case 'add':
      return <AddAccountDialog bookId={book.id} accounts={book.accounts} onClose={onClose} />;
    case 'rename':
      return <RenameAccountDialog account={act.account} onClose={onClose} />;
    case 'state':
      return <AccountStateDialog account={act.account} onClose={onClose} />;
    case 'renameBook':
      return <RenameBookDialog book={book} onClose={onClose} />;
    case undefined:
      return null;
  }
}

/** A book: its fund over twelve months, and its chart of accounts with the balances of any day. */
export default function BookPage() {
  const t = useBookTexts();
  const terms = useBookTerms();
  const { bookId = '' } = useParams();
  const [search] = useSearch();
  const [act, setAct] = useState<Act | null>(null);
  const query = search.on !== undefined && isDay(search.on) ? { on: search.on } : {};
  const answer = useSettled(showBook, { params: { id: bookId }, query }, (book) => book.waiting);
  const book = answer.data;
  if (!book)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  return (
    <>
      <PageHead
        title={book.name}
        note={`${terms(`kinds.${book.kind}`)} · ${book.unit.name}`}
        crumbs={[{ label: t('title'), to: '/finance' }, { label: book.name }]}
        acts={
          <>
            {book.abilities.rename ? (
              <Button onClick={() => setAct({ kind: 'renameBook' })}>{t('renameBook')}</Button>
            ) : null}
            <PrintButton waiting={book.waiting} />
          </>
        }
      />
      <BookTabs bookId={bookId} part="chart" />
      <WaitingNote waiting={book.waiting} />
      <div className="col g16">
        <div className="lb-screen-only">
          <FundCard book={book} />
        </div>
        <Chart book={book} onAct={setAct} />
      </div>
      <Dialogs book={book} act={act} onClose={() => setAct(null)} />
    </>
  );
}

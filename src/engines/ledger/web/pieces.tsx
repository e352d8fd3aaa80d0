import { formatFen, type Endpoint, type EndpointRequest, type EndpointResponse } from '#kernel/contract';
import { Button, Figure, Link, useCall } from '#ui';
import { type ReactNode, useState, useEffect } from 'react';
import { type BookPart, at, bookParts } from './addresses';
import './books.css';
import { useBookTerms, useBookTexts } from './texts';

const partWords = {
  chart: 'chart',
  entries: 'journal',
  'trial-balance': 'trial',
  'general-ledger': 'general',
  statements: 'statements',
  periods: 'periods',
  'year-end': 'yearEnd',
  opening: 'opening',
  exchange: 'exchange',
} as const satisfies Record<BookPart, string>;

/** The parts of a book, each a page with its own address. */
export function BookTabs({ bookId, part }: { bookId: string; part: BookPart | null }) {
  const t = useBookTexts();
  return (
    <nav className="tabs lb-tabs" aria-label={t('book')}>
      {bookParts.map((one) => (
        <Link key={one} to={at.part(bookId, one)} aria-current={one === part ? 'page' : undefined}>
          {t(partWords[one])}
        </Link>
      ))}
    </nav>
  );
}

/** What lies above a book's pages: all books, and the book itself where the page is about a part of it. */
export function useCrumbs() {
  const t = useBookTexts();
  return (book: { id: string; name: string }) => [
    { label: t('title'), to: '/finance' },
    { label: book.name, to: at.book(book.id) },
  ];
}

/** Money travels as text; what the types of answers call a bigint becomes one here, before anything is reckoned. */
export const asFen = (fen: bigint): bigint => BigInt(fen);

/** An amount in a column: nothing for nil, red below zero; it opens what is behind it. */
export function Amount(props: { fen: bigint | null; to?: string; isNilShown?: boolean }) {
  const { to, isNilShown = false } = props;
  const fen = props.fen === null ? null : asFen(props.fen);
  if (fen === null || (fen === 0n && !isNilShown)) return null;
  const value = <span className={fen < 0n ? 'lb-red' : undefined}>{formatFen(fen)}</span>;
  return to === undefined ? <span className="nw">{value}</span> : <Figure value={value} to={to} />;
}

/** A balance with the side on which it stands. */
export function Balance({ to, ...given }: { net: bigint; to?: string }) {
  const t = useBookTexts();
  const net = asFen(given.net);
  const side = net > 0n ? 'debit' : net < 0n ? 'credit' : 'level';
  return (
    <span className="nw">
      <span className="dim t12 lb-side">{t(side)}</span>{' '}
      <Amount fen={net < 0n ? -net : net} isNilShown {...(to ? { to } : {})} />
    </span>
  );
}

/** What the chart itself calls an account: always in Chinese. */
export function AccountName({ code, name }: { code?: string; name: string }) {
  return (
    <>
      {code === undefined ? null : <span className="lb-code">{code} </span>}
      <span lang="zh-CN">{name}</span>
    </>
  );
}

/** `6月 第12号`, or that the number is still on its way. */
export function VoucherNumber({ number }: { number: number | null }) {
  const t = useBookTexts();
  return number === null ? <span className="c-late nw">{t('noNumber')}</span> : <span className="num">{number}</span>;
}

export function EntryKind({ kind }: { kind: 'ordinary' | 'reversal' | 'opening' | 'closing' | 'transfer' }) {
  const terms = useBookTerms();
  return <span className={kind === 'reversal' ? 'lb-red' : undefined}>{terms(`entryKinds.${kind}`)}</span>;
}

/** Paper shows no entry without its number. */
export function PrintButton({ waiting }: { waiting: number }) {
  const t = useBookTexts();
  return (
    <Button icon="print" whyNot={waiting > 0 ? t('printWaits') : undefined} onClick={() => print()}>
      {t('print')}
    </Button>
  );
}

/** Says that numbers are on their way. */
export function WaitingNote({ waiting }: { waiting: number }): ReactNode {
  const t = useBookTexts();
  return waiting === 0 ? null : <p className="dim t13 lb-screen-only">{t('waitingNote', { count: waiting })}</p>;
}

type AnyEndpoint = Pick<Endpoint, 'method' | 'path' | 'body' | 'response' | 'name'>;
const SEALED_WITHIN = 1500;

/** Reads again while entries wait for their numbers: they come within seconds, and print and export wait for them. */
export function useSettled<E extends AnyEndpoint>(
  endpoint: E,
  request: EndpointRequest<E>,
  waitingIn: (answer: EndpointResponse<E>) => number,
) {
  const [isWaiting, setWaiting] = useState(false);
  const answer = useCall(endpoint, request, isWaiting ? { refetchEvery: SEALED_WITHIN } : {});
  const waits = answer.data !== undefined && waitingIn(answer.data) > 0;
  useEffect(() => setWaiting(waits), [waits]);
  return answer;
}

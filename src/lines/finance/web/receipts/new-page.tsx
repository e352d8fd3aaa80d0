import { formatFen } from '#kernel/contract';
import { listBooks } from '#engines/ledger/contract';
import { Button, Card, EmptyState, ErrorState, Field, Note, Select, Skeleton, TextInput } from '#ui';
import { formatDay, messageOf, navigate, parseMoney, showToast, useAct, useLanguage, useRows } from '#ui';
import { useSearch, useUiTexts } from '#ui';
import { PageHead } from '#ui/desktop';
import { useState } from 'react';
import { type TakingRow, listReceipts, listTakings, writeReceipt } from '../../receipts/contract';
import { useReceiptTerms, useReceiptTexts } from './texts';

/** Who paid, for what, and how much of the entry's money: all of what is left, unless it came from several. */
function Writing({ taking }: { taking: TakingRow }) {
  const t = useReceiptTexts();
  const ui = useUiTexts();
  const left = BigInt(taking.left);
  const [payer, setPayer] = useState('');
  const [words, setWords] = useState<string>(taking.words);
  const [amount, setAmount] = useState(formatFen(left).replaceAll(',', ''));
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(writeReceipt, {
    changes: [listReceipts, listTakings],
    onDone: ({ id, number }) => (showToast(t('written', { number })), navigate(`/finance/receipts/${id}`)),
  });
  const fen = parseMoney(amount);
  const amountFault =
    fen === null || fen <= 0n ? t('amountWrong') : fen > left ? t('amountOver', { left: formatFen(left) }) : undefined;
  const missing = (value: string, least: number) => (value.trim().length < least ? t('missing') : undefined);
  const send = (): void => {
    setTried(true);
    if (amountFault !== undefined || missing(payer, 1) || missing(words, 2)) return;
    void act({ body: { entryId: taking.entryId, payer: payer.trim(), words: words.trim(), amount: fen! } });
  };
  return (
    <div className="col g12">
      <Field label={t('payer')} fault={isTried ? missing(payer, 1) : undefined}>
        <TextInput
          maxLength={100}
          placeholder={t('payerExample')}
          value={payer}
          onChange={(event) => setPayer(event.target.value)}
        />
      </Field>
      <Field label={t('words')} fault={isTried ? missing(words, 2) : undefined}>
        <TextInput maxLength={200} value={words} onChange={(event) => setWords(event.target.value)} />
      </Field>
      <Field label={t('amount')} fault={isTried ? amountFault : undefined}>
        <TextInput
          className="num"
          inputMode="decimal"
          value={amount}
          onChange={(event) => setAmount(event.target.value)}
        />
      </Field>
      {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
      <div>
        <Button kind="main" isBusy={isUnderWay} onClick={send}>
          {t('write')}
        </Button>
      </div>
    </div>
  );
}

function Takings({ bookId, entryId, onPick }: { bookId: string; entryId: string; onPick: (id: string) => void }) {
  const t = useReceiptTexts();
  const language = useLanguage();
  const list = useRows(listTakings, { params: { id: bookId }, query: { limit: 50 } });
  const open = list.rows.filter(({ left }) => BigInt(left) > 0n);
  const chosen = open.find((taking) => taking.entryId === entryId);
  if (list.error && list.rows.length === 0) return <ErrorState error={list.error} onRetry={list.again} />;
  if (list.isLoading) return <Skeleton lines={4} />;
  if (open.length === 0 && !list.hasMore) return <EmptyState title={t('noTakings')} />;
  const say = ({ on, words, left }: TakingRow) =>
    t('takingWords', { on: formatDay(on, language), words, left: formatFen(left) });
  return (
    <div className="col g16">
      <Field label={t('taking')} hint={t('takingHint')}>
        <Select
          options={open.map((taking) => ({ value: taking.entryId, label: say(taking) }))}
          {...(chosen ? {} : { blank: t('chooseTaking') })}
          value={chosen?.entryId ?? ''}
          onChange={(event) => onPick(event.target.value)}
        />
      </Field>
      {list.hasMore ? (
        <div>
          <Button size="sm" isBusy={list.isLoadingMore} onClick={list.more}>
            {t('more')}
          </Button>
        </div>
      ) : null}
      {chosen ? <Writing key={chosen.entryId} taking={chosen} /> : null}
    </div>
  );
}

/** A new receipt: the book, which money it is for, then from whom. */
export default function NewReceiptPage() {
  const t = useReceiptTexts();
  const terms = useReceiptTerms();
  const [search, change] = useSearch();
  const books = useRows(listBooks, { query: { limit: 100 } });
  const open = books.rows.filter((book) => book.closedOn === null);
  const bookId = search.book ?? open[0]?.id ?? '';
  return (
    <>
      <PageHead title={t('write')} crumbs={[{ label: terms('title'), to: '/finance/receipts' }]} />
      <Card>
        <div className="col g16">
          <Field label={t('book')}>
            <Select
              options={open.map((book) => ({ value: book.id, label: `${book.name} · ${book.unit.name}` }))}
              {...(bookId === '' ? { blank: t('chooseBook') } : {})}
              value={bookId}
              onChange={(event) => change({ book: event.target.value, entry: null })}
            />
          </Field>
          {bookId === '' ? null : (
            <Takings
              key={bookId}
              bookId={bookId}
              entryId={search.entry ?? ''}
              onPick={(entry) => change({ book: bookId, entry })}
            />
          )}
        </div>
      </Card>
    </>
  );
}

import { listBooks } from '#engines/ledger/contract';
import {
  Button,
  Card,
  ErrorState,
  Field,
  Select,
  Skeleton,
  navigate,
  showToast,
  useAct,
  useCall,
  useDraft,
  useRows,
  useSearch,
  useToday,
} from '#ui';
import { PageHead } from '#ui/desktop';
import { useState } from 'react';
import { draftVoucher, getVoucherDesk, listVouchers } from '../../vouchers/contract';
import { Editor } from './editor';
import { type Desk, type GridDraft, inputOf, newDraft } from './grid-lines';
import { useVoucherTerms, useVoucherTexts } from './texts';

function Entry({ desk }: { desk: Desk }) {
  const t = useVoucherTexts();
  const [initial] = useState(newDraft(useToday()));
  const { values, set, drop, isDraft } = useDraft<GridDraft>(`finance.voucher.new.${desk.book.id}`, initial);
  const { act, error, isUnderWay } = useAct(draftVoucher, {
    changes: [listVouchers],
    onDone: ({ id }) => (drop(), showToast(t('saved')), navigate(`/finance/vouchers/${id}`)),
  });
  const save = (): void => {
    const { on, words, sheets } = values;
    const lines = inputOf(values.lines, desk, on);
    void act({ body: { bookId: desk.book.id, on, words: words.trim(), sheets: Number(sheets), lines } });
  };
  return (
    <Editor
      {...{ desk, draft: values, isTyped: isDraft, set, onDrop: drop, error }}
      acts={(send) => (
        <Button kind="main" isBusy={isUnderWay} onClick={() => send(save)}>
          {t('save')}
        </Button>
      )}
    />
  );
}

/** A new voucher: the book first, then the lines. */
export default function NewVoucherPage() {
  const t = useVoucherTexts();
  const terms = useVoucherTerms();
  const [search, change] = useSearch();
  const books = useRows(listBooks, { query: { limit: 100 } });
  const open = books.rows.filter((book) => book.closedOn === null);
  const bookId = search.book ?? open[0]?.id ?? '';
  const desk = useCall(getVoucherDesk, { params: { id: bookId } }, { enabled: bookId !== '' });
  const shown = desk.data?.book.id === bookId ? desk.data : undefined;
  return (
    <>
      <PageHead title={t('enter')} crumbs={[{ label: terms('title'), to: '/finance/vouchers' }]} />
      <Card>
        <Field label={t('book')}>
          <Select
            options={open.map((book) => ({ value: book.id, label: `${book.name} · ${book.unit.name}` }))}
            {...(bookId === '' ? { blank: t('chooseBook') } : {})}
            value={bookId}
            onChange={(event) => change({ book: event.target.value })}
          />
        </Field>
      </Card>
      {desk.error && !shown ? <ErrorState error={desk.error} onRetry={() => void desk.refetch()} /> : null}
      {shown ? <Entry key={bookId} desk={shown} /> : bookId !== '' && !desk.error ? <Skeleton lines={6} /> : null}
    </>
  );
}

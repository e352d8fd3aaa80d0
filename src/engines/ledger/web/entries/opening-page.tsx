import { type EndpointResponse, formatFen } from '#kernel/contract';
import { PersonPick, UnitPick } from '#engines/roster/web';
import {
  Button,
  ButtonLink,
  Card,
  EmptyState,
  ErrorState,
  Note,
  Skeleton,
  TextInput,
  formatDay,
  messageOf,
  showToast,
  useAct,
  useCall,
  useDraft,
  useLanguage,
  useParams,
  useUiTexts,
} from '#ui';
import { PageHead } from '#ui/desktop';
import { type KeyboardEvent, useRef, useState } from 'react';
import { listBooks, showBook } from '../../books/contract';
import { FEWEST_LINES, MOST_LINES, listEntries, postOpening } from '../../entries/contract';
import { at } from '../addresses';
import { AccountName, BookTabs, useCrumbs } from '../pieces';
import { useBookTexts } from '../texts';
import {
  type OpeningCell,
  type OpeningDraft,
  type OpeningRow,
  faultOf,
  linesOf,
  noDraft,
  rowsOf,
  sumsOf,
} from './opening-lines';
import { LineHeads } from './line-heads';
import '../books.css';

type Book = EndpointResponse<typeof showBook>;

/** Arrow keys go from cell to cell, Enter to the next row; within a cell, left and right first move through the words. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || input.dataset.side === undefined) return;
  const grid = event.currentTarget;
  const side = input.dataset.side;
  const column = [...grid.querySelectorAll<HTMLInputElement>(`input[data-side="${side}"]`)];
  const row = column.indexOf(input);
  const step = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
  const isAtEdge =
    input.selectionStart === input.selectionEnd &&
    input.selectionStart === (event.key === 'ArrowLeft' ? 0 : input.value.length);
  const across = { ArrowLeft: 'debit', ArrowRight: 'credit' }[event.key];
  const next =
    step !== undefined
      ? column[row + step]
      : across !== undefined && across !== side && isAtEdge
        ? grid.querySelectorAll<HTMLInputElement>(`input[data-side="${across}"]`)[row]
        : undefined;
  if (step === undefined && next === undefined) return;
  event.preventDefault();
  next?.focus();
  next?.select();
}

interface RowProps {
  row: OpeningRow;
  line: number;
  isFaulty: boolean;
  put: (patch: Partial<OpeningCell>) => void;
  onAdd: () => void;
}

function Party({ row, line, put }: Pick<RowProps, 'row' | 'line' | 'put'>) {
  const t = useBookTexts();
  const { account, cell } = row;
  const label = `${t('party')} ${line}`;
  if (account.party === 'person')
    return (
      <PersonPick
        label={label}
        name={cell.personName ?? ''}
        onPick={({ id, name }) => put({ personId: id, personName: name })}
        onClear={() => put({ personId: '', personName: '' })}
      />
    );
  if (account.party === 'unit')
    return <UnitPick label={label} value={cell.unitId ?? ''} onChange={(unitId) => put({ unitId })} />;
  if (account.party === 'payee')
    return (
      <TextInput
        aria-label={label}
        maxLength={60}
        placeholder={t('payeeExample')}
        value={cell.payee ?? ''}
        onChange={(event) => put({ payee: event.target.value })}
      />
    );
  return null;
}

function Row({ row, line, isFaulty, put, onAdd }: RowProps) {
  const t = useBookTexts();
  const { account, cell } = row;
  const amount = (side: 'debit' | 'credit') => (
    <td className="num">
      <TextInput
        className="num"
        inputMode="decimal"
        data-side={side}
        aria-label={`${account.code} ${account.name} ${t(side === 'debit' ? 'debitSide' : 'creditSide')}`}
        aria-invalid={isFaulty && (cell[side] !== '' || side === 'debit') ? true : undefined}
        value={cell[side]}
        onChange={(event) => put({ [side]: event.target.value })}
      />
    </td>
  );
  return (
    <tr>
      <td className="dim num">{line}</td>
      <td style={{ paddingInlineStart: 12 + account.level * 16 }}>
        <AccountName code={account.code} name={account.name} />
      </td>
      <td className={account.party ? 'lb-party' : undefined}>
        <Party row={row} line={line} put={put} />
        {row.isLast ? (
          <Button size="sm" kind="text" icon="plus" onClick={onAdd}>
            {t('addParty')}
          </Button>
        ) : null}
      </td>
      {amount('debit')}
      {amount('credit')}
    </tr>
  );
}

function Sums({ rows }: { rows: readonly OpeningRow[] }) {
  const t = useBookTexts();
  const { debit, credit, difference } = sumsOf(rows);
  return (
    <tfoot aria-live="polite">
      <tr className="lb-sum">
        <td colSpan={3}>{t('totals')}</td>
        <td className="num">{formatFen(debit)}</td>
        <td className="num">{formatFen(credit)}</td>
      </tr>
      <tr>
        <td colSpan={3}>{t('difference')}</td>
        <td className="num" colSpan={2}>
          {difference === 0n ? (
            <span className="c-kept">{t('balanced')}</span>
          ) : (
            <span className="c-late">
              {t(difference > 0n ? 'debit' : 'credit')} {formatFen(difference < 0n ? -difference : difference)}
            </span>
          )}
        </td>
      </tr>
    </tfoot>
  );
}

/** What is filled in, what stands against posting it, and the posting. */
function useOpening(book: Book) {
  const t = useBookTexts();
  const { values, set, drop, isDraft } = useDraft<OpeningDraft>(`ledger.opening.${book.id}`, noDraft);
  const { act, error, isUnderWay } = useAct(postOpening, {
    changes: [showBook, listBooks, listEntries],
    onDone: () => (drop(), showToast(t('openingDone'))),
  });
  const rows = rowsOf(book.accounts, values);
  const fault = faultOf(rows);
  const lines = fault === null ? linesOf(rows) : [];
  const whyNot = (): string | undefined => {
    if (fault !== null) return undefined;
    if (lines.length < FEWEST_LINES) return t('tooFew');
    if (lines.length > MOST_LINES) return t('tooMany');
    return sumsOf(rows).difference === 0n ? undefined : t('openingEmpty');
  };
  return {
    ...{ rows, fault, error, isUnderWay, drop, isDraft, whyNot: whyNot() },
    post: () => act({ params: { id: book.id }, body: { lines } }),
    put: ({ key, cell }: OpeningRow, patch: Partial<OpeningCell>) =>
      set({ cells: { ...values.cells, [key]: { ...cell, ...patch } } }),
    addRow: ({ account: { code } }: OpeningRow) =>
      set({ rows: { ...values.rows, [code]: (values.rows[code] ?? 1) + 1 } }),
  };
}

/** Rows that are typed into like a sheet; what is not posted yet is kept as a draft. */
function Grid({ book }: { book: Book }) {
  const t = useBookTexts();
  const ui = useUiTexts();
  const language = useLanguage();
  const grid = useRef<HTMLTableSectionElement>(null);
  const [isTried, setTried] = useState(false);
  const { rows, fault, error, isUnderWay, drop, isDraft, whyNot, post, put, addRow } = useOpening(book);
  const submit = (): void => {
    setTried(true);
    if (fault === null) return void post();
    requestAnimationFrame(() => grid.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus());
  };
  return (
    <Card flush title={t('opening')} note={t('openingNote', { day: formatDay(book.openedOn, language) })}>
      <div className="scroll-x">
        <table className="lb-table lb-grid" aria-label={t('opening')}>
          <LineHeads isTyped />
          <tbody ref={grid} onKeyDown={moveFocus}>
            {rows.map((row, i) => (
              <Row
                key={row.key}
                row={row}
                line={i + 1}
                isFaulty={isTried && fault?.key === row.key}
                put={(patch) => put(row, patch)}
                onAdd={() => addRow(row)}
              />
            ))}
          </tbody>
          <Sums rows={rows} />
        </table>
      </div>
      <div className="pad col g12">
        {isTried && fault !== null ? <Note kind="refuse">{t(fault.word, { line: fault.line })}</Note> : null}
        {error && fault === null ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
        <div className="row g8">
          <Button kind="main" isBusy={isUnderWay} whyNot={whyNot} onClick={submit}>
            {t('postOpening')}
          </Button>
          {isDraft ? (
            <>
              <Button kind="text" onClick={drop}>
                {t('dropDraft')}
              </Button>
              <span className="dim t12">{t('draftKept')}</span>
            </>
          ) : null}
        </div>
      </div>
    </Card>
  );
}

/** 期初余额: the balances with which a book begins, entered once. */
export default function OpeningPage() {
  const t = useBookTexts();
  const crumbs = useCrumbs();
  const { bookId = '' } = useParams();
  const answer = useCall(showBook, { params: { id: bookId }, query: {} });
  const book = answer.data;
  if (!book)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  return (
    <>
      <PageHead title={t('opening')} crumbs={crumbs(book)} />
      <BookTabs bookId={bookId} part="opening" />
      {book.openingId !== null ? (
        <Card>
          <EmptyState
            icon="kept"
            title={t('openingStands')}
            act={<ButtonLink to={at.entry(book.openingId)}>{t('openEntry')}</ButtonLink>}
          />
        </Card>
      ) : book.abilities.postOpening ? (
        <Grid book={book} />
      ) : (
        <Card>
          <EmptyState title={t('cannotOpen')} />
        </Card>
      )}
    </>
  );
}

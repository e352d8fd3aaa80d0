import { formatFen } from '#kernel/contract';
import {
  Button,
  Card,
  Field,
  Link,
  MoneyInput,
  Note,
  formatDayShort,
  messageOf,
  navigate,
  parseMoney,
  useAct,
  useLanguage,
  useUiTexts,
} from '#ui';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { type OpenEntry, type OpenLine, draftBankVoucher, getBankMatching } from '../../bank/contract-match';
import { asFen, Sum } from './pieces';
import { useBankTexts } from './texts';
import { useMatch } from './use-match';

type Row = OpenLine | OpenEntry;

/** Up and down within a side, left and right between them; the space key ticks, Enter matches. */
function stepBetween(event: KeyboardEvent<HTMLElement>): boolean {
  const here = event.target as HTMLElement;
  if (!here.matches('[data-side]')) return false;
  const all = (side: string) => [...event.currentTarget.querySelectorAll<HTMLElement>(`[data-side="${side}"]`)];
  const side = here.dataset.side === 'book' ? 'book' : 'bank';
  const at = all(side).indexOf(here);
  const other = all(side === 'bank' ? 'book' : 'bank');
  const next = {
    ArrowDown: all(side)[at + 1],
    ArrowUp: all(side)[at - 1],
    ArrowRight: side === 'bank' ? other[Math.min(at, other.length - 1)] : undefined,
    ArrowLeft: side === 'book' ? other[Math.min(at, other.length - 1)] : undefined,
  }[event.key];
  if (!event.key.startsWith('Arrow')) return false;
  event.preventDefault();
  next?.focus();
  return true;
}

/** Drafts a voucher of what only the bank has, and opens it. */
function DraftButton({ line }: { line: OpenLine }) {
  const t = useBankTexts();
  const ui = useUiTexts();
  const { act, error, isUnderWay } = useAct(draftBankVoucher, {
    changes: [getBankMatching],
    onDone: ({ voucherId }) => navigate(`/finance/vouchers/${voucherId}`),
  });
  if (line.voucher !== null)
    return (
      <Link className="nw" to={`/finance/vouchers/${line.voucher.id}`}>
        {t('matching.voucher')}
      </Link>
    );
  return (
    <>
      <Button kind="text" isBusy={isUnderWay} onClick={() => void act({ params: { id: line.id } })}>
        {t('matching.draft')}
      </Button>
      {error ? <span className="c-refuse t12">{messageOf(error, ui)}</span> : null}
    </>
  );
}

function Side<R extends Row>(props: {
  side: 'bank' | 'book';
  rows: readonly R[];
  ticked: ReadonlySet<string>;
  mayMatch: boolean;
  toggle: (id: string) => void;
  more: (row: R) => ReactNode;
}) {
  const { side, rows, ticked, mayMatch, toggle, more } = props;
  const t = useBankTexts();
  const language = useLanguage();
  return (
    <Card title={t(`matching.${side}Open`)} note={String(rows.length)} flush>
      {rows.length === 0 ? <p className="dim fb-pad">{t(`matching.${side}None`)}</p> : null}
      <ul className="fb-lines">
        {rows.map((row) => (
          <li key={row.id} className={ticked.has(row.id) ? 'on' : undefined}>
            <label>
              <input
                type="checkbox"
                data-side={side}
                checked={ticked.has(row.id)}
                disabled={!mayMatch}
                onChange={() => toggle(row.id)}
              />
              <span className="dim nw t13">{formatDayShort(row.on, language)}</span>
              <span className="fb-words" lang="zh-CN">
                {[row.words, row.party].filter(Boolean).join(' · ') || '—'}
                {asFen(row.rest) === asFen(row.amount) ? null : (
                  <span className="dim t12"> {t('matching.restOf', { sum: formatFen(asFen(row.amount)) })}</span>
                )}
              </span>
              <Sum fen={row.rest} />
            </label>
            <span className="fb-more">{more(row)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const sumOf = (rows: readonly Row[]): bigint => rows.reduce((all, row) => all + asFen(row.rest), 0n);

/** What is ticked on both sides, whether it is equal, and the match of it. */
function Bar(props: {
  accountId: string;
  lines: readonly OpenLine[];
  entries: readonly OpenEntry[];
  clear: () => void;
  button: React.RefObject<HTMLSpanElement | null>;
}) {
  const { accountId, lines, entries, clear } = props;
  const t = useBankTexts();
  const ui = useUiTexts();
  const [most, setMost] = useState('');
  const { confirm, error, isUnderWay } = useMatch(accountId, () => (setMost(''), clear()));
  const [bank, book] = [sumOf(lines), sumOf(entries)];
  const isMissing = lines.length === 0 || entries.length === 0;
  const amount = most.trim() === '' ? undefined : parseMoney(most);
  const isWrong = amount === null || (amount !== undefined && amount <= 0n);
  const match = (): void => {
    if (isMissing || isWrong) return;
    const ids = { lineIds: lines.map((row) => row.id), entryIds: entries.map((row) => row.id) };
    confirm([{ ...ids, ...(amount === undefined || amount === null ? {} : { amount }) }]);
  };
  return (
    <div className="fb-bar">
      <span>
        {t('matching.bank')} <Sum fen={bank} />
      </span>
      <span>
        {t('matching.book')} <Sum fen={book} />
      </span>
      <span className={bank === book ? 'c-kept' : 'c-late'}>
        {bank === book ? t('matching.equal') : t('matching.differ', { sum: formatFen(bank - book) })}
      </span>
      <span className="sp" />
      <Field label={t('matching.most')} isOptional fault={isWrong ? t('matching.mostWrong') : undefined}>
        <MoneyInput value={most} onChange={(event) => setMost(event.target.value)} />
      </Field>
      <span ref={props.button}>
        <Button kind="main" isBusy={isUnderWay} whyNot={isMissing ? t('matching.tickBoth') : undefined} onClick={match}>
          {t('matching.match')}
        </Button>
      </span>
      {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
    </div>
  );
}

/** Both sides beside each other: what is ticked here and there is matched. */
export function Sides(props: {
  accountId: string;
  lines: readonly OpenLine[];
  entries: readonly OpenEntry[];
  mayMatch: boolean;
  mayDraft: boolean;
}) {
  const { accountId, lines, entries, mayMatch, mayDraft } = props;
  const t = useBankTexts();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const button = useRef<HTMLSpanElement>(null);
  const toggle = (id: string): void =>
    setTicked((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  const chosen = <R extends Row>(rows: readonly R[]) => rows.filter((row) => ticked.has(row.id));
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    if (stepBetween(event) || event.key !== 'Enter' || !(event.target as HTMLElement).matches('[data-side]')) return;
    event.preventDefault();
    button.current?.querySelector('button')?.click();
  };
  const number = ({ entryId, month, number: dealt }: OpenEntry) => (
    <Link className="dim t12 nw" to={`/finance/entries/${entryId}`}>
      {dealt === null ? month : t('matching.number', { month, number: dealt })}
    </Link>
  );
  return (
    <div onKeyDown={press}>
      {mayMatch ? <p className="dim t13">{t('matching.keys')}</p> : null}
      <div className="fb-sides">
        <Side
          {...{ side: 'bank', rows: lines, ticked, mayMatch, toggle }}
          more={(line) => (mayDraft || line.voucher ? <DraftButton line={line} /> : null)}
        />
        <Side {...{ side: 'book', rows: entries, ticked, mayMatch, toggle }} more={number} />
      </div>
      {mayMatch && ticked.size > 0 ? (
        <Bar
          {...{ accountId, button, lines: chosen(lines), entries: chosen(entries) }}
          clear={() => setTicked(new Set())}
        />
      ) : null}
    </div>
  );
}

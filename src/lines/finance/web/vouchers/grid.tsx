import { formatFen } from '#kernel/contract';
import { PersonPick, UnitPick } from '#engines/roster/web';
import { Button, IconButton, TextInput } from '#ui';
import { type KeyboardEvent, useRef } from 'react';
import { flushSync } from 'react-dom';
import { AccountPick } from './account-pick';
import { type DeskAccount, type GridLine, type Side, balancing, emptyLine, sumsOf } from './grid-lines';
import { useVoucherTexts } from './texts';
import './vouchers.css';

interface RowProps {
  line: GridLine;
  at: number;
  accounts: readonly DeskAccount[];
  isFaulty: boolean;
  put: (patch: Partial<GridLine>) => void;
  onFill: (side: Side) => void;
  onRemove: (() => void) | null;
}

/** Whom the account asks for; nothing for most. */
function Party({ line, at, accounts, put }: Pick<RowProps, 'line' | 'at' | 'accounts' | 'put'>) {
  const t = useVoucherTexts();
  const party = accounts.find(({ code }) => code === line.account)?.party ?? null;
  const label = t('partyLine', { line: at });
  if (party === 'person')
    return (
      <PersonPick
        label={label}
        name={line.personName ?? ''}
        onPick={({ id, name }) => put({ personId: id, personName: name })}
        onClear={() => put({ personId: '', personName: '' })}
      />
    );
  if (party === 'unit')
    return <UnitPick label={label} value={line.unitId ?? ''} onChange={(unitId) => put({ unitId })} />;
  if (party === 'payee')
    return (
      <TextInput
        aria-label={label}
        maxLength={60}
        placeholder={t('payeeExample')}
        value={line.payee ?? ''}
        onChange={(event) => put({ payee: event.target.value })}
      />
    );
  return null;
}

function Row({ line, at, accounts, isFaulty, put, onFill, onRemove }: RowProps) {
  const t = useVoucherTexts();
  const amount = (side: Side) => (
    <td className="num">
      <TextInput
        className="num"
        inputMode="decimal"
        data-cell={side}
        aria-label={t(side === 'debit' ? 'debitLine' : 'creditLine', { line: at })}
        aria-invalid={isFaulty && line[side].trim() !== '' ? true : undefined}
        value={line[side]}
        onChange={(event) => put({ [side]: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== '=' && event.key !== '＝') return;
          event.preventDefault();
          onFill(side);
        }}
      />
    </td>
  );
  return (
    <tr>
      <td className="dim num">{at}</td>
      <td className="fv-account">
        <AccountPick
          label={t('accountLine', { line: at })}
          accounts={accounts}
          code={line.account}
          onPick={(account) => put({ account })}
        />
      </td>
      <td className="fv-party">
        <Party line={line} at={at} accounts={accounts} put={put} />
      </td>
      <td>
        <TextInput
          data-cell="words"
          aria-label={t('lineWordsLine', { line: at })}
          maxLength={100}
          value={line.words}
          onChange={(event) => put({ words: event.target.value })}
        />
      </td>
      {amount('debit')}
      {amount('credit')}
      <td>{onRemove ? <IconButton icon="close" name={t('removeLine', { line: at })} onClick={onRemove} /> : null}</td>
    </tr>
  );
}

function Head() {
  const t = useVoucherTexts();
  return (
    <thead>
      <tr>
        <th scope="col" className="num">
          #
        </th>
        <th scope="col">{t('account')}</th>
        <th scope="col">{t('party')}</th>
        <th scope="col">{t('lineWords')}</th>
        <th scope="col" className="num">
          {t('debit')}
        </th>
        <th scope="col" className="num">
          {t('credit')}
        </th>
        <td />
      </tr>
    </thead>
  );
}

function Sums({ lines }: { lines: readonly GridLine[] }) {
  const t = useVoucherTexts();
  const { debit, credit, difference } = sumsOf(lines);
  const words =
    difference === 0n
      ? t('balanced')
      : t(difference > 0n ? 'debitMore' : 'creditMore', {
          amount: formatFen(difference < 0n ? -difference : difference),
        });
  return (
    <tfoot aria-live="polite">
      <tr className="fv-sum">
        <td colSpan={4}>
          {t('total')} · <span className={difference === 0n ? 'c-kept' : 'c-late'}>{words}</span>
        </td>
        <td className="num">{formatFen(debit)}</td>
        <td className="num">{formatFen(credit)}</td>
        <td />
      </tr>
    </tfoot>
  );
}

export interface GridProps {
  lines: readonly GridLine[];
  accounts: readonly DeskAccount[];
  /** The line with a fault, counted from 1. */
  faultyLine: number | null;
  onChange: (lines: readonly GridLine[]) => void;
}

/** The lines of a voucher, typed like a sheet: Tab moves on, Enter goes a line down, = fills what is missing. */
export function Grid({ lines, accounts, faultyLine, onChange }: GridProps) {
  const t = useVoucherTexts();
  const body = useRef<HTMLTableSectionElement>(null);
  const put = (index: number, patch: Partial<GridLine>) =>
    onChange(lines.map((line, i) => (i === index ? { ...line, ...patch } : line)));
  const focus = (row: number, cell: string) =>
    body.current?.rows[row]?.querySelector<HTMLInputElement>(`input[data-cell="${cell}"]`)?.focus();
  // Drawn at once: whoever types on without a pause types into the next cell and not into the last one.
  const addLine = () => flushSync(() => onChange([...lines, emptyLine]));
  const goDown = (event: KeyboardEvent<HTMLElement>): void => {
    const input = event.target;
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(input instanceof HTMLInputElement)) return;
    const cell = input.dataset.cell;
    const row = input.closest('tr');
    if (cell === undefined || row === null) return;
    event.preventDefault();
    const next = row.sectionRowIndex + 1;
    if (next === lines.length) addLine();
    // A whole line is typed from left to right: from an amount, Enter begins the next line.
    focus(next, cell === 'debit' || cell === 'credit' ? 'account' : cell);
  };
  return (
    <>
      <div className="fv-scroll">
        <table className="fv-grid">
          <Head />
          <tbody ref={body} onKeyDown={goDown}>
            {lines.map((line, index) => (
              <Row
                key={index}
                line={line}
                at={index + 1}
                accounts={accounts}
                isFaulty={faultyLine === index + 1}
                put={(patch) => put(index, patch)}
                onFill={(side) =>
                  put(index, {
                    [side]: balancing(lines, index, side),
                    [side === 'debit' ? 'credit' : 'debit']: '',
                  })
                }
                onRemove={lines.length > 2 ? () => onChange(lines.filter((_line, i) => i !== index)) : null}
              />
            ))}
          </tbody>
          <Sums lines={lines} />
        </table>
      </div>
      <div className="row g12 wrap pad">
        <Button size="sm" kind="text" icon="plus" onClick={() => (addLine(), focus(lines.length, 'account'))}>
          {t('addLine')}
        </Button>
        <span className="dim t12">{t('keys')}</span>
      </div>
    </>
  );
}

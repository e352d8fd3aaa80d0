import { TextInput } from '#ui';
import { type KeyboardEvent, useId, useState } from 'react';
import { type DeskAccount, findAccounts } from './grid-lines';
import { useVoucherTexts } from './texts';

export interface AccountPickProps {
  label: string;
  accounts: readonly DeskAccount[];
  code: string;
  onPick: (code: string) => void;
}

/** Takes a code, a part of the name or the initials of the pinyin; Tab and Enter take the first that fits and go on. */
export function AccountPick({ label, accounts, code, onPick }: AccountPickProps) {
  const t = useVoucherTexts();
  const listId = useId();
  const [words, setWords] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const chosen = accounts.find((account) => account.code === code);
  const rows = words === null ? [] : findAccounts(accounts, words);
  const isOpen = rows.length > 0;
  const take = (row: DeskAccount | undefined): void => {
    if (row) onPick(row.code);
    else if (words !== null) onPick(words.trim().replace(/\D/g, '').slice(0, 12));
    setWords(null);
    setAt(0);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || words === null) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      setAt((at + step + rows.length) % rows.length);
    }
    if (event.key === 'Enter') take(rows[at]);
    if (event.key === 'Escape') setWords(null);
  };
  const isUnknown = words === null && code !== '' && chosen === undefined;
  return (
    <span className="fv-pick">
      <TextInput
        role="combobox"
        data-cell="account"
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={isOpen ? `${listId}-${at}` : undefined}
        aria-invalid={isUnknown ? true : undefined}
        title={isUnknown ? t('unknownAccount') : undefined}
        placeholder={t('accountExample')}
        value={words ?? (chosen ? `${chosen.code} ${chosen.name}` : code)}
        onFocus={(event) => event.target.select()}
        onChange={(event) => (setWords(event.target.value), setAt(0))}
        onKeyDown={press}
        onBlur={() =>
          words === null ? undefined : words.trim() === '' ? (onPick(''), setWords(null)) : take(rows[at])
        }
      />
      {isOpen ? (
        <ul id={listId} role="listbox" aria-label={label} className="fv-pick-list" lang="zh-CN">
          {rows.map((row, index) => (
            <li
              key={row.code}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === at}
              onPointerDown={(event) => (event.preventDefault(), take(row))}
            >
              <span className="dim num">{row.code}</span> {row.name}
            </li>
          ))}
        </ul>
      ) : null}
    </span>
  );
}

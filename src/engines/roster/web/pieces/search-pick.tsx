import { Icon, TextInput } from '#ui';
import { type KeyboardEvent, useId, useState } from 'react';
import { useRosterTexts } from '../texts';
import './picks.css';

/** One of those that fit the words. */
export interface PickRow {
  readonly id: string;
  readonly name: string;
  /** What tells namesakes apart. */
  readonly note: string;
  /** Shown, but can't be picked: why not. */
  readonly whyNot?: string;
}

export interface SearchPickProps<Row extends PickRow> {
  label: string;
  placeholder?: string;
  /** The name that stands in the field while nothing is typed; empty where each pick is taken at once. */
  name?: string;
  /** Asked at each drawing with what is typed; null while nothing is. */
  useFound: (words: string | null) => { isOpen: boolean; rows: readonly Row[]; isNone: boolean };
  onPick: (row: Row) => void;
  onClear?: () => void;
}

/** Moves within a list and comes round at its ends. */
function stepped(at: number, by: number, length: number): number {
  return length === 0 ? 0 : (at + by + length) % length;
}

interface FoundProps {
  listId: string;
  label: string;
  rows: readonly PickRow[];
  at: number;
  isNone: boolean;
  onPick: (index: number) => void;
}

function Found({ listId, label, rows, at, isNone, onPick }: FoundProps) {
  const t = useRosterTexts();
  return (
    <ul id={listId} role="listbox" aria-label={label} className="ro-pick-list">
      {rows.map((row, index) => (
        <li
          key={row.id}
          id={`${listId}-${index}`}
          role="option"
          aria-selected={index === at}
          aria-disabled={row.whyNot !== undefined}
          onPointerDown={(event) => {
            event.preventDefault();
            onPick(index);
          }}
        >
          <span className="ink">{row.name}</span>
          <span className="dim t12 sp">{row.note}</span>
          {row.whyNot !== undefined ? <span className="dim t12">{row.whyNot}</span> : null}
        </li>
      ))}
      {isNone ? (
        <li role="option" aria-selected={false} aria-disabled className="dim">
          {t('pick.nobody')}
        </li>
      ) : null}
    </ul>
  );
}

function ClearButton({ onClear }: { onClear: () => void }) {
  const t = useRosterTexts();
  return (
    <button type="button" className="ib after" aria-label={t('pick.clear')} title={t('pick.clear')} onClick={onClear}>
      <Icon name="close" size="s" />
    </button>
  );
}

/** A field in which something is found by a few of its words and picked by pointer or keys. */
export function SearchPick<Row extends PickRow>(props: SearchPickProps<Row>) {
  const { label, placeholder, name = '', useFound, onPick, onClear } = props;
  const listId = useId();
  const [words, setWords] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const { isOpen, rows, isNone } = useFound(words);
  const pick = (index: number): void => {
    const row = rows[index];
    if (!row || row.whyNot !== undefined) return;
    onPick(row);
    setWords(null);
    setAt(0);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || !isOpen) return;
    const step = (by: number) => () => setAt(stepped(at, by, rows.length));
    const acts = { ArrowDown: step(1), ArrowUp: step(-1), Enter: () => pick(at), Escape: () => setWords(null) };
    const act = (acts as Partial<Record<string, () => void>>)[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return (
    <span className="ro-pick">
      <span className="in-with">
        <span className="before">
          <Icon name="search" size="s" />
        </span>
        <TextInput
          role="combobox"
          aria-label={label}
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={rows[at] ? `${listId}-${at}` : undefined}
          placeholder={placeholder}
          value={words ?? name}
          onFocus={(event) => event.target.select()}
          onChange={(event) => {
            setWords(event.target.value);
            setAt(0);
          }}
          onBlur={() => setWords(null)}
          onKeyDown={press}
        />
        {name !== '' && onClear ? <ClearButton onClear={onClear} /> : null}
      </span>
      {isOpen ? <Found listId={listId} rows={rows} at={at} isNone={isNone} onPick={pick} label={label} /> : null}
    </span>
  );
}

import { listPeople } from '../../contract';
import { Icon, TextInput, useCall } from '#ui';
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react';
import { useRosterTexts } from '../texts';
import './picks.css';

export interface PickedPerson {
  id: string;
  name: string;
  unitName: string | null;
  staffNumber: string;
}

export interface PersonPickProps {
  label: string;
  /** The name that stands in the field while nothing is typed; empty where each pick is taken at once. */
  name?: string;
  onPick: (person: PickedPerson) => void;
  onClear?: () => void;
  /** Those who are there already are shown, but can't be picked again. */
  taken?: ReadonlySet<string>;
  takenWords?: string;
}

/** Moves within a list and comes round at its ends. */
function stepped(at: number, by: number, length: number): number {
  return length === 0 ? 0 : (at + by + length) % length;
}

interface FoundProps {
  listId: string;
  people: readonly PickedPerson[];
  at: number;
  isNone: boolean;
  onPick: (index: number) => void;
}

function Found({
  listId,
  people,
  at,
  isNone,
  onPick,
  ...rest
}: FoundProps & Pick<PersonPickProps, 'label' | 'taken' | 'takenWords'>) {
  const t = useRosterTexts();
  const { label, taken, takenWords } = rest;
  return (
    <ul id={listId} role="listbox" aria-label={label} className="ro-pick-list">
      {people.map((person, index) => (
        <li
          key={person.id}
          id={`${listId}-${index}`}
          role="option"
          aria-selected={index === at}
          aria-disabled={taken?.has(person.id) ?? false}
          onPointerDown={(event) => {
            event.preventDefault();
            onPick(index);
          }}
        >
          <span className="ink">{person.name}</span>
          <span className="dim t12 sp">{[person.unitName, person.staffNumber].filter(Boolean).join(' · ')}</span>
          {taken?.has(person.id) ? <span className="dim t12">{takenWords}</span> : null}
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

/** Those whom the words name; nobody is asked for before something is typed. */
function useFound(words: string | null) {
  const asked = useDeferredValue((words ?? '').trim());
  const isOpen = asked !== '';
  const answer = useCall(listPeople, { query: { limit: 8, search: asked } }, { enabled: isOpen });
  const people = isOpen ? (answer.data?.rows ?? []) : [];
  return { isOpen, people, isNone: people.length === 0 && !answer.isFetching };
}

function ClearButton({ onClear }: { onClear: () => void }) {
  const t = useRosterTexts();
  return (
    <button type="button" className="ib after" aria-label={t('pick.clear')} title={t('pick.clear')} onClick={onClear}>
      <Icon name="close" size="s" />
    </button>
  );
}

/** Finds a person by characters, initials of the pinyin or staff number, among those whom the reader may see. */
export function PersonPick({ label, name = '', onPick, onClear, taken, takenWords }: PersonPickProps) {
  const t = useRosterTexts();
  const listId = useId();
  const [words, setWords] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const { isOpen, people, isNone } = useFound(words);
  const pick = (index: number): void => {
    const person = people[index];
    if (!person || taken?.has(person.id)) return;
    onPick(person);
    setWords(null);
    setAt(0);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || !isOpen) return;
    const step = (by: number) => () => setAt(stepped(at, by, people.length));
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
          aria-activedescendant={people[at] ? `${listId}-${at}` : undefined}
          placeholder={t('pick.person')}
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
      {isOpen ? (
        <Found
          listId={listId}
          people={people}
          at={at}
          isNone={isNone}
          onPick={pick}
          label={label}
          taken={taken}
          takenWords={takenWords}
        />
      ) : null}
    </span>
  );
}

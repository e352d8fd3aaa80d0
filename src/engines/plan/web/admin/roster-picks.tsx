import { type UnitNode, listPeople, listUnits, unitTree } from '#engines/roster/contract';
import { Icon, Select, TextInput, useCall, useCan } from '#ui';
import { type KeyboardEvent, useDeferredValue, useId, useMemo, useState } from 'react';
import '../styles/picks.css';
import { usePlanTexts } from '../texts';

function flat(nodes: readonly UnitNode[], depth = 0): { value: string; label: string }[] {
  return nodes.flatMap(({ unit, children }) => [
    { value: unit.id, label: `${'　'.repeat(depth)}${unit.name}` },
    ...flat(children, depth + 1),
  ]);
}

/** A unit of the tree, indented as it lies. */
export function UnitPick(props: { value: string; onChange: (id: string) => void; label?: string; blank?: string }) {
  const t = usePlanTexts();
  const may = useCan();
  const answer = useCall(listUnits, {}, { enabled: may('roster.unit.read') });
  const options = useMemo(() => flat(unitTree(answer.data?.rows ?? [])), [answer.data]);
  return (
    <Select
      lang="zh-CN"
      aria-label={props.label}
      options={options}
      blank={props.blank ?? t('pick.noUnit')}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}

export interface PersonPickProps {
  id: string;
  name: string;
  unitId?: string;
  label: string;
  onChange: (id: string, name: string) => void;
}

/** A person found by characters, initials of the pinyin or staff number. */
export function PersonPick({ id, name, label, unitId, onChange }: PersonPickProps) {
  const t = usePlanTexts();
  const listId = useId();
  const { words, setWords, at, people, press, pick } = usePersonSearch(unitId, onChange);
  const isOpen = words !== null;
  return (
    <span className="plan-pick">
      <span className="in-with">
        <TextInput
          role="combobox"
          aria-label={label}
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && people[at] ? `${listId}-${at}` : undefined}
          placeholder={t('pick.person')}
          value={words ?? name}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setWords(event.target.value)}
          onBlur={() => setWords(null)}
          onKeyDown={press}
        />
        {id ? (
          <button type="button" className="ib after" aria-label={t('pick.clear')} onClick={() => onChange('', '')}>
            <Icon name="close" size="s" />
          </button>
        ) : null}
      </span>
      {isOpen ? <PeopleList listId={listId} label={label} people={people} at={at} onPick={pick} /> : null}
    </span>
  );
}

/** The list follows the words; arrows move in it, Enter takes, Esc leaves. */
function usePersonSearch(unitId: string | undefined, onChange: PersonPickProps['onChange']) {
  const [words, setTyped] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const asked = useDeferredValue(words ?? '').trim();
  const query = { limit: 8, ...(asked ? { search: asked } : unitId ? { unitId } : {}) };
  const people = useCall(listPeople, { query }, { enabled: words !== null }).data?.rows ?? [];
  const setWords = (typed: string | null): void => {
    setTyped(typed);
    setAt(0);
  };
  const pick = (index: number): void => {
    const person = people[index];
    if (person) onChange(person.id, person.name);
    setWords(null);
  };
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (words === null) return setWords('');
      setAt((now) => (people.length === 0 ? 0 : (now + step + people.length) % people.length));
    }
    if (words === null || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Enter') pick(at);
    else setWords(null);
  };
  return { words, setWords, at, people, press, pick };
}

interface PeopleListProps {
  listId: string;
  label: string;
  people: readonly { id: string; name: string; unitName: string | null; staffNumber: string }[];
  at: number;
  onPick: (index: number) => void;
}

function PeopleList({ listId, label, people, at, onPick }: PeopleListProps) {
  const t = usePlanTexts();
  return (
    <ul id={listId} role="listbox" aria-label={label} className="plan-pick-list">
      {people.map((person, index) => (
        <li
          key={person.id}
          id={`${listId}-${index}`}
          role="option"
          aria-selected={index === at}
          onPointerDown={(event) => {
            event.preventDefault();
            onPick(index);
          }}
        >
          <span className="ink">{person.name}</span>
          <span className="dim t12">
            {person.unitName} · {person.staffNumber}
          </span>
        </li>
      ))}
      {people.length === 0 ? (
        <li className="dim" role="option" aria-selected={false} aria-disabled="true">
          {t('pick.nobodyFound')}
        </li>
      ) : null}
    </ul>
  );
}

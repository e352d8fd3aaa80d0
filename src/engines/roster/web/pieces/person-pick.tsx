import { listPeople } from '../../contract';
import { useCall } from '#ui';
import { useDeferredValue } from 'react';
import { useRosterTexts } from '../texts';
import { SearchPick } from './search-pick';

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

/** Finds a person by characters, initials of the pinyin or staff number, among those whom the reader may see. */
export function PersonPick({ label, name = '', onPick, onClear, taken, takenWords = '' }: PersonPickProps) {
  const t = useRosterTexts();
  /** Nobody is asked for before something is typed. */
  const useFound = (words: string | null) => {
    const asked = useDeferredValue((words ?? '').trim());
    const isOpen = asked !== '';
    const answer = useCall(listPeople, { query: { limit: 8, search: asked } }, { enabled: isOpen });
    const people = isOpen ? (answer.data?.rows ?? []) : [];
    const rows = people.map((person) => ({
      ...person,
      note: [person.unitName, person.staffNumber].filter(Boolean).join(' · '),
      ...(taken?.has(person.id) ? { whyNot: takenWords } : {}),
    }));
    return { isOpen, rows, isNone: rows.length === 0 && !answer.isFetching };
  };
  return (
    <SearchPick
      label={label}
      placeholder={t('pick.person')}
      name={name}
      useFound={useFound}
      onPick={onPick}
      {...(onClear ? { onClear } : {})}
    />
  );
}

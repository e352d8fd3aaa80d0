import { isDay } from '#kernel/contract';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '../button';
import { DayInput } from '../day-input';
import { Select, TextInput } from '../field';
import { Icon } from '../icons';
import { useSearch } from '../router';
import { Segmented } from '../segmented';
import { useUiTexts } from '../ui-texts';
import './desktop-pages.css';

export interface Filter {
  /** The name in the query and in the address. */
  readonly name: string;
  readonly label: string;
  /** `words` finds by typing; `tabs` shows all options at once; `days` is a day. */
  readonly kind: 'words' | 'select' | 'tabs' | 'day';
  readonly options?: readonly { value: string; label: string }[];
}

/** Typing waits a moment before it asks, and leaves no steps behind to go back through. */
function WordsFilter({
  filter,
  value,
  onChange,
}: {
  filter: Filter;
  value: string;
  onChange: (value: string) => void;
}) {
  const [words, setWords] = useState(value);
  useEffect(() => setWords(value), [value]);
  useEffect(() => {
    if (words === value) return;
    const timer = setTimeout(() => onChange(words.trim()), 250);
    return () => clearTimeout(timer);
  }, [words, value, onChange]);
  return (
    <span className="in-with">
      <span className="before">
        <Icon name="search" size="s" />
      </span>
      <TextInput
        type="search"
        aria-label={filter.label}
        placeholder={filter.label}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
    </span>
  );
}

/** The filters of a list. The address holds them, so that a link shows the same and an error keeps them. */
export function FilterBar({ filters, end }: { filters: readonly Filter[]; end?: ReactNode }) {
  const t = useUiTexts();
  const [search, change] = useSearch();
  const isAny = filters.some(({ name }) => search[name]);
  const control = (filter: Filter): ReactNode => {
    const value = search[filter.name] ?? '';
    const set = (next: string) => change({ [filter.name]: next || null }, { replace: filter.kind === 'words' });
    const options = filter.options ?? [];
    if (filter.kind === 'words') return <WordsFilter filter={filter} value={value} onChange={set} />;
    if (filter.kind === 'day')
      return (
        <DayInput
          label={filter.label}
          placeholder={filter.label}
          value={value}
          onChange={(day) => (day === '' || isDay(day)) && set(day)}
        />
      );
    if (filter.kind === 'tabs') {
      return (
        <Segmented
          label={filter.label}
          value={value}
          options={[{ value: '', label: t('all') }, ...options]}
          onChange={set}
        />
      );
    }
    return (
      <Select
        aria-label={filter.label}
        options={options}
        blank={`${filter.label} · ${t('all')}`}
        value={value}
        onChange={(event) => set(event.target.value)}
      />
    );
  };
  return (
    <div className="filters" role="search">
      {filters.map((filter) => (
        <div key={filter.name}>{control(filter)}</div>
      ))}
      {isAny ? (
        <Button
          size="sm"
          kind="text"
          onClick={() => change(Object.fromEntries(filters.map(({ name }) => [name, null])))}
        >
          {t('list.clear')}
        </Button>
      ) : null}
      <span className="sp" />
      {end}
    </div>
  );
}

import { type Day, addDays, isDay } from '#kernel/contract';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useLanguage } from './choices';
import { TextInput } from './field';
import { formatDay, formatYearMonth, weekdayOf } from './formats';
import { parseDay } from './readings';
import { Icon } from './icons';
import { monthDays, sameDateIn } from './month-days';
import { Popover } from './overlay';
import { useToday } from './session';
import './styles/lists.css';
import { useUiTexts } from './ui-texts';

export interface DayInputProps {
  /** Said in the empty field instead of an example, where no label stands beside it. */
  placeholder?: string;
  /** A day, nothing, or words that are no day and wait to be corrected. */
  value: string;
  /** Answers with a day, or with the words as they are when they name none: the form says what is wrong. */
  onChange: (value: string) => void;
  /** The year that `4.11` is of; today's year when it isn't given. */
  yearAtHand?: number;
  /** For inputs without a label of their own. */
  label?: string;
  /** The field's label belongs to another control beside this one. */
  isSecond?: boolean;
}

/** A day, written as people write it or picked from a month. */
export function DayInput({ value, onChange, yearAtHand, label, isSecond, placeholder }: DayInputProps) {
  const t = useUiTexts();
  const language = useLanguage();
  const today = useToday();
  const year = yearAtHand ?? Number(today.slice(0, 4));
  const shown = isDay(value) ? formatDay(value, language) : value;
  const [words, setWords] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const [close] = useState(() => () => setOpen(false));
  const settle = (): void => {
    if (words === null) return;
    const read = words === shown ? value : (parseDay(words, year) ?? words.trim());
    setWords(null);
    if (read !== value) onChange(read);
  };
  return (
    <span className="in-with">
      <TextInput
        value={words ?? shown}
        placeholder={placeholder ?? t('field.dayExample')}
        aria-label={label}
        {...(isSecond ? { id: undefined } : {})}
        onChange={(event) => setWords(event.target.value)}
        onBlur={settle}
        onKeyDown={(event) => event.key === 'Enter' && settle()}
      />
      <button
        ref={anchor}
        type="button"
        className="ib after"
        aria-label={t('field.pickDay')}
        title={t('field.pickDay')}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="calendar" />
      </button>
      {isOpen ? (
        <Popover anchor={anchor} label={t('field.pickDay')} onClose={close}>
          <DayGrid
            value={isDay(value) ? value : `${year}-01-01`}
            isPicked={isDay(value)}
            onPick={(day) => {
              setWords(null);
              onChange(day);
              close();
            }}
          />
        </Popover>
      ) : null}
    </span>
  );
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** One month to pick a day from: arrows move by day and week, Page Up and Page Down by month. */
function DayGrid({ value, isPicked, onPick }: { value: Day; isPicked: boolean; onPick: (day: Day) => void }) {
  const t = useUiTexts();
  const language = useLanguage();
  const today = useToday();
  const [at, setAt] = useState(isPicked ? value : value.slice(0, 4) === today.slice(0, 4) ? today : value);
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus(), [at]);
  const days = monthDays(Number(at.slice(0, 4)), Number(at.slice(5, 7)));
  const press = (event: KeyboardEvent): void => {
    const months = { PageUp: -1, PageDown: 1 }[event.key];
    const step = steps[event.key];
    if (!months && !step) return;
    event.preventDefault();
    setAt(months ? sameDateIn(at, months) : addDays(at, step ?? 0));
  };
  const head = (day: Day) =>
    language === 'en' ? weekdayOf(day, language).slice(0, 2) : weekdayOf(day, language).slice(2);
  return (
    <>
      <div className="row" style={{ marginBottom: 4 }}>
        <button
          type="button"
          className="ib"
          aria-label={t('calendar.previous')}
          onClick={() => setAt(sameDateIn(at, -1))}
        >
          <Icon name="left" />
        </button>
        <b className="sp" style={{ textAlign: 'center' }} aria-live="polite">
          {formatYearMonth(Number(at.slice(0, 4)), Number(at.slice(5, 7)), language)}
        </b>
        <button type="button" className="ib" aria-label={t('calendar.next')} onClick={() => setAt(sameDateIn(at, 1))}>
          <Icon name="right" />
        </button>
      </div>
      <div className="days" ref={grid} onKeyDown={press}>
        {days.slice(0, 7).map((day) => (
          <span key={day} aria-hidden="true">
            {head(day)}
          </span>
        ))}
        {days.map((day) => (
          <button
            key={day}
            type="button"
            className={`${day === today ? 'is-today' : ''} ${day.slice(0, 7) === at.slice(0, 7) ? '' : 'dim'}`}
            aria-label={formatDay(day, language)}
            aria-pressed={isPicked && day === value}
            tabIndex={day === at ? 0 : -1}
            onClick={() => onPick(day)}
          >
            {Number(day.slice(8, 10))}
          </button>
        ))}
      </div>
    </>
  );
}

export interface DayWindow {
  from: string;
  to: string;
  /** The plan's own words, kept beside the days. */
  words?: string;
}

/** Two days and, where asked for, the plan's words for them: 4月中旬 → 4月11日 至 4月20日. */
export function DayWindowInput(props: {
  value: DayWindow;
  onChange: (value: DayWindow) => void;
  withWords?: boolean;
  yearAtHand?: number;
}) {
  const t = useUiTexts();
  const { value, onChange, withWords } = props;
  const year = props.yearAtHand === undefined ? {} : { yearAtHand: props.yearAtHand };
  return (
    <span className="row g8 wrap">
      {withWords ? (
        <>
          <span style={{ flex: '0 1 9em' }}>
            <TextInput
              id={undefined}
              aria-invalid={undefined}
              aria-required={undefined}
              aria-label={t('field.words')}
              placeholder={t('field.wordsExample')}
              value={value.words ?? ''}
              onChange={(event) => onChange({ ...value, words: event.target.value })}
            />
          </span>
          <span className="dim" aria-hidden="true">
            →
          </span>
        </>
      ) : null}
      <span style={{ flex: '1 1 9em' }}>
        <DayInput
          {...year}
          label={t('field.from')}
          value={value.from}
          onChange={(from) => onChange({ ...value, from })}
        />
      </span>
      <span className="dim" aria-hidden="true">
        {t('field.to')}
      </span>
      <span style={{ flex: '1 1 9em' }}>
        <DayInput
          {...year}
          isSecond
          label={t('field.to')}
          value={value.to}
          onChange={(to) => onChange({ ...value, to })}
        />
      </span>
    </span>
  );
}

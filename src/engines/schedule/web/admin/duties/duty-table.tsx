import type { DutyRow, DutyYear } from '../../../contract';
import { ToneTag, formatDayShort, formatWindow, useLanguage } from '#ui';
import { type Column, Table, useOpened } from '#ui/desktop';
import { toneOfRound } from '../../duty-days';
import { unquoted } from '../../event-days';
import { RoundStateTag } from '../../pieces/round-state';
import { useRhythmWords } from '../../rhythm-words';
import { useScheduleTexts } from '../../texts';

/** More squares than these say less than their number. */
const MOST_SQUARES = 12;

/** The rounds of the year at a glance. */
function Rounds({ year }: { year: DutyYear }) {
  const t = useScheduleTexts();
  const { rounds, done } = year;
  const label = t('duty.doneOf', { done, count: rounds.length });
  if (rounds.length === 0) return <span className="dim">—</span>;
  return (
    <span className="row g8">
      {rounds.length <= MOST_SQUARES ? (
        <span className="sq du-squares" aria-hidden="true">
          {rounds.map((round) => (
            <i key={round.key} className={`f-${toneOfRound[round.state]}`} />
          ))}
        </span>
      ) : null}
      <span className="dim t12 nw">{label}</span>
    </span>
  );
}

/** Who does it: the person named, or the post with whoever holds it today. */
export function useDoer(posts: ReadonlyMap<string, string>): (duty: DutyRow) => string {
  const t = useScheduleTexts();
  return ({ person, post, holders }) => {
    const name = post === null ? '' : (posts.get(post) ?? post);
    const held = holders.length > 0 ? t('duty.heldBy', { post: name, names: holders.join(t('comma')) }) : name;
    return [post === null ? '' : held, person?.name ?? ''].filter(Boolean).join(' · ');
  };
}

function Rhythm({ duty }: { duty: DutyRow }) {
  const t = useScheduleTexts();
  const words = useRhythmWords()(duty);
  return (
    <>
      {words}{' '}
      {duty.words && duty.words !== words ? (
        <span className="dim t12 du-quote">{t('quoted', { words: unquoted(duty.words) })}</span>
      ) : null}
    </>
  );
}

function Next({ year: { next, missed } }: { year: DutyYear }) {
  const t = useScheduleTexts();
  const language = useLanguage();
  if (next === null) return <span className="dim">{missed > 0 ? '—' : t('duty.nothingLeft')}</span>;
  return (
    <span className="row g8">
      <span className="ink nw" title={formatWindow(next.from, next.to, language)}>
        {formatDayShort(next.to, language)}
      </span>
      {next.state === 'open' ? <RoundStateTag round={next} bare /> : null}
    </span>
  );
}

function Late({ year: { missed } }: { year: DutyYear }) {
  const t = useScheduleTexts();
  if (missed === 0) return <span className="dim">—</span>;
  return (
    <ToneTag tone="late" bare>
      {t('duty.missedCount', { count: missed })}
    </ToneTag>
  );
}

function Last({ year: { lastDone } }: { year: DutyYear }) {
  const language = useLanguage();
  if (!lastDone?.doneOn) return <span className="dim">—</span>;
  return (
    <span className="du-last">
      <span className="nw">{formatDayShort(lastDone.doneOn, language)}</span>
      <span className="dim t12 ell">{lastDone.note}</span>
    </span>
  );
}

export function DutyTable({ rows, posts }: { rows: readonly DutyYear[]; posts: ReadonlyMap<string, string> }) {
  const t = useScheduleTexts();
  const doer = useDoer(posts);
  const opened = useOpened();
  const columns: readonly Column<DutyYear>[] = [
    {
      key: 'title',
      label: t('duty.title'),
      cell: ({ duty }) => <span className="ev-title du-title">{duty.title}</span>,
    },
    { key: 'rhythm', label: t('duty.rhythm'), cell: ({ duty }) => <Rhythm duty={duty} /> },
    { key: 'unit', label: t('list.unit'), cell: ({ duty }) => <span className="nw">{duty.unit.name}</span> },
    {
      key: 'doer',
      label: t('duty.doer'),
      cell: ({ duty }) => (
        <span className="du-doer">{doer(duty) || <span className="dim">{t('duty.nobody')}</span>}</span>
      ),
    },
    { key: 'next', label: t('duty.next'), cell: (year) => <Next year={year} /> },
    { key: 'late', label: t('duty.late'), cell: (year) => <Late year={year} /> },
    { key: 'last', label: t('duty.lastDone'), cell: (year) => <Last year={year} /> },
    { key: 'rounds', label: t('duty.rounds'), cell: (year) => <Rounds year={year} /> },
  ];
  return (
    <Table
      label={t('nav.duties')}
      columns={columns}
      rows={rows}
      keyOf={({ duty }) => duty.id}
      toOf={({ duty }) => opened.addressOf(duty.id)}
      openKey={opened.id}
    />
  );
}

import { type OccurrenceRow, listDuties, yearOf } from '../../contract';
import { ToneTag, formatDayShort, useCall, useLanguage, useToday } from '#ui';
import { PhoneRow, PhoneRows } from '#ui/phone';
import { useState } from 'react';
import { MarkForm } from '../pieces/mark-form';
import { RoundStateTag } from '../pieces/round-state';
import { useRhythmWords } from '../rhythm-words';
import { useScheduleTexts } from '../texts';

/** What comes back and is the reader's own: late and open rounds to be marked, then the next that is ahead. */
export default function OwnDutiesPart() {
  const t = useScheduleTexts();
  const language = useLanguage();
  const today = useToday();
  const rhythm = useRhythmWords();
  const [marking, setMarking] = useState<OccurrenceRow | null>(null);
  const query = { year: Number(today.slice(0, 4)), isMine: 'true' as const };
  const answer = useCall(listDuties, { query }, { isKept: true });
  if (!answer.data || answer.data.rows.length === 0) return null;
  const years = yearOf(answer.data.rows, answer.data.occurrences);
  // A weekly duty may be late by many rounds: its oldest stands for them, and the next follows when it is marked.
  const lines = years.flatMap(({ duty, oldestMissed, missed, next }) => [
    ...(oldestMissed === null ? [] : [{ duty, round: oldestMissed, missed }]),
    ...(next === null || (next.state === 'ahead' && oldestMissed !== null) ? [] : [{ duty, round: next, missed: 0 }]),
  ]);
  const toDo = lines.filter(({ round }) => round.state !== 'ahead').length;
  const due = (round: OccurrenceRow) => t('duty.dueOn', { day: formatDayShort(round.to, language) });
  return (
    <PhoneRows title={t('duty.own')} end={t('duty.openCount', { count: toDo })}>
      {lines.map(({ duty, round, missed }) => (
        <PhoneRow
          key={`${duty.id} ${round.key}`}
          icon="again"
          title={duty.title}
          note={`${rhythm(duty)} · ${due(round)}`}
          end={
            missed > 1 ? (
              <ToneTag tone="late">{t('duty.missedRounds', { count: missed })}</ToneTag>
            ) : (
              <RoundStateTag round={round} />
            )
          }
          {...(round.state === 'ahead' ? {} : { onOpen: () => setMarking(round) })}
        />
      ))}
      {marking ? <MarkForm round={marking} onClose={() => setMarking(null)} /> : null}
    </PhoneRows>
  );
}

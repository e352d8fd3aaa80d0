import { listDuties, yearOf } from '../../contract';
import { formatDayShort, useCall, useLanguage, useToday } from '#ui';
import { PhoneRow, PhoneRows } from '#ui/phone';
import { RoundStateTag } from '../pieces/round-state';
import { useScheduleTexts } from '../texts';

const MOST = 3;

/** On the first page: what comes back, is the reader's own, and is late or due now. Nothing of it, no card. */
export default function HomeOwnDuties() {
  const t = useScheduleTexts();
  const language = useLanguage();
  const year = Number(useToday().slice(0, 4));
  const { data } = useCall(listDuties, { query: { year, isMine: 'true' as const } }, { isKept: true });
  const due = yearOf(data?.rows ?? [], data?.occurrences ?? []).flatMap(
    ({ oldestMissed, next }) => oldestMissed ?? (next?.state === 'open' ? next : []),
  );
  if (due.length === 0) return null;
  return (
    <PhoneRows title={t('duty.own')} end={t('duty.openCount', { count: due.length })}>
      {due.slice(0, MOST).map((round) => (
        <PhoneRow
          key={round.dutyId}
          icon="again"
          title={round.title}
          note={t('duty.dueOn', { day: formatDayShort(round.to, language) })}
          to="/duties"
          end={<RoundStateTag round={round} />}
        />
      ))}
    </PhoneRows>
  );
}

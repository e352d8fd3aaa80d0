import { getEvent } from '../../contract';
import { useCall, useLanguage, useToday } from '#ui';
import { type Entry, VersionBox, useOfflineTexts } from '#ui/phone';
import { whenWords } from '../event-days';
import { useScheduleTerms, useScheduleTexts } from '../texts';
import { aboutEvent } from './about';

/** How the event stands on the server, beside what was sent back. A new event has nothing there yet. */
export default function TheirVersion({ entry }: { entry: Entry }) {
  const t = useScheduleTexts();
  const terms = useScheduleTerms();
  const offline = useOfflineTexts();
  const language = useLanguage();
  const today = useToday();
  const prefix = aboutEvent('');
  const id = entry.about.find((one) => one.startsWith(prefix))?.slice(prefix.length);
  const event = useCall(getEvent, { params: { id: id ?? '' } }, { enabled: id !== undefined }).data;
  if (!event) return null;
  const facts = [
    { label: t('roll.event'), value: event.title },
    { label: t('roll.state'), value: [terms(`states.${event.state}`), event.stateReason].filter(Boolean).join(' · ') },
    { label: t('list.when'), value: whenWords(event, language, today) },
    { label: t('roll.named'), value: t('list.came', { count: event.counts.people }) },
  ];
  return <VersionBox title={offline('queue.theirs')} facts={facts} />;
}

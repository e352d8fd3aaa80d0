import type { EventRow } from '../../contract';
import { dayOf, daysBetween } from '#kernel/contract';
import { useLanguage, useToday } from '#ui';
import { whenWords } from '../event-days';
import { useScheduleTexts } from '../texts';

/** How an event is told on the phone: when and where, how many places, until when. */
export function useEventWords() {
  const t = useScheduleTexts();
  const language = useLanguage();
  const today = useToday();
  const when = (event: EventRow): string => {
    const words =
      !event.startsAt && event.heldOn === null && event.window.words
        ? event.window.words
        : whenWords(event, language, today);
    return [words, event.place].filter(Boolean).join(' · ');
  };
  const seats = (event: EventRow): string => {
    if (event.places === null) return t('event.placesOpen');
    const left = event.places - event.counts.placed;
    return left > 0
      ? t('phone.placesLeft', { count: left, places: event.places })
      : t('phone.full', { count: event.counts.waiting });
  };
  /** Days until the sign-up closes; null where it closes with the start. */
  const daysLeft = (event: EventRow): number | null =>
    event.signUpClosesAt === null ? null : Math.max(0, daysBetween(today, dayOf(new Date(event.signUpClosesAt))));
  return { t, language, today, when, seats, daysLeft };
}

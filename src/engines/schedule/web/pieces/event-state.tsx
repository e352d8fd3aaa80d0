import type { EventRow, EventState } from '../../contract';
import { type IconName, type Tone, ToneTag, useToday } from '#ui';
import { lateDays } from '../event-days';
import { useScheduleTerms, useScheduleTexts } from '../texts';

const faces: Record<EventState, { tone: Tone; icon: IconName }> = {
  planned: { tone: 'ahead', icon: 'ahead' },
  scheduled: { tone: 'going', icon: 'going' },
  held: { tone: 'kept', icon: 'kept' },
  cancelled: { tone: 'none', icon: 'dropped' },
};

export function toneOfEvent(event: EventRow, today: string): Tone {
  return lateDays(event, today) > 0 ? 'late' : faces[event.state].tone;
}

/**
 * What has become of an event. One that should have been held and has no record yet is late for those who answer for
 * it; others are only told that there is no record.
 */
export function EventStateTag({ event, bare }: { event: EventRow; bare?: boolean }) {
  const t = useScheduleTexts();
  const terms = useScheduleTerms();
  const late = lateDays(event, useToday());
  const looks = bare ? { bare } : {};
  if (late > 0 && !event.abilities.canChange && !event.abilities.canClose) {
    return (
      <ToneTag tone="none" {...looks}>
        {t('state.unrecorded')}
      </ToneTag>
    );
  }
  const { tone, icon } = late > 0 ? ({ tone: 'late', icon: 'late' } as const) : faces[event.state];
  return (
    <ToneTag tone={tone} icon={icon} {...looks}>
      {late > 0 ? t('state.late', { count: late }) : terms(`states.${event.state}`)}
    </ToneTag>
  );
}

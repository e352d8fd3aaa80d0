import type { EventRow } from '../../../contract';
import { Button, type ButtonKind, type IconName, useSearch } from '#ui';
import { useScheduleTexts } from '../../texts';

export const acts = ['schedule', 'change', 'close', 'cancel', 'reopen'] as const;
export type Act = (typeof acts)[number];

const icons: Partial<Record<Act, IconName>> = { schedule: 'clock', change: 'edit', close: 'tick', reopen: 'again' };

/** Which acts the server allows on this event now. */
export function allowedActs(event: EventRow): readonly Act[] {
  const { canSchedule, canChange, canClose, canCancel, canReopen } = event.abilities;
  const may: Record<Act, boolean | undefined> = {
    schedule: canSchedule,
    change: canChange,
    close: canClose,
    cancel: canCancel,
    reopen: canReopen,
  };
  return acts.filter((act) => may[act]);
}

/** The red one: to close what has begun, else to set the time. */
function mainAct(event: EventRow, allowed: readonly Act[]): Act | null {
  if (allowed.includes('close')) return 'close';
  return event.state === 'planned' && allowed.includes('schedule') ? 'schedule' : null;
}

export function EventActs({ event }: { event: EventRow }) {
  const t = useScheduleTexts();
  const [, change] = useSearch();
  const allowed = allowedActs(event);
  const main = mainAct(event, allowed);
  const order = [...allowed.filter((act) => act !== main), ...(main ? [main] : [])];
  const kindOf = (act: Act): ButtonKind => (act === main ? 'main' : act === 'cancel' ? 'text' : 'plain');
  return order
    .toSorted((a, b) => Number(b === 'cancel') - Number(a === 'cancel'))
    .map((act) => (
      <Button
        key={act}
        kind={kindOf(act)}
        {...(icons[act] ? { icon: icons[act] } : {})}
        onClick={() => change({ act })}
      >
        {act === 'schedule' && event.startsAt ? t('act.move') : t(`act.${act}`)}
      </Button>
    ));
}

import { daysBetween } from '#kernel/contract';
import { ToneTag } from '#ui';
import { usePlanTexts } from '../texts';

/** How long there still is, or how long it is late. */
export function DueTag({ dueOn, today, isWaiting }: { dueOn: string; today: string; isWaiting?: boolean }) {
  const t = usePlanTexts();
  if (isWaiting)
    return (
      <ToneTag tone="going" icon="clock">
        {t('phone.unsent')}
      </ToneTag>
    );
  const left = daysBetween(today, dueOn);
  if (left < 0) return <ToneTag tone="late">{t('board.daysLate', { count: -left })}</ToneTag>;
  if (left === 0) return <ToneTag tone="going">{t('phone.today')}</ToneTag>;
  return <ToneTag tone={left <= 7 ? 'going' : 'ahead'}>{t('phone.daysLeft', { count: left })}</ToneTag>;
}

import type { EventRow } from '../../../contract';
import { Card, Chip, Link, formatMoment, useCan, useLanguage, useToday } from '#ui';
import type { ReactNode } from 'react';
import { useScheduleTexts } from '../../texts';

/** What else is known: who holds it, for whom, its themes and the plan behind it. */
export function Facts({ event }: { event: EventRow }) {
  const t = useScheduleTexts();
  const language = useLanguage();
  const today = useToday();
  const may = useCan();
  const { audience, organiser, counts } = event;
  const plan = event.tags.find((tag) => tag.startsWith('plan:'))?.slice('plan:'.length);
  const forWhom = [audience.unit.name, ...audience.cohorts].join(' · ');
  const line = (label: string, value: ReactNode) => (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
  return (
    <Card title={t('event.facts')}>
      <dl className="ev-facts">
        {line(t('new.unit'), event.unit.name)}
        {line(
          t('new.organiser'),
          organiser.kind === 'outside' ? (organiser.name ?? t('organiser.outside')) : t('organiser.own'),
        )}
        {line(t('event.forWhom'), forWhom)}
        {counts.people > 0 ? line(t('event.people'), <b>{t('list.came', { count: counts.people })}</b>) : null}
        {event.themes.length > 0
          ? line(
              t('new.themes'),
              <span className="row g4 wrap">
                {event.themes.map((theme) => (
                  <Chip key={theme}>{theme}</Chip>
                ))}
              </span>,
            )
          : null}
        {plan && may('plan.plan.read')
          ? line(t('event.plan'), <Link to={`/plan/${plan}`}>{t('event.openPlan')}</Link>)
          : null}
        {line(t('event.changedAt'), formatMoment(event.updatedAt, language, today))}
      </dl>
    </Card>
  );
}

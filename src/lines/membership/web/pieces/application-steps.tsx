import { Timeline, type Tone, formatDay, useLanguage } from '#ui';
import type { ApplicationWhole } from '../../applications/contract';
import { useMembershipTexts } from '../texts';

const tones: Partial<Record<ApplicationWhole['steps'][number]['step'], Tone>> = {
  approved: 'kept',
  refused: 'refuse',
  returned: 'late',
};

/** What became of an application, the latest first, and what it waits for. */
export function ApplicationSteps({ application }: { application: ApplicationWhole }) {
  const t = useMembershipTexts();
  const language = useLanguage();
  const { steps, state, dueOn } = application;
  const waiting =
    dueOn === null
      ? null
      : { id: 'next', day: dueOn, title: t(`waits.${state as 'submitted'}`, { day: formatDay(dueOn, language) }) };
  const entries = steps.map((step, index) => {
    const card = step.isCardReturned === null ? '' : t(step.isCardReturned ? 'course.cardBack' : 'course.cardNotBack');
    const filed = step.filedNote === null ? '' : t('course.filed', { note: step.filedNote });
    return {
      id: String(index),
      day: step.day,
      title: t(`course.${step.step}`, { name: step.byName }),
      note: [step.note, card, filed].filter(Boolean).join(t('stop')),
      ...(tones[step.step] ? { tone: tones[step.step]! } : {}),
    };
  });
  return <Timeline entries={[...(waiting ? [waiting] : []), ...entries.toReversed()]} />;
}

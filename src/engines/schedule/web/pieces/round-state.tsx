import { type OccurrenceRow, lateDaysOf } from '../../contract';
import { type IconName, ToneTag, useToday } from '#ui';
import { type OccurrenceState, toneOfRound } from '../duty-days';
import { useScheduleTerms, useScheduleTexts } from '../texts';

const icons: Readonly<Record<OccurrenceState, IconName>> = {
  ahead: 'ahead',
  open: 'going',
  done: 'kept',
  done_late: 'keptLate',
  missed: 'late',
};

/** What has become of one round of a duty; what was missed says since when. */
export function RoundStateTag({ round, bare }: { round: OccurrenceRow; bare?: boolean }) {
  const t = useScheduleTexts();
  const terms = useScheduleTerms();
  const late = lateDaysOf(round, useToday());
  return (
    <ToneTag tone={toneOfRound[round.state]} icon={icons[round.state]} {...(bare ? { bare } : {})}>
      {late > 0 ? t('state.late', { count: late }) : terms(`occurrences.${round.state}`)}
    </ToneTag>
  );
}

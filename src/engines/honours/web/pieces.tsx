import { type Tone, ToneTag } from '#ui';
import type { NominationState, RoundRow, RoundState } from '../contract';
import { useHonourTexts } from './texts';

const windowTones: Readonly<Record<RoundRow['window'], Tone>> = {
  ...{ ahead: 'none', open: 'going', at_risk: 'ahead', late: 'late', kept: 'kept' },
};

export function WindowTag({ window }: { window: RoundRow['window'] }) {
  const t = useHonourTexts();
  return <ToneTag tone={windowTones[window]}>{t(`windows.${window}`)}</ToneTag>;
}

const roundTones = (state: RoundState): Tone => {
  if (state === 'cancelled') return 'none';
  return state === 'decided' || state === 'closed' ? 'kept' : 'going';
};

export function RoundTag({ state }: { state: RoundState }) {
  const t = useHonourTexts();
  return <ToneTag tone={roundTones(state)}>{t(`states.${state}`)}</ToneTag>;
}

const refused: readonly NominationState[] = ['refused', 'unqualified', 'struck'];
const nominationTones = (state: NominationState): Tone => {
  if (refused.includes(state)) return 'late';
  if (state === 'won' || state === 'chosen') return 'kept';
  return state === 'draft' || state === 'not_chosen' ? 'none' : 'going';
};

export function NominationTag({ state }: { state: NominationState }) {
  const t = useHonourTexts();
  return <ToneTag tone={nominationTones(state)}>{t(`nominationStates.${state}`)}</ToneTag>;
}

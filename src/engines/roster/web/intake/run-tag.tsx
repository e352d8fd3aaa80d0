import type { IntakeState } from '../../contract';
import { ToneTag, type Tone } from '#ui';
import { useIntakeTexts } from './texts';

const tones: Record<IntakeState, Tone> = {
  draft: 'ahead',
  checking: 'going',
  checked: 'ahead',
  applying: 'going',
  done: 'kept',
  undoing: 'going',
  undone: 'none',
  failed: 'refuse',
};

export function RunTag({ state }: { state: IntakeState }) {
  const t = useIntakeTexts();
  return <ToneTag tone={tones[state]}>{t(`state.${state}`)}</ToneTag>;
}

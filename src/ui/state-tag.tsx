import type { IconName } from './icon-drawings';
import { Icon } from './icons';
import './styles/marks.css';
import { useUiTexts } from './ui-texts';

/** What has become of a commitment. */
export const commitmentStates = [
  'not_begun',
  'on_the_way',
  'at_risk',
  'late',
  'kept',
  'kept_late',
  'exceeded',
  'missed',
  'no_measure',
  'dropped',
  'aim',
] as const;
export type CommitmentState = (typeof commitmentStates)[number];

/** The tone of a state decides colour and ground; amber is for lateness, red only for a refusal. */
export type Tone = 'kept' | 'going' | 'late' | 'none' | 'ahead' | 'refuse';

const faces: Record<CommitmentState, { tone: Tone; icon: IconName }> = {
  not_begun: { tone: 'ahead', icon: 'ahead' },
  on_the_way: { tone: 'going', icon: 'going' },
  at_risk: { tone: 'late', icon: 'atRisk' },
  late: { tone: 'late', icon: 'late' },
  kept: { tone: 'kept', icon: 'kept' },
  kept_late: { tone: 'kept', icon: 'keptLate' },
  exceeded: { tone: 'kept', icon: 'exceeded' },
  missed: { tone: 'late', icon: 'refuse' },
  no_measure: { tone: 'none', icon: 'none' },
  dropped: { tone: 'none', icon: 'dropped' },
  aim: { tone: 'ahead', icon: 'aim' },
};
const toneIcons: Record<Tone, IconName> = {
  kept: 'kept',
  going: 'going',
  late: 'late',
  none: 'none',
  ahead: 'ahead',
  refuse: 'refuse',
};

export function toneOf(state: CommitmentState): Tone {
  return faces[state].tone;
}

/** The icon of a state in its colour, for heads and counts. */
export function StateIcon({ state, size }: { state: CommitmentState; size?: 's' | 'l' }) {
  const { tone, icon } = faces[state];
  return (
    <span className={`c-${tone === 'ahead' ? 'none' : tone}`}>
      <Icon name={icon} {...(size ? { size } : {})} />
    </span>
  );
}

/** The state of a commitment in icon and word. `bare` is for tables. */
export function StateTag({ state, bare }: { state: CommitmentState; bare?: boolean }) {
  const t = useUiTexts();
  return (
    <ToneTag tone={toneOf(state)} icon={faces[state].icon} {...(bare ? { bare } : {})}>
      {t(`state.${state}`)}
    </ToneTag>
  );
}

/** The same shape for states of other things: a case, a sign-up, a row that counts. */
export function ToneTag(props: { tone: Tone; icon?: IconName; bare?: boolean; children: React.ReactNode }) {
  return (
    <span className={`st ${props.tone}${props.bare ? ' bare' : ''}`}>
      <Icon name={props.icon ?? toneIcons[props.tone]} />
      {props.children}
    </span>
  );
}

/** One small square for each commitment of a chapter, in the order given. */
export function StateSquares({ states, label }: { states: readonly CommitmentState[]; label: string }) {
  return (
    <span className="sq" role="img" aria-label={label} title={label}>
      {states.map((state, index) => (
        <i key={index} className={`f-${toneOf(state)}`} />
      ))}
    </span>
  );
}

/** The shares of all states in one line. */
export function StateStack({ parts, label }: { parts: readonly { tone: Tone; count: number }[]; label: string }) {
  return (
    <div className="stack" role="img" aria-label={label}>
      {parts
        .filter((part) => part.count > 0)
        .map((part) => (
          <i key={part.tone} className={`f-${part.tone}`} style={{ flex: part.count }} />
        ))}
    </div>
  );
}

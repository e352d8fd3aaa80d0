import { type IconName, type Tone, ToneTag } from '#ui';
import type { ApplicationState } from '../../applications/contract';
import type { MemberState } from '../../terms';
import { useMembershipTerms, useMembershipTexts } from '../texts';

const memberTones: Readonly<Record<MemberState, { tone: Tone; icon: IconName }>> = {
  applicant: { tone: 'going', icon: 'going' },
  active: { tone: 'kept', icon: 'kept' },
  retained: { tone: 'ahead', icon: 'keptLate' },
  transferred_out: { tone: 'none', icon: 'dropped' },
  withdrawn: { tone: 'none', icon: 'dropped' },
  auto_withdrawn: { tone: 'none', icon: 'dropped' },
  expelled: { tone: 'none', icon: 'dropped' },
  deceased: { tone: 'none', icon: 'dropped' },
};

export function MemberStateTag({ state, bare }: { state: MemberState; bare?: boolean }) {
  const terms = useMembershipTerms();
  const { tone, icon } = memberTones[state];
  return (
    <ToneTag tone={tone} icon={icon} {...(bare ? { bare } : {})}>
      {terms(`schemes.union.states.${state}`)}
    </ToneTag>
  );
}

const applicationTones: Readonly<Record<ApplicationState, { tone: Tone; icon: IconName }>> = {
  submitted: { tone: 'going', icon: 'going' },
  agreed: { tone: 'going', icon: 'going' },
  returned: { tone: 'late', icon: 'again' },
  approved: { tone: 'kept', icon: 'kept' },
  refused: { tone: 'refuse', icon: 'refuse' },
  taken_back: { tone: 'none', icon: 'dropped' },
};

export function ApplicationStateTag({ state, bare }: { state: ApplicationState; bare?: boolean }) {
  const t = useMembershipTexts();
  const { tone, icon } = applicationTones[state];
  return (
    <ToneTag tone={tone} icon={icon} {...(bare ? { bare } : {})}>
      {t(`applicationState.${state}`)}
    </ToneTag>
  );
}

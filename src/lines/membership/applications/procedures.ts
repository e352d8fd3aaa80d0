import type { ApplicationKind, ApplicationState } from './contract';
import type { MemberState } from '../terms';

/** What the steps of an application are and where it leads, as data. */
export interface Procedure {
  /** In which states of a member it may be begun; null is somebody who never was one. */
  readonly from: readonly (MemberState | null)[];
  readonly leadsTo: MemberState;
  /** Where it begins: with the group, or at once with the committee. */
  readonly begins: Extract<ApplicationState, 'submitted' | 'agreed'>;
  /** Whether the person counts as an applicant meanwhile. */
  readonly makesApplicant: boolean;
  readonly mayBeRefused: boolean;
  /** Only who works here comes in (工会法 §3). */
  readonly needsEmployment: boolean;
  /** Entered for somebody, it needs the paper that the person signed; a proposal has none. */
  readonly needsPaper: boolean;
}

const outside = [null, 'transferred_out', 'withdrawn', 'auto_withdrawn', 'expelled'] as const;

export const procedures: Readonly<Record<ApplicationKind, Procedure>> = {
  join: {
    from: outside,
    leadsTo: 'active',
    begins: 'submitted',
    makesApplicant: true,
    mayBeRefused: true,
    needsEmployment: true,
    needsPaper: true,
  },
  // 一次入会、动态接转: the other union has admitted the member; no group is asked again.
  transfer_in: {
    from: outside,
    leadsTo: 'active',
    begins: 'agreed',
    makesApplicant: true,
    mayBeRefused: true,
    needsEmployment: true,
    needsPaper: true,
  },
  // Leaving is free at any time: the group and the committee take note of it.
  withdrawal: {
    from: ['active', 'retained'],
    leadsTo: 'withdrawn',
    begins: 'submitted',
    makesApplicant: false,
    mayBeRefused: false,
    needsEmployment: false,
    needsPaper: true,
  },
  lapse: {
    from: ['active'],
    leadsTo: 'auto_withdrawn',
    begins: 'submitted',
    makesApplicant: false,
    mayBeRefused: true,
    needsEmployment: false,
    needsPaper: false,
  },
  expulsion: {
    from: ['active', 'retained'],
    leadsTo: 'expelled',
    begins: 'submitted',
    makesApplicant: false,
    mayBeRefused: true,
    needsEmployment: false,
    needsPaper: false,
  },
};

export type OpenState = Extract<ApplicationState, 'submitted' | 'agreed' | 'returned'>;
export const openStates = ['submitted', 'agreed', 'returned'] as const satisfies readonly OpenState[];

export function isOpen(state: ApplicationState): state is OpenState {
  return (openStates as readonly ApplicationState[]).includes(state);
}

/** Which of the steps' days an open application waits by; a returned one has as long as the group. */
export const deadlineOf: Readonly<Record<OpenState, 'opinion' | 'decision'>> = {
  submitted: 'opinion',
  returned: 'opinion',
  agreed: 'decision',
};

/** Those who leave give the card back, or it is said that they haven't. */
export function endsMembership(kind: ApplicationKind): boolean {
  return procedures[kind].leadsTo !== 'active';
}

/** Six whole months without dues, to the day of the proposal (会员会籍管理办法). */
export function hasUnpaidSixMonths(unpaidSince: string, on: string): boolean {
  const [year = 0, month = 1, date = 1] = unpaidSince.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + 6, 0)).getUTCDate();
  const end = new Date(Date.UTC(year, month - 1 + 6, Math.min(date, last))).toISOString().slice(0, 10);
  return end <= on;
}

import { defineBodyKind, type BodyKind } from '#engines/roster';
import { bodyKindNames, type BodyKindName, type SeatName } from './contract';

/** A body of the union as data: what the roster checks of it, and what this line adds. */
export interface UnionBodyKind {
  readonly kind: BodyKind;
  /** Excluded for some seats only: an audit member may sit in the committee, but not lead it. */
  readonly seatExcludes?: Partial<Record<SeatName, NonNullable<BodyKind['excludes']>>>;
  /** A unit has one of it. */
  readonly isSole: boolean;
  /** The law gives its term. */
  readonly hasTermRule: boolean;
  /** Its term is that of the union committee of the unit. */
  readonly followsCommittee: boolean;
}

const any = { most: null };
const one = { most: 1 };
/** Whoever audits a fund neither leads the union that spends it nor is its chair or vice-chair. */
const apart = 'bodies.because.audit';
const sole = { isSole: true, hasTermRule: false, followsCommittee: false };
const elected = { isSole: true, hasTermRule: true, followsCommittee: true };

export const unionBodies: Readonly<Record<BodyKindName, UnionBodyKind>> = {
  union_committee: {
    ...elected,
    followsCommittee: false,
    kind: defineBodyKind({
      name: 'membership.union_committee',
      seats: { chair: { most: 1, role: 'chair' }, vice_chair: any, member: any },
    }),
    seatExcludes: {
      chair: [{ kind: 'membership.audit_committee', because: apart }],
      vice_chair: [{ kind: 'membership.audit_committee', because: apart }],
    },
  },
  audit_committee: {
    ...elected,
    kind: defineBodyKind({
      name: 'membership.audit_committee',
      seats: { chair: { most: 1, role: 'auditor' }, member: { most: null, role: 'auditor' } },
      excludes: [{ kind: 'membership.union_committee', seats: ['chair', 'vice_chair'], because: apart }],
    }),
  },
  women_committee: {
    ...elected,
    kind: defineBodyKind({
      name: 'membership.women_committee',
      seats: { chair: one, vice_chair: any, member: any },
    }),
  },
  congress_delegates: {
    ...elected,
    kind: defineBodyKind({ name: 'membership.congress_delegates', seats: { delegate: any } }),
  },
  union_group: {
    ...{ isSole: false, hasTermRule: false, followsCommittee: false },
    kind: defineBodyKind({ name: 'membership.union_group', seats: { leader: one, inspector: one } }),
  },
  labour_inspectors: {
    ...sole,
    kind: defineBodyKind({ name: 'membership.labour_inspectors', seats: { chair: one, inspector: any } }),
  },
  kitchen_committee: {
    ...sole,
    kind: defineBodyKind({ name: 'membership.kitchen_committee', seats: { chair: one, member: any } }),
  },
};

/** The names of the kinds as the roster keeps them. */
export const rosterKinds: readonly string[] = bodyKindNames.map((name) => unionBodies[name].kind.name);

/** The kind of a body as this line names it; null for a body that another line keeps. */
export function kindOf(rosterKind: string): BodyKindName | null {
  return bodyKindNames.find((name) => unionBodies[name].kind.name === rosterKind) ?? null;
}

/** The kind with what excludes this very seat. */
export function kindForSeat(name: BodyKindName, seat: SeatName): BodyKind {
  const { kind, seatExcludes } = unionBodies[name];
  return { ...kind, excludes: [...(kind.excludes ?? []), ...(seatExcludes?.[seat] ?? [])] };
}

/** Whether its seats bring roles of the house: such a body is changed by who may give roles. */
export function bringsRoles(name: BodyKindName): boolean {
  return Object.values(unionBodies[name].kind.seats).some((seat) => seat.role !== undefined);
}

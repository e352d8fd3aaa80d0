import { z } from 'zod';
import { parameterShape } from '#kernel/contract';

const MOST_MEMBERS = 10_000_000;
const MOST_SEATS = 9999;
const members = z.int().min(0).max(MOST_MEMBERS);
const seats = z.int().min(1).max(MOST_SEATS);

const isBand = ({ fromMembers, toMembers, least, most }: Omit<SizeBand, 'oneAlone'>) =>
  fromMembers <= toMembers && least <= most;
const isRising = (bands: readonly { fromMembers: number; toMembers: number }[]) =>
  bands.every((band, i) => i === 0 || band.fromMembers > bands[i - 1]!.toMembers);
const band = z.object({ fromMembers: members, toMembers: members, least: seats, most: seats });

/** Whether a union too small for a committee may elect one person in its place. */
export const oneAlone = ['可以', '不可以'] as const;
const committeeBand = band.extend({ oneAlone: z.enum(oneAlone) });

export interface SizeBand {
  readonly fromMembers: number;
  readonly toMembers: number;
  readonly least: number;
  readonly most: number;
  readonly oneAlone?: (typeof oneAlone)[number];
}

/** How many sit in a union committee, by the number of members. */
export const committeeSizesShape = parameterShape({
  key: 'membership.committeeSizes',
  unit: null,
  schema: z.array(committeeBand.refine(isBand)).min(1).max(20).refine(isRising),
});

/** How many delegates a members' congress has; below the first band all members assemble. */
export const delegateSizesShape = parameterShape({
  key: 'membership.delegateSizes',
  unit: null,
  schema: z.array(band.refine(isBand)).min(1).max(20).refine(isRising),
});

export const auditSizeShape = parameterShape({
  key: 'membership.auditSize',
  unit: null,
  schema: z.object({ least: seats, most: seats }).refine(({ least, most }) => least <= most, { path: ['most'] }),
});

/** From how many women members on there is a committee of their own. */
export const womenLeastShape = parameterShape({ key: 'membership.womenLeast', unit: 'people', schema: members });

/** From how many members on there is a group. */
export const groupLeastShape = parameterShape({ key: 'membership.groupLeast', unit: 'people', schema: members });

/** So many days before a term ends its re-election is called to mind, and again. */
export const termNoticeShape = parameterShape({
  key: 'membership.termNotice',
  unit: null,
  schema: z
    .object({ first: z.int().min(1).max(730), again: z.int().min(1).max(730) })
    .refine(({ first, again }) => again < first, { path: ['again'] }),
});

export const bodyParameters = [
  committeeSizesShape,
  delegateSizesShape,
  auditSizeShape,
  womenLeastShape,
  groupLeastShape,
  termNoticeShape,
] as const;

import { defineScheme } from '#engines/roster';
import type { MemberState } from './terms';

const ends = ['transferred_out', 'withdrawn', 'expelled', 'deceased'] as const;

/**
 * The membership of the union. Vote, candidacy, dues and benefits belong to the active alone: retirement and the like keep
 * the membership without them (章程 §8; 会员会籍管理办法). What ends it leads back only by a new entry.
 */
export const memberScheme = defineScheme<MemberState>({
  name: 'membership.union',
  entries: ['applicant', 'active'],
  states: {
    applicant: { next: ['active'], isIn: false },
    active: {
      next: ['retained', 'auto_withdrawn', ...ends],
      isIn: true,
      traits: ['votes', 'stands', 'pays_dues', 'benefits'],
    },
    retained: { next: ['active', ...ends], isIn: true },
    transferred_out: { next: [], isIn: false },
    withdrawn: { next: [], isIn: false },
    auto_withdrawn: { next: [], isIn: false },
    expelled: { next: [], isIn: false },
    deceased: { next: [], isIn: false },
  },
});

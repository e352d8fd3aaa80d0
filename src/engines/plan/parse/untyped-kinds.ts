import * as words from './commitment-words';
import type { CommitmentKind } from './parsed-plan';

/** The classes of what cannot be counted, tried in this order. */
export function kindOf(text: string): CommitmentKind {
  if (words.PROBLEM.test(text)) return 'problem';
  if (words.AIM.test(text) && !/制度|机制|组织|开展|举办/.test(text)) return 'aim';
  if (/制度|机制|体系|健全|完善|规范/.test(text)) return 'upkeep';
  if (words.DUTY.test(text)) return 'recurring_duty';
  return words.UPKEEP.test(text) ? 'upkeep' : 'aim';
}

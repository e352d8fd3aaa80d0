import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

/**
 * Whom the law lets save: the union's members with all that members have. The line knows no other line; the house hands the
 * question over when it is put together.
 */
export interface MemberFinder {
  /** Of these people the members of a day. */
  membersOf(ctx: Context, question: { personIds: readonly string[]; day: Day }): Promise<ReadonlySet<string>>;
}

import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { youthAgeOn } from './parameters';
import { asksForYouth, getCohort } from './questions';
import { dayTree } from './store/day-tree';
import * as store from './store/members';
import type { CohortQuestion } from './store/statement';

export interface CohortOnDay {
  cohortId: string;
  /** Which definition and which age of youth it was counted by, so that a figure can be counted again. */
  versionId: string;
  parameterVersionIds: string[];
  rows: store.CohortMember[];
}

export interface CohortDay {
  day: Day;
  /** Path that a unit has today; on an earlier day it stands for the place that this unit had then. */
  under?: string | undefined;
  /** Number of an earlier version of the definition. */
  version?: number | undefined;
}

async function unscoped(ctx: Context, code: string, { day, under, version }: CohortDay) {
  const cohort = await getCohort(ctx, { code }, version);
  const youth = await youthAgeOn(ctx, day);
  const tree = await dayTree(ctx, day);
  const question: CohortQuestion = { definition: cohort.definition, day, youthAge: youth.value, tree, under };
  return { cohort, youth, question };
}

/** Who is in a cohort on a day, by name; whoever asks has to judge the rights by `unitPath`. Refuses: an unknown code. */
export async function cohortOn(ctx: Context, code: string, asked: CohortDay): Promise<CohortOnDay> {
  const { cohort, youth, question } = await unscoped(ctx, code, asked);
  return {
    cohortId: cohort.id,
    versionId: cohort.versionId,
    parameterVersionIds: asksForYouth(cohort.definition) ? [youth.id] : [],
    rows: await store.memberRows(ctx, question),
  };
}

/** How many are in a cohort on a day. Refuses: an unknown code. */
export async function cohortCountOn(ctx: Context, code: string, asked: CohortDay): Promise<number> {
  const { question } = await unscoped(ctx, code, asked);
  return store.memberCount(ctx, question);
}

/** Whether somebody is in a cohort on a day. Refuses: an unknown code. */
export async function isInCohort(ctx: Context, code: string, personId: string, asked: CohortDay): Promise<boolean> {
  const { question } = await unscoped(ctx, code, asked);
  return (await store.memberCount(ctx, { ...question, ids: [personId] })) > 0;
}

import type { Context, Measure } from '#kernel';
import { enrolmentCensus, enrolmentCensusPeople, type CensusRow } from '#engines/roster';
import type { Day, MeasureFigure, MeasureQuestion, MeasureRow } from '#kernel/contract';
import { memberScheme } from './scheme';
import { FULL } from './statistics/statistics';

/** Where the plan's window ends before the day that is asked of, its figure stands still. */
const dayOf = ({ window, asOf }: MeasureQuestion): Day => (asOf < window.to ? asOf : window.to);

/** One census for each day and part of the tree that is asked about: a board of many promises asks the same one. */
async function censuses(ctx: Context, questions: readonly MeasureQuestion[]): Promise<CensusRow[][]> {
  const known = new Map<string, Promise<CensusRow[]>>();
  const answers: CensusRow[][] = [];
  for (const question of questions) {
    const day = dayOf(question);
    const from = question.window.from < day ? question.window.from : day;
    const key = `${day} ${from} ${question.unitPath}`;
    const census =
      known.get(key) ?? enrolmentCensus(ctx, memberScheme, { day, from, under: [question.unitPath], trait: FULL });
    known.set(key, census);
    answers.push(await census);
  }
  return answers;
}

const sum = (rows: readonly CensusRow[], part: 'staff' | 'enrolled' | 'enrolledWomen'): number =>
  rows.reduce((total, row) => total + row[part], 0);

/** A share of people by unit: how many of how many, with each unit behind it. */
function shareMeasure(
  name: 'membership.rate' | 'membership.women_share',
  part: 'enrolled' | 'enrolledWomen',
  of: 'staff' | 'enrolled',
): Measure {
  return {
    name,
    unit: 'percent',
    async answer(ctx, questions) {
      const all = await censuses(ctx, questions);
      return questions.map((question, i): MeasureFigure => {
        const day = dayOf(question);
        const rows = all[i]!.filter((row) => row[of] > 0);
        return {
          ...{ measure: name, unit: 'percent', value: String(sum(rows, part)), of: String(sum(rows, of)) },
          countedDays: [],
          rows: rows.map((row): MeasureRow => ({
            ...{
              id: row.unitId,
              title: `${row[part]}/${row[of]}`,
              day,
              unitName: row.unitName,
              amount: String(row[part]),
            },
            ...{ isCounted: true, reason: null, href: `/membership/statistics?unitId=${row.unitId}&day=${day}` },
          })),
        };
      });
    },
  };
}

/** Members among those who work here. */
export const membershipRate = shareMeasure('membership.rate', 'enrolled', 'staff');
/** Women among the members. */
export const womenShare = shareMeasure('membership.women_share', 'enrolledWomen', 'enrolled');

const MOST_ROWS = 2000;

/** Who joined in the window. */
export const joined: Measure = {
  name: 'membership.joined',
  unit: 'people',
  async answer(ctx, questions) {
    const figures: MeasureFigure[] = [];
    for (const question of questions) {
      const day = dayOf(question);
      const { from } = question.window;
      const asked = { day, from, under: [question.unitPath], trait: FULL, part: 'entered', limit: MOST_ROWS } as const;
      const { rows } = from > day ? { rows: [] } : await enrolmentCensusPeople(ctx, memberScheme, asked);
      figures.push({
        ...{ measure: 'membership.joined', unit: 'people', value: String(rows.length), of: null },
        countedDays: rows.flatMap((row) => row.since ?? []).sort(),
        rows: rows.map((row) => ({
          ...{ id: row.personId, title: row.name, day: row.since, unitName: row.unitName, amount: '1' },
          ...{ isCounted: true, reason: null, href: `/membership?open=${row.personId}` },
        })),
      });
    }
    return figures;
  },
};

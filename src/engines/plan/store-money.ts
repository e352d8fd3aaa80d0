import { sql } from 'kysely';
import type { Context } from '#kernel';
import { unitsOn } from '#engines/roster';
import type { CommitmentContent } from './contract';
import { mayReadCommitment } from './policy';

/** A promise with the money in it, for whoever keeps money to promises. */
export interface MoneyCommitment {
  readonly id: string;
  readonly title: string;
  readonly href: string;
  readonly money: { readonly min: bigint | null; readonly max: bigint | null; readonly isAbout: boolean } | null;
}

interface Row {
  id: string;
  number: string;
  title: string;
  year: number;
  content: Pick<CommitmentContent, 'target'>;
  planUnitId: string;
  unitId: string | null;
}

/** Confirmed promises of confirmed plans, of those the reader may read; the ones that name money first. */
async function readable(ctx: Context, condition: ReturnType<typeof sql>, branch?: string): Promise<MoneyCommitment[]> {
  const { rows } = await sql<Row>`
    select c.id, c.number, c.title, p.year, c.content, p.unit_id as "planUnitId", c.unit_id as "unitId"
    from plan.commitment c join plan.plan p on p.id = c.plan_id
    where p.state = 'confirmed' and c.review_state = 'confirmed' and not c.is_removed and ${condition}
    order by c.kind not like 'money%', p.created_at, c.position, c.id limit 1000`.execute(ctx.transaction);
  const paths = new Map((await unitsOn(ctx, { day: ctx.clock.today() })).map((unit) => [unit.id, unit.path]));
  return rows.flatMap((row) => {
    const planPath = paths.get(row.planUnitId);
    const path = row.unitId === null ? planPath : paths.get(row.unitId);
    if (planPath === undefined || path === undefined || !mayReadCommitment(ctx, { planPath, path })) return [];
    if (branch !== undefined && !branch.startsWith(planPath) && !planPath.startsWith(branch)) return [];
    return [present(row)];
  });
}

function present({ id, number, title, content: { target } }: Row): MoneyCommitment {
  const fenOf = (value: bigint | null) => (value === null ? null : BigInt(value));
  const money =
    target?.type === 'money' ? { min: fenOf(target.minFen), max: fenOf(target.maxFen), isAbout: target.isAbout } : null;
  return { id, title: `${number} ${title}`, href: `/plan/commitments/${id}`, money };
}

/** The way from budgets to promises: the ledger is handed this where the house is put together. */
export const moneyCommitments = {
  named: (ctx: Context, ids: readonly string[]) => readable(ctx, sql`c.id = any(${[...ids]}::uuid[])`),
  ofYear: (ctx: Context, { unitPath, year }: { unitPath: string; year: number }) =>
    readable(ctx, sql`p.year = ${year}`, unitPath),
};

import { hasText, text, type Context } from '#kernel';
import type { EndpointResponse } from '#kernel/contract';
import { seatRows } from '../bodies/store';
import { enrolmentHistory } from '../enrolments/enrolments';
import { visiblePerson } from '../people';
import type { showRecord as contract } from './contract';

/** The words that the owning line has for a scheme, a state, a kind of body or a seat; its own name where it has none. */
export function wordsFor(ctx: Context, group: 'schemes' | 'bodies', name: string, rest: string): string {
  const [line = '', own = ''] = name.split('.', 2);
  const key = `${line}:${group}.${own}.${rest}`;
  return hasText(ctx.language, key) ? text(ctx.language, key) : name;
}

/** Refuses: a person that isn't in reach. */
export async function showRecord(ctx: Context, personId: string): Promise<EndpointResponse<typeof contract>> {
  await visiblePerson(ctx, personId, 'roster.person.read');
  const enrolments = await enrolmentHistory(ctx, { personIds: [personId] });
  const seats = await seatRows(ctx, { personIds: [personId] });
  return {
    enrolments: enrolments.map((row) => ({
      ...row,
      schemeName: wordsFor(ctx, 'schemes', row.scheme, 'name'),
      stateName: wordsFor(ctx, 'schemes', row.scheme, `states.${row.state}`),
    })),
    seats: seats.map((row) => ({
      ...row,
      kindName: wordsFor(ctx, 'bodies', row.bodyKind, 'name'),
      seatName: wordsFor(ctx, 'bodies', row.bodyKind, `seats.${row.seat}`),
    })),
  };
}

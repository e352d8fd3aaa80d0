import { audit, type Context } from '#kernel';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import type * as contract from './contract';
import { eventFor } from './policy';
import { withNames } from './sign-ups';
import * as store from './store-taking-part';

/** No event of a works has more; a sheet of more names would be sixty pages for each thousand. */
const MOST_LINES = 5000;

/**
 * The names of a printed sign-in sheet, unit by unit: those with a place, or those who came. It is a reading of many
 * names at once that leaves on paper, so it is audited. Refuses: an event that isn't there or isn't the host's.
 */
export async function getSignInSheet(
  ctx: Context,
  eventId: string,
  query: EndpointInput<typeof contract.getSignInSheet>['query'],
): Promise<EndpointResponse<typeof contract.getSignInSheet>> {
  await eventFor(ctx, eventId, 'schedule.attendance.write');
  const came = new Map(
    (await store.selectAttendance(ctx, eventId, null, MOST_LINES)).map((row) => [row.personId, row.recordedAt]),
  );
  const placed = (await store.selectSignUps(ctx, eventId, 0, MOST_LINES)).filter((row) => row.state === 'placed');
  const personIds = query.of === 'came' ? [...came.keys()] : placed.map((row) => row.personId);
  const people = await withNames(
    ctx,
    personIds.map((personId) => ({ personId })),
  );
  const inChinese = new Intl.Collator('zh-CN');
  const lines = people
    .map(({ personId, name, unitName }) => ({
      name,
      unitName,
      checkedInAt: came.get(personId)?.toISOString() ?? null,
    }))
    // By unit, as people stand in line; those without one come last.
    .sort(
      (a, b) =>
        Number(a.unitName === null) - Number(b.unitName === null) ||
        inChinese.compare(a.unitName ?? '', b.unitName ?? '') ||
        inChinese.compare(a.name, b.name),
    );
  audit(ctx, {
    action: 'schedule.readSignInSheet',
    subject: `event:${eventId}`,
    details: { of: query.of, names: lines.length },
  });
  return { lines };
}

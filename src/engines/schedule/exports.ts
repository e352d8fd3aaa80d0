import { allPages, audit, exportTable, may, text, type Context, type FileAnswer, type WorkbookColumn } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { findUnit, unitNames } from '#engines/roster';
import { listAttendance } from './attendance';
import type { EventRow } from './contract';
import type * as contract from './contract';
import { listEvents } from './events';
import { eventFor } from './policy';
import { listSignUps } from './sign-ups';

type EventQuery = EndpointInput<typeof contract.exportEvents>['query'];
type Say = (key: string, params?: Record<string, unknown>) => string;

const sayIn =
  (ctx: Context): Say =>
  (key, params = {}) =>
    text(ctx.language, `schedule:${key}`, params);

const title = (key: string): string => `schedule:exports.columns.${key}`;
const momentOf = (at: string | null): Date | null => (at === null ? null : new Date(at));

/** What the list was filtered by, in the words of its filters. The unit stands in the note already. */
function filterWords(query: EventQuery, say: Say): string[] {
  const { from, to, state, organiser, tag, isMine, search } = query;
  return [
    from === undefined && to === undefined
      ? ''
      : say('exports.filter.days', { from: from ?? say('exports.filter.open'), to: to ?? say('exports.filter.open') }),
    state === undefined ? '' : say('exports.filter.state', { state: say(`states.${state}`) }),
    organiser === undefined ? '' : say('exports.filter.organiser', { organiser: say(`organisers.${organiser}`) }),
    tag === undefined ? '' : say('exports.filter.tag', { tag }),
    isMine === true ? say('exports.filter.mine') : '',
    search ? say('exports.filter.words', { words: search }) : '',
  ];
}

function eventColumns(say: Say): WorkbookColumn<EventRow>[] {
  const mark = say('exports.listMark');
  return [
    { key: 'title', title: title('event'), kind: 'text', width: 32, value: (event) => event.title },
    { key: 'series', title: title('series'), kind: 'text', width: 18, value: ({ series }) => series?.name ?? null },
    {
      key: 'edition',
      title: title('edition'),
      kind: 'count',
      width: 8,
      value: ({ series }) => series?.edition ?? null,
    },
    { key: 'state', title: title('state'), kind: 'text', width: 12, value: (event) => say(`states.${event.state}`) },
    { key: 'from', title: title('windowFrom'), kind: 'day', width: 12, value: (event) => event.window.from },
    { key: 'to', title: title('windowTo'), kind: 'day', width: 12, value: (event) => event.window.to },
    { key: 'words', title: title('windowWords'), kind: 'text', width: 14, value: (event) => event.window.words },
    { key: 'starts', title: title('startsAt'), kind: 'moment', width: 18, value: (event) => momentOf(event.startsAt) },
    { key: 'ends', title: title('endsAt'), kind: 'moment', width: 18, value: (event) => momentOf(event.endsAt) },
    { key: 'held', title: title('heldOn'), kind: 'day', width: 12, value: (event) => event.heldOn },
    { key: 'place', title: title('place'), kind: 'text', width: 20, value: (event) => event.place },
    { key: 'unit', title: title('unit'), kind: 'text', width: 18, value: (event) => event.unit.name },
    {
      key: 'organiser',
      title: title('organiser'),
      kind: 'text',
      width: 18,
      value: ({ organiser }) => organiser.name ?? say(`organisers.${organiser.kind}`),
    },
    {
      key: 'audience',
      title: title('audience'),
      kind: 'text',
      width: 20,
      value: ({ audience }) => [audience.unit.name, ...audience.cohorts].join(mark),
    },
    { key: 'themes', title: title('themes'), kind: 'text', width: 18, value: (event) => event.themes.join(mark) },
    { key: 'places', title: title('places'), kind: 'count', width: 8, value: (event) => event.places },
    { key: 'placed', title: title('placed'), kind: 'count', width: 8, isSummed: true, value: (e) => e.counts.placed },
    {
      key: 'waiting',
      title: title('waiting'),
      kind: 'count',
      width: 8,
      isSummed: true,
      value: (e) => e.counts.waiting,
    },
    { key: 'people', title: title('people'), kind: 'count', width: 8, isSummed: true, value: (e) => e.counts.people },
    { key: 'photos', title: title('photos'), kind: 'count', width: 8, isSummed: true, value: (e) => e.counts.photos },
    { key: 'summary', title: title('summary'), kind: 'text', width: 40, value: (event) => event.summary },
    { key: 'reason', title: title('reason'), kind: 'text', width: 24, value: (event) => event.stateReason },
  ];
}

/** The list of events as a file. Refuses: a unit that isn't there, as the list does. */
export async function exportEvents(ctx: Context, query: EventQuery): Promise<FileAnswer> {
  const say = sayIn(ctx);
  const unit = query.unitId === undefined ? null : await findUnit(ctx, query.unitId);
  // The name of a unit that the person may not read must not come back in the note.
  const isKnown = unit !== null && may(ctx.user, 'schedule.event.read', unit.path);
  const { file } = await exportTable(ctx, {
    title: say('exports.events'),
    permission: 'schedule.event.read',
    unitName: isKnown ? unit.name : undefined,
    filters: filterWords(query, say),
    columns: eventColumns(say),
    rows: allPages((page) => listEvents(ctx, { ...query, ...page })),
  });
  return file;
}

type SignUpLine = Awaited<ReturnType<typeof listSignUps>>['rows'][number] & { state: string };
type NumberedSignUp = SignUpLine & { number: number; waitingNumber: number | null };

/** The place in the list, and in the waiting list, which is counted over all pages. */
async function* numbered(pages: AsyncIterable<readonly SignUpLine[]>): AsyncGenerator<NumberedSignUp[]> {
  let number = 0;
  let waiting = 0;
  for await (const rows of pages) {
    yield rows.map((row) => ({
      ...row,
      number: (number += 1),
      waitingNumber: row.state === 'waiting' ? (waiting += 1) : null,
    }));
  }
}

function signUpColumns(say: Say): WorkbookColumn<NumberedSignUp>[] {
  const stateOf = ({ waitingNumber }: NumberedSignUp) =>
    waitingNumber === null ? say('signUp.placed') : say('signUp.waiting', { number: waitingNumber });
  return [
    { key: 'number', title: title('number'), kind: 'count', width: 8, value: (row) => row.number },
    { key: 'name', title: title('person'), kind: 'text', width: 12, value: (row) => row.name },
    { key: 'unit', title: title('unit'), kind: 'text', width: 20, value: (row) => row.unitName },
    { key: 'state', title: title('state'), kind: 'text', width: 14, value: stateOf },
    { key: 'at', title: title('signedUpAt'), kind: 'moment', width: 18, value: (row) => row.signedUpAt },
  ];
}

/** Who signed up, for the host. Refuses: an event that isn't there or isn't the host's. */
export async function exportSignUps(ctx: Context, eventId: string): Promise<FileAnswer> {
  const say = sayIn(ctx);
  const event = await eventFor(ctx, eventId, 'schedule.attendance.write');
  const names = await unitNames(ctx, [event.unitId]);
  const { file, rows } = await exportTable(ctx, {
    title: say('exports.signUps', { title: event.title }),
    permission: 'schedule.attendance.write',
    unitName: names.get(event.unitId),
    filters: [],
    columns: signUpColumns(say),
    rows: numbered(allPages((page) => listSignUps(ctx, eventId, page))),
  });
  audit(ctx, { action: 'schedule.exportSignUps', subject: `event:${eventId}`, details: { count: rows } });
  return file;
}

type AttendanceLine = Awaited<ReturnType<typeof listAttendance>>['rows'][number];

function attendanceColumns(say: Say): WorkbookColumn<AttendanceLine>[] {
  return [
    { key: 'name', title: title('person'), kind: 'text', width: 12, value: (row) => row.name },
    { key: 'unit', title: title('unit'), kind: 'text', width: 20, value: (row) => row.unitName },
    { key: 'way', title: title('way'), kind: 'text', width: 14, value: (row) => say(`ways.${row.way}`) },
    { key: 'at', title: title('recordedAt'), kind: 'moment', width: 18, value: (row) => row.recordedAt },
  ];
}

/** Who came, for the host. Refuses: an event that isn't there or isn't the host's. */
export async function exportAttendance(ctx: Context, eventId: string): Promise<FileAnswer> {
  const say = sayIn(ctx);
  const event = await eventFor(ctx, eventId, 'schedule.attendance.write');
  const names = await unitNames(ctx, [event.unitId]);
  const { file, rows } = await exportTable(ctx, {
    title: say('exports.attendance', { title: event.title }),
    permission: 'schedule.attendance.write',
    unitName: names.get(event.unitId),
    filters: [],
    columns: attendanceColumns(say),
    rows: allPages((page) => listAttendance(ctx, eventId, page)),
  });
  audit(ctx, { action: 'schedule.exportAttendance', subject: `event:${eventId}`, details: { count: rows } });
  return file;
}

import { exportTable, may, text, type Context, type FileAnswer, type WorkbookColumn } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { findUnit } from '#engines/roster';
import { holdsWords, isShown, yearOf, type DutyYear } from './contract';
import type * as contract from './contract';
import { listDuties } from './duties';

type Query = EndpointInput<typeof contract.exportDuties>['query'];
type Say = (key: string, params?: Record<string, unknown>) => string;

const title = (key: string): string => `schedule:exports.columns.${key}`;

function columnsIn(say: Say): WorkbookColumn<DutyYear>[] {
  const doers = ({ duty }: DutyYear) =>
    [...duty.holders, ...(duty.person === null ? [] : [duty.person.name])].join(say('exports.listMark'));
  return [
    { key: 'duty', title: title('duty'), kind: 'text', width: 32, value: ({ duty }) => duty.title },
    {
      key: 'recurrence',
      title: title('recurrence'),
      kind: 'text',
      width: 14,
      value: ({ duty }) => say(`recurrences.${duty.recurrence}`),
    },
    { key: 'words', title: title('windowWords'), kind: 'text', width: 14, value: ({ duty }) => duty.words },
    { key: 'unit', title: title('unit'), kind: 'text', width: 18, value: ({ duty }) => duty.unit.name },
    { key: 'doer', title: title('doer'), kind: 'text', width: 16, value: doers },
    { key: 'next', title: title('nextDue'), kind: 'day', width: 12, value: ({ next }) => next?.to ?? null },
    { key: 'missed', title: title('missed'), kind: 'count', width: 8, isSummed: true, value: (one) => one.missed },
    { key: 'done', title: title('done'), kind: 'count', width: 8, isSummed: true, value: (one) => one.done },
    {
      key: 'rounds',
      title: title('rounds'),
      kind: 'count',
      width: 8,
      isSummed: true,
      value: (one) => one.rounds.length,
    },
    {
      key: 'doneOn',
      title: title('lastDone'),
      kind: 'day',
      width: 12,
      value: ({ lastDone }) => lastDone?.doneOn ?? null,
    },
    { key: 'note', title: title('note'), kind: 'text', width: 40, value: ({ lastDone }) => lastDone?.note ?? null },
    { key: 'since', title: title('since'), kind: 'day', width: 12, value: ({ duty }) => duty.startsOn },
    { key: 'until', title: title('until'), kind: 'day', width: 12, value: ({ duty }) => duty.endsOn },
  ];
}

/** The recurring duties of a year as the page lists them. Refuses: a unit that isn't there, as the list does. */
export async function exportDuties(ctx: Context, query: Query): Promise<FileAnswer> {
  const say: Say = (key, params = {}) => text(ctx.language, `schedule:${key}`, params);
  const { show, search = '', ...asked } = query;
  const list = await listDuties(ctx, { ...asked, isMine: show === 'mine' });
  const today = ctx.clock.today();
  const rows = yearOf(list.rows, list.occurrences).filter(
    (one) => isShown(one, show, today) && holdsWords(one, search),
  );
  const unit = query.unitId === undefined ? null : await findUnit(ctx, query.unitId);
  // The name of a unit that the person may not read must not come back in the note.
  const isKnown = unit !== null && may(ctx.user, 'schedule.event.read', unit.path);
  const { file } = await exportTable(ctx, {
    title: say('exports.duties', { year: query.year }),
    permission: 'schedule.event.read',
    unitName: isKnown ? unit.name : undefined,
    filters: [
      say(`pages.duty.show_${show}`),
      query.tag === undefined ? '' : say('exports.filter.tag', { tag: query.tag }),
      search ? say('exports.filter.words', { words: search }) : '',
    ],
    columns: columnsIn(say),
    rows: [rows],
  });
  return file;
}

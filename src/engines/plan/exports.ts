import { audit, exportTable, yuanText, type Context, type FileAnswer, type WorkbookColumn } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { unitsOn } from '#engines/roster';
import type { BoardRow, Evidence, Task } from './contract';
import type * as contract from './contract';
import { listDirectives } from './directives';
import { listMyDuties } from './duties';
import { presentEvidence } from './evidence';
import { readableCommitment, readablePlan, touchesBranch } from './policy';
import { targetWords, type Words } from './report-lines';
import { wordsIn } from './report-words';
import { commitmentsOf } from './store';
import { evidenceOf } from './store-year';
import { readBoard } from './totals';

type Input<E> = EndpointInput<E>;

const title = (key: string): string => `plan:exports.columns.${key}`;

/** Late on the board: the window has passed unkept, or it is still open and a day in it was missed. */
function isLate({ state, lateDays }: BoardRow): boolean {
  return state === 'missed' || (lateDays > 0 && (state === 'on_the_way' || state === 'at_risk'));
}

/** A figure as a number that can be counted with: money in yuan, all else as it is. */
function amountOf(row: BoardRow, which: 'value' | 'of'): number | null {
  const amount = row.figure?.[which] ?? null;
  if (amount === null) return null;
  return Number(row.figure?.unit === 'fen' ? yuanText(BigInt(amount)) : amount);
}

type Line = BoardRow & { chapter: string };

function boardColumns(words: Words): WorkbookColumn<Line>[] {
  const { say } = words;
  return [
    { key: 'number', title: title('number'), kind: 'text', width: 10, value: (row) => row.number },
    { key: 'chapter', title: title('chapter'), kind: 'text', width: 18, value: (row) => row.chapter },
    { key: 'title', title: title('commitment'), kind: 'text', width: 28, value: (row) => row.title },
    { key: 'quote', title: title('quote'), kind: 'text', width: 48, value: (row) => row.quote },
    { key: 'kind', title: title('kind'), kind: 'text', width: 14, value: (row) => say(`pages.kind.${row.kind}`) },
    { key: 'from', title: title('from'), kind: 'day', width: 12, value: (row) => row.days.from },
    { key: 'to', title: title('to'), kind: 'day', width: 12, value: (row) => row.days.to },
    { key: 'words', title: title('windowWords'), kind: 'text', width: 14, value: (row) => row.window?.words ?? null },
    { key: 'target', title: title('target'), kind: 'text', width: 20, value: (row) => targetWords(row.target, words) },
    { key: 'value', title: title('value'), kind: 'decimal', width: 12, value: (row) => amountOf(row, 'value') },
    { key: 'of', title: title('of'), kind: 'decimal', width: 12, value: (row) => amountOf(row, 'of') },
    {
      key: 'unitWord',
      title: title('unitWord'),
      kind: 'text',
      width: 8,
      value: ({ figure }) => (figure === null ? null : say(`units.bare.${figure.unit}`)),
    },
    { key: 'state', title: title('state'), kind: 'text', width: 16, value: (row) => say(`report.states.${row.state}`) },
    { key: 'late', title: title('lateDays'), kind: 'count', width: 10, value: (row) => row.lateDays || null },
    { key: 'unit', title: title('unit'), kind: 'text', width: 18, value: (row) => row.unitName },
    { key: 'officer', title: title('officer'), kind: 'text', width: 12, value: (row) => row.officerName },
    {
      key: 'themes',
      title: title('themes'),
      kind: 'text',
      width: 18,
      value: (row) => row.themes.join(say('report.list_mark')),
    },
    {
      key: 'evidence',
      title: title('evidence'),
      kind: 'count',
      width: 10,
      isSummed: true,
      value: (row) => row.evidenceCount,
    },
    {
      key: 'tasks',
      title: title('openTasks'),
      kind: 'count',
      width: 10,
      isSummed: true,
      value: (row) => row.openTasks,
    },
    { key: 'next', title: title('nextStep'), kind: 'text', width: 32, value: (row) => row.nextStep },
  ];
}

/** The board as a file: all commitments, or the late ones. Refuses: a plan or a unit that isn't there or out of reach. */
export async function exportBoard(
  ctx: Context,
  planId: string,
  query: Input<typeof contract.exportBoard>['query'],
): Promise<FileAnswer> {
  const words = wordsIn(ctx.language);
  const board = await readBoard(ctx, planId, query);
  const chapters = new Map(board.sections.map((section) => [section.key, section.title]));
  const wanted = query.show === 'late' ? board.rows.filter(isLate) : board.rows;
  const { file } = await exportTable(ctx, {
    title: board.plan.title,
    permission: 'plan.plan.read',
    unitName: (await readableName(ctx, query.unitId)) ?? board.plan.unitName,
    filters: [words.say(`exports.filter.${query.show}`), words.say('exports.filter.asOf', { day: board.today })],
    columns: boardColumns(words),
    rows: [wanted.map((row) => ({ ...row, chapter: chapters.get(row.section ?? '') ?? '' }))],
  });
  return file;
}

/** The name of a unit that was asked for, unless the person may not know it. */
async function readableName(ctx: Context, unitId: string | undefined): Promise<string | undefined> {
  if (unitId === undefined) return undefined;
  const unit = (await unitsOn(ctx, { day: ctx.clock.today() })).find((one) => one.id === unitId);
  return unit !== undefined && touchesBranch(ctx, 'plan.plan.read', unit.path) ? unit.name : undefined;
}

interface EvidenceLine {
  one: Evidence;
  number: string;
  commitment: string;
}

function evidenceColumns(words: Words): WorkbookColumn<EvidenceLine>[] {
  const { say } = words;
  const files = ({ one }: EvidenceLine) => one.files.map((file) => file.name).join(say('report.list_mark'));
  const momentOf = (at: string | null) => (at === null ? null : new Date(at));
  return [
    { key: 'number', title: title('number'), kind: 'text', width: 10, value: (row) => row.number },
    { key: 'title', title: title('commitment'), kind: 'text', width: 28, value: (row) => row.commitment },
    { key: 'day', title: title('day'), kind: 'day', width: 12, value: ({ one }) => one.day },
    { key: 'text', title: title('words'), kind: 'text', width: 48, value: ({ one }) => one.text },
    {
      key: 'count',
      title: title('fileCount'),
      kind: 'count',
      width: 10,
      isSummed: true,
      value: ({ one }) => one.files.length,
    },
    { key: 'files', title: title('files'), kind: 'text', width: 36, value: files },
    { key: 'by', title: title('by'), kind: 'text', width: 12, value: ({ one }) => one.byName },
    { key: 'at', title: title('recordedAt'), kind: 'moment', width: 18, value: ({ one }) => momentOf(one.recordedAt) },
    {
      key: 'withdrawn',
      title: title('withdrawnAt'),
      kind: 'moment',
      width: 18,
      value: ({ one }) => momentOf(one.withdrawnAt),
    },
    { key: 'why', title: title('withdrawnReason'), kind: 'text', width: 24, value: ({ one }) => one.withdrawnReason },
  ];
}

const COMMITMENTS_AT_A_TIME = 50;

/**
 * The evidence of a plan's commitments as far as the person may read it, in the order of the plan. Refuses: a plan or
 * commitment that isn't there or out of reach.
 */
export async function exportEvidence(
  ctx: Context,
  planId: string,
  commitmentId: string | undefined,
): Promise<FileAnswer> {
  const words = wordsIn(ctx.language);
  const plan = await readablePlan(ctx, planId, 'plan.evidence.read');
  const one = commitmentId === undefined ? null : await readableCommitment(ctx, commitmentId, 'plan.evidence.read');
  const paths = new Map((await unitsOn(ctx, { day: ctx.clock.today() })).map((unit) => [unit.id, unit.path]));
  const records = (await commitmentsOf(ctx, plan.id)).filter(({ id, content }) => {
    const path = content.unitId === null ? plan.unitPath : paths.get(content.unitId);
    const isAsked = commitmentId === undefined || id === commitmentId;
    return isAsked && path !== undefined && touchesBranch(ctx, 'plan.evidence.read', path);
  });
  const names = new Map(records.map((record) => [record.id, record]));
  async function* lines(): AsyncGenerator<EvidenceLine[]> {
    for (let at = 0; at < records.length; at += COMMITMENTS_AT_A_TIME) {
      const ids = records.slice(at, at + COMMITMENTS_AT_A_TIME).map((record) => record.id);
      const places = new Map(ids.map((id, place) => [id, place]));
      const rows = await presentEvidence(ctx, await evidenceOf(ctx, ids));
      rows.sort((a, b) => places.get(a.commitmentId)! - places.get(b.commitmentId)!);
      yield rows.map((row) => {
        const { number, content } = names.get(row.commitmentId)!;
        return { one: row, number, commitment: content.title };
      });
    }
  }
  const { file, rows } = await exportTable(ctx, {
    title: words.say('exports.evidence', { title: plan.title }),
    permission: 'plan.evidence.read',
    unitName: plan.unitName,
    filters: one === null ? [] : [words.say('exports.filter.commitment', { title: one.commitment.content.title })],
    columns: evidenceColumns(words),
    rows: lines(),
  });
  audit(ctx, {
    action: 'plan.exportEvidence',
    subject: `plan:${planId}`,
    details: { count: rows, commitment: commitmentId ?? null },
  });
  return file;
}

type DutyLine = { part: 'open' | 'done'; task: Task } | { part: 'commitment'; row: BoardRow };

function dutyColumns(words: Words): WorkbookColumn<DutyLine>[] {
  const { say } = words;
  const isTask = (line: DutyLine): line is Extract<DutyLine, { task: Task }> => 'task' in line;
  const stateOf = (line: DutyLine) => (isTask(line) ? null : say(`report.states.${line.row.state}`));
  return [
    { key: 'part', title: title('part'), kind: 'text', width: 12, value: (line) => say(`exports.part.${line.part}`) },
    {
      key: 'title',
      title: title('matter'),
      kind: 'text',
      width: 36,
      value: (line) => (isTask(line) ? line.task.title : line.row.title),
    },
    {
      key: 'of',
      title: title('commitment'),
      kind: 'text',
      width: 28,
      value: (line) => (isTask(line) ? line.task.commitmentTitle : line.row.number),
    },
    {
      key: 'unit',
      title: title('unit'),
      kind: 'text',
      width: 18,
      value: (line) => (isTask(line) ? line.task : line.row).unitName,
    },
    {
      key: 'person',
      title: title('officer'),
      kind: 'text',
      width: 12,
      value: (line) => (isTask(line) ? line.task.personName : line.row.officerName),
    },
    {
      key: 'due',
      title: title('due'),
      kind: 'day',
      width: 12,
      value: (line) => (isTask(line) ? line.task.dueOn : line.row.days.to),
    },
    {
      key: 'done',
      title: title('doneOn'),
      kind: 'day',
      width: 12,
      value: (line) => (isTask(line) ? line.task.doneOn : null),
    },
    { key: 'state', title: title('state'), kind: 'text', width: 16, value: stateOf },
    {
      key: 'late',
      title: title('lateDays'),
      kind: 'count',
      width: 10,
      value: (line) => (isTask(line) ? line.task : line.row).lateDays || null,
    },
    {
      key: 'note',
      title: title('note'),
      kind: 'text',
      width: 32,
      value: (line) => (isTask(line) ? line.task.doneNote : line.row.nextStep),
    },
  ];
}

/** What one person has to do, as the page of duties shows it: open tasks, finished ones, commitments. */
export async function exportMyDuties(ctx: Context): Promise<FileAnswer> {
  const words = wordsIn(ctx.language);
  const { tasks, doneTasks, commitments } = await listMyDuties(ctx);
  const { file } = await exportTable(ctx, {
    title: words.say('exports.duties'),
    permission: 'plan.task.read',
    filters: [],
    columns: dutyColumns(words),
    rows: [
      tasks.map((task): DutyLine => ({ part: 'open', task })),
      commitments.map((row): DutyLine => ({ part: 'commitment', row })),
      doneTasks.map((task): DutyLine => ({ part: 'done', task })),
    ],
  });
  return file;
}

type DirectiveLine = Awaited<ReturnType<typeof listDirectives>>['directives'][number];

const directiveColumns: readonly WorkbookColumn<DirectiveLine>[] = [
  { key: 'title', title: title('directive'), kind: 'text', width: 40, value: (one) => one.title },
  { key: 'sender', title: title('sender'), kind: 'text', width: 24, value: (one) => one.sender },
  { key: 'number', title: title('paperNumber'), kind: 'text', width: 20, value: (one) => one.number },
  { key: 'received', title: title('receivedOn'), kind: 'day', width: 12, value: (one) => one.receivedOn },
  { key: 'file', title: title('files'), kind: 'text', width: 30, value: (one) => one.file?.name ?? null },
  { key: 'cited', title: title('citedBy'), kind: 'count', width: 12, isSummed: true, value: (one) => one.citedBy },
  { key: 'unit', title: title('unit'), kind: 'text', width: 20, value: (one) => one.unitName },
];

export async function exportDirectives(ctx: Context): Promise<FileAnswer> {
  const { directives } = await listDirectives(ctx);
  const { file } = await exportTable(ctx, {
    title: wordsIn(ctx.language).say('exports.directives'),
    permission: 'plan.plan.read',
    filters: [],
    columns: directiveColumns,
    rows: [directives],
  });
  return file;
}

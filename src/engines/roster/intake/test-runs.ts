import { AppError, inTransaction, readWorkbook, type Context, type JobGround, type SignedInUser } from '#kernel';
import { quietLog, standingClock, type TestDatabase } from '#kernel/testing';
import { applyRows } from './applying';
import { cellWords } from './cells';
import { checkRows } from './checking';
import type { IntakeMapping, IntakeOptions, IntakeRow, IntakeRun } from './contract';
import * as runs from './runs';
import { exportRejected } from './sheets';
import { madeWorkbook, type MadeCell } from './test-sheets';
import { undoRows } from './undoing';

const plain: IntakeOptions = { blanksCount: false, monthsCount: false, moveOn: null };

/** What the page and the jobs do with a sheet, without the page and the queue. */
export class Desk {
  readonly clock = standingClock('2024-06-18');

  constructor(
    private readonly database: TestDatabase,
    readonly user: SignedInUser,
  ) {}

  act<Result>(work: (ctx: Context) => Promise<Result>): Promise<Result> {
    return inTransaction(this.database.seed({ user: this.user, clock: this.clock }), work);
  }

  /** Works as the jobs do; after `steps` steps the program is killed. */
  ground(steps = Number.POSITIVE_INFINITY): JobGround {
    let left = steps;
    return {
      act: (work) => {
        left -= 1;
        return left < 0 ? Promise.reject(new Error('killed')) : this.act(work);
      },
      log: quietLog,
      stopping: undefined,
    };
  }

  async begin(rows: readonly (readonly MadeCell[])[], merged: readonly string[] = []): Promise<IntakeRun> {
    const bytes = madeWorkbook({ name: '花名册', rows, merged });
    return (await this.act((ctx) => runs.beginIntake(ctx, '花名册.xlsx', bytes))).run;
  }

  /** Uploads and checks with the mapping that is proposed. */
  async checked(
    rows: readonly (readonly MadeCell[])[],
    change: { options?: Partial<IntakeOptions>; mapping?: IntakeMapping; merged?: readonly string[] } = {},
  ): Promise<IntakeRun> {
    const { id } = await this.begin(rows, change.merged);
    const detail = await this.act((ctx) => runs.showIntake(ctx, id));
    const mapping = change.mapping ?? detail.mapping;
    const body = { mapping, options: { ...plain, ...change.options }, revision: detail.run.revision };
    const { revision } = await this.act((ctx) => runs.checkIntake(ctx, id, body));
    await checkRows(this.ground(), id, revision);
    return this.show(id);
  }

  async show(id: string): Promise<IntakeRun> {
    return (await this.act((ctx) => runs.showIntake(ctx, id))).run;
  }

  async apply(run: IntakeRun): Promise<IntakeRun> {
    await this.act((ctx) => runs.applyIntake(ctx, run.id, run.revision));
    await applyRows(this.ground(), run.id);
    return this.show(run.id);
  }

  async takeIn(rows: readonly (readonly MadeCell[])[], options: Partial<IntakeOptions> = {}): Promise<IntakeRun> {
    return this.apply(await this.checked(rows, { options }));
  }

  async undo(id: string): Promise<IntakeRun> {
    await this.act((ctx) => runs.undoIntake(ctx, id, '传错了文件'));
    await undoRows(this.ground(), id);
    return this.show(id);
  }

  async rows(
    id: string,
    query: { verdict?: IntakeRow['verdict']; outcome?: 'kept' | 'ended' } = {},
  ): Promise<IntakeRow[]> {
    const all: IntakeRow[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = { ...query, limit: 200, ...(cursor === undefined ? {} : { cursor }) };
      const answer = await this.act((ctx) => runs.listIntakeRows(ctx, id, page));
      all.push(...answer.rows);
      cursor = answer.nextCursor;
    }
    return all;
  }

  /** The bad rows as the clerk gets them back, each as words. */
  async rejected(id: string): Promise<string[][]> {
    const file = await this.act((ctx) => exportRejected(ctx, id));
    const lines: string[][] = [];
    for await (const piece of (await readWorkbook(file.bytes, file.name)).rows)
      lines.push(...piece.map((row) => row.cells.map(cellWords)));
    return lines;
  }
}

export const HEAD = ['工号', '姓名', '性别', '出生日期', '联系电话', '单位', '用工形式', '到岗日期', '离职日期'];
let counter = 0;
/** A row in the order of HEAD; its staff number is new unless it is given. */
export function rowOf(change: Partial<Record<(typeof HEAD)[number], MadeCell>> = {}): MadeCell[] {
  const usual: Record<string, MadeCell> = {
    ...{ 工号: `R${(counter += 1)}`, 姓名: '张海燕', 性别: '女', 出生日期: '1975-03-08', 联系电话: '13800001234' },
    ...{ 单位: '甲班', 用工形式: '合同工', 到岗日期: '2010-07-01', 离职日期: null },
  };
  return HEAD.map((heading) => (heading in change ? change[heading]! : usual[heading]!));
}

/** The code of a refusal, or that there was none. */
export const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

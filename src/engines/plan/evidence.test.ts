import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type SignedInUser } from '#kernel';
import { testUser, type TestDatabase } from '#kernel/testing';
import { type SmallTree } from '#engines/roster/testing';
import { commitmentTag } from './measures';
import { addComment, listComments } from './comments';
import {
  evidenceFiled,
  fileEvidence,
  getEvidenceFile,
  listEvidence,
  uploadEvidenceFile,
  withdrawEvidence,
} from './evidence';
import { addTask, finishTask, tasksDone } from './tasks';
import { openYearDesk, type YearDesk } from './testing';

let desk: YearDesk;
let database: TestDatabase;
let tree: SmallTree;
let officer: SignedInUser;
let neighbour: SignedInUser;
let draftCommitment: string;
let commitments: YearDesk['commitments'];

const run: YearDesk['run'] = (act, user, today) => desk.run(act, user, today);

beforeAll(async () => {
  desk = await openYearDesk();
  ({ database, tree, officer, neighbour, draftCommitment, commitments } = desk);
});
afterAll(() => database.close());

const png = (mark: number) => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, mark]);

const taskOf = (change: Partial<Parameters<typeof addTask>[2]> = {}) => ({
  title: '布置场地',
  unitId: tree.areas[0].id,
  personId: null,
  dueOn: '2024-06-30',
  ...change,
});

describe('evidence', () => {
  const given = { day: '2024-06-17', text: '组织了学习', taskId: null, fileIds: [] as string[] };

  test('holds words, photos and files, for the unit of who filed it', async () => {
    const photo = await run((ctx) => uploadEvidenceFile(ctx, commitments.duty, '现场.png', png(1)), officer);
    const paper = await run(
      (ctx) => uploadEvidenceFile(ctx, commitments.duty, '签到.txt', Buffer.from('签到表')),
      officer,
    );
    const filed = await run(
      (ctx) => fileEvidence(ctx, commitments.duty, { ...given, fileIds: [photo.fileId, paper.fileId, photo.fileId] }),
      officer,
    );
    expect(filed.files.map((file) => [file.name, file.mediaType])).toEqual([
      ['现场.png', 'image/png'],
      ['签到.txt', 'text/plain'],
    ]);
    expect(filed).toMatchObject({ byName: '一区干事', withdrawnAt: null, abilities: { canWithdraw: true } });
    expect(
      (await run((ctx) => listEvidence(ctx, commitments.duty), neighbour)).find((row) => row.id === filed.id)
        ?.abilities,
    ).toEqual({ canWithdraw: false });
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'neither words nor files',
      () => run((ctx) => fileEvidence(ctx, commitments.duty, { ...given, text: '' })),
      'plan.evidence_empty',
    ],
    [
      'a day that has not come',
      () => run((ctx) => fileEvidence(ctx, commitments.duty, { ...given, day: '2024-06-19' })),
      'plan.evidence_future',
    ],
    [
      'a file that nobody uploaded',
      () => run((ctx) => fileEvidence(ctx, commitments.duty, { ...given, fileIds: [newId()] })),
      'plan.unknown_file',
    ],
    [
      'a task that is not there',
      () => run((ctx) => fileEvidence(ctx, commitments.duty, { ...given, taskId: newId() })),
      'kernel.not_found',
    ],
    [
      'a plan that is still reviewed',
      () => run((ctx) => fileEvidence(ctx, draftCommitment, given)),
      'plan.not_confirmed',
    ],
    ['a commitment that is not there', () => run((ctx) => fileEvidence(ctx, newId(), given)), 'kernel.not_found'],
    [
      'someone who only reads',
      () => run((ctx) => fileEvidence(ctx, commitments.duty, given), testUser(['plan.plan.read'], tree.works.path)),
      'kernel.not_found',
    ],
    [
      'an empty file',
      () => run((ctx) => uploadEvidenceFile(ctx, commitments.duty, 'a.png', new Uint8Array())),
      'file.empty',
    ],
    [
      'a file of unknown kind',
      () => run((ctx) => uploadEvidenceFile(ctx, commitments.duty, 'a.exe', new Uint8Array([0, 1, 2, 255]))),
      'file.type_refused',
    ],
    [
      'a file for a commitment out of reach',
      () =>
        run(
          (ctx) => uploadEvidenceFile(ctx, commitments.duty, 'a.png', png(2)),
          testUser(['plan.evidence.write'], '/none/'),
        ),
      'kernel.not_found',
    ],
  ])('refused: %s', async (_what, act, code) => {
    await expect(act()).rejects.toThrow(code);
  });

  test('refused: a file that another account uploaded, also by who knows its number', async () => {
    const { fileId } = await run((ctx) => uploadEvidenceFile(ctx, commitments.duty, '现场.png', png(3)), officer);
    await expect(run((ctx) => fileEvidence(ctx, commitments.duty, { ...given, fileIds: [fileId] }))).rejects.toThrow(
      'plan.unknown_file',
    );
    await expect(run((ctx) => getEvidenceFile(ctx, fileId))).rejects.toThrow('kernel.not_found');
    expect((await run((ctx) => getEvidenceFile(ctx, fileId), officer)).bytes).toEqual(Buffer.from(png(3)));
  });

  test('refused: a task of another commitment', async () => {
    const task = await run((ctx) => addTask(ctx, commitments.event, taskOf()));
    await expect(run((ctx) => fileEvidence(ctx, commitments.duty, { ...given, taskId: task.id }))).rejects.toThrow(
      'kernel.not_found',
    );
  });

  test('its photos open in the page for readers of evidence, and for nobody else', async () => {
    const { fileId } = await run((ctx) => uploadEvidenceFile(ctx, commitments.duty, '现场.png', png(4)), officer);
    await run((ctx) => fileEvidence(ctx, commitments.duty, { ...given, fileIds: [fileId] }), officer);
    const answer = await run((ctx) => getEvidenceFile(ctx, fileId), neighbour);
    expect([answer.mediaType, answer.name, answer.isInline]).toEqual(['image/png', '现场.png', true]);
    await expect(
      run((ctx) => getEvidenceFile(ctx, fileId), testUser(['plan.plan.read'], tree.works.path)),
    ).rejects.toThrow('kernel.not_found');
    await expect(run((ctx) => getEvidenceFile(ctx, newId()))).rejects.toThrow('kernel.not_found');
  });

  test('that is withdrawn stays readable with its reason, once', async () => {
    const filed = await run((ctx) => fileEvidence(ctx, commitments.duty, given), officer);
    await expect(run((ctx) => withdrawEvidence(ctx, filed.id, '日期有误'), neighbour)).rejects.toThrow(
      'kernel.not_found',
    );
    await expect(run((ctx) => withdrawEvidence(ctx, newId(), '日期有误'))).rejects.toThrow('kernel.not_found');
    const gone = await run((ctx) => withdrawEvidence(ctx, filed.id, '日期有误'), officer);
    expect(gone).toMatchObject({ text: '组织了学习', withdrawnReason: '日期有误', abilities: { canWithdraw: false } });
    await expect(run((ctx) => withdrawEvidence(ctx, filed.id, '日期有误'))).rejects.toThrow('plan.evidence_withdrawn');
  });
});

describe("the engine's own measures", () => {
  const window = { from: '2024-06-01', to: '2024-06-10' };
  const ask = (
    measure: typeof evidenceFiled,
    commitmentId: string,
    change: { unitPath?: string; asOf?: string } = {},
  ) =>
    run(
      async (ctx) =>
        (
          await measure.answer(ctx, [
            { tag: `commitment:${commitmentId}`, window, unitPath: tree.works.path, asOf: '2024-06-18', ...change },
          ])
        )[0]!,
    );

  test('evidence counts by its day, late days too; what came before the window or was withdrawn is shown and not counted', async () => {
    const file = (day: string, user = officer) =>
      run((ctx) => fileEvidence(ctx, commitments.event, { day, text: day, taskId: null, fileIds: [] }), user);
    await file('2024-05-20');
    await file('2024-06-05');
    await file('2024-06-16', neighbour);
    await run(async (ctx) =>
      withdrawEvidence(
        ctx,
        (await fileEvidence(ctx, commitments.event, { day: '2024-06-06', text: '错', taskId: null, fileIds: [] })).id,
        '错了',
      ),
    );
    const figure = await ask(evidenceFiled, commitments.event);
    expect(figure).toMatchObject({
      unit: 'documents',
      value: '2',
      of: null,
      countedDays: ['2024-06-05', '2024-06-16'],
    });
    expect(figure.rows.map((row) => row.reason)).toEqual([
      'plan.rows.before_window',
      null,
      'plan.rows.withdrawn',
      null,
    ]);
    expect((await ask(evidenceFiled, commitments.event, { asOf: '2024-06-10' })).countedDays).toEqual(['2024-06-05']);
    expect((await ask(evidenceFiled, commitments.event, { unitPath: tree.areas[1].path })).countedDays).toEqual([
      '2024-06-16',
    ]);
  });

  test('tasks count done of all, as they stood on a day', async () => {
    const task = await run((ctx) => addTask(ctx, commitments.duty, taskOf()));
    await run((ctx) => addTask(ctx, commitments.duty, taskOf({ title: '收题' })));
    await run((ctx) => finishTask(ctx, task.id, { revision: 1, isDone: true, note: '' }));
    expect(await ask(tasksDone, commitments.duty)).toMatchObject({
      unit: 'pieces',
      value: '1',
      of: '2',
      countedDays: ['2024-06-18'],
    });
    expect(await ask(tasksDone, commitments.duty, { asOf: '2024-06-17' })).toMatchObject({ value: '0', of: '0' });
    expect(await ask(tasksDone, commitments.duty, { unitPath: tree.areas[1].path })).toMatchObject({
      value: '0',
      of: '0',
    });
  });

  test('many questions get their figures in order', async () => {
    const question = (id: string) => ({
      tag: commitmentTag(id),
      window,
      unitPath: tree.works.path,
      asOf: '2024-06-18',
    });
    const figures = await run((ctx) =>
      evidenceFiled.answer(ctx, [commitments.money, commitments.event, newId()].map(question)),
    );
    expect(figures.map((figure) => figure.value)).toEqual(['0', '2', '0']);
  });
});

test('a comment stands with its author; one out of reach is refused', async () => {
  const said = await run((ctx) => addComment(ctx, commitments.event, '要早定场地'), officer);
  expect(said).toMatchObject({ text: '要早定场地', byName: '一区干事' });
  expect(await run((ctx) => listComments(ctx, commitments.event))).toEqual([said]);
  await expect(
    run((ctx) => addComment(ctx, commitments.event, '！'), testUser(['plan.plan.read'], tree.works.path)),
  ).rejects.toThrow('kernel.not_found');
});

test('every act leaves its line in the audit', async () => {
  const { rows } = await database.pool.query<{ action: string }>(
    "select distinct action from kernel.audit_entry where action like 'plan.%'",
  );
  const acts = ['uploadEvidenceFile', 'fileEvidence', 'withdrawEvidence', 'addComment'];
  expect(rows.map((row) => row.action)).toEqual(expect.arrayContaining(acts.map((act) => `plan.${act}`)));
});

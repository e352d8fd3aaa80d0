import type { Clock, Context, SignedInUser } from '#kernel';
import type { Day } from '#kernel/contract';
import {
  addAuditFinding,
  answerAuditFinding,
  closeAuditFinding,
  drawAuditSample,
  issueAuditFinding,
  issueAuditReport,
  listAuditPapers,
  openAudit,
  stateAuditOpinion,
  writeAuditPaper,
} from '#lines/finance';

/** An act of the past: what was done then bears its day. */
export const on = (ctx: Context, user: SignedInUser, day: Day): Context => {
  const clock: Clock = { now: () => new Date(`${day}T09:30:00+08:00`), today: () => day };
  return { ...ctx, user, clock };
};

type Paper = Awaited<ReturnType<typeof listAuditPapers>>['rows'][number];

async function papersOf(ctx: Context, id: string): Promise<Paper[]> {
  return (await listAuditPapers(ctx, { params: { id }, query: { limit: 200, result: 'open' } })).rows;
}

async function lookAt(ctx: Context, id: string, papers: readonly Paper[]): Promise<void> {
  for (const { entry, version } of papers)
    await writeAuditPaper(ctx, {
      params: { id, entryId: entry.id },
      query: {},
      body: { version, result: 'in_order', note: '原始凭证齐全，金额一致' },
    });
}

interface Auditing {
  readonly unitId: string;
  readonly fundsId: string;
  /** The statement of the quarter, as it was published. */
  readonly quarterId: string;
  readonly auditor: SignedInUser;
  readonly treasurer: SignedInUser;
}

/** The first quarter: everything large and a dozen by chance, one finding put right, another one late, the report issued. */
async function auditQuarter(ctx: Context, { unitId, fundsId, quarterId, auditor, treasurer }: Auditing): Promise<void> {
  const at = (day: Day) => on(ctx, auditor, day);
  const planned = { unitId, name: '2024年一季度经费审查', why: '年度审查计划', from: '2024-01-01', to: '2024-03-31' };
  const { id } = await openAudit(at('2024-04-15'), { params: {}, query: {}, body: { ...planned, bookIds: [fundsId] } });
  const params = { id };
  await drawAuditSample(at('2024-04-15'), { params, query: {}, body: { atLeast: 10_000_00n } });
  await drawAuditSample(at('2024-04-15'), { params, query: {}, body: { size: 12, seed: '经审会2024-04-15' } });
  const papers = await papersOf(at('2024-04-16'), id);
  // What the findings say is said of things that were bought.
  const bought = papers.filter(({ words }) => /购|奖|器材|用品|慰问|书/.test(words));
  const [first, second] = [bought[0]!, bought[1]!];
  const rest = papers.filter((paper) => paper !== first && paper !== second);
  await lookAt(at('2024-04-16'), id, rest);
  const find = async (paper: Paper, words: string, kind: 'no_attachment' | 'late') => {
    const found = { bookId: fundsId, kind, gravity: 'plain' as const, words, amount: paper.amount, answererId: null };
    const draft = await addAuditFinding(at('2024-04-16'), {
      ...{ params, query: {}, body: { ...found, entryIds: [paper.entry.id] } },
    });
    const body = { version: draft.version };
    return issueAuditFinding(at('2024-04-17'), { params: { id: draft.id }, query: {}, body });
  };
  const closed = await find(first, '附件只有发票，没有验收和领取手续。', 'no_attachment');
  await find(second, '业务发生后两个多月才报账，票据日期与入账日期相差较大。', 'late');
  const answered = await answerAuditFinding(on(ctx, treasurer, '2024-04-25'), {
    ...{ params: { id: closed.id }, query: {} },
    body: { version: closed.version, words: '已补齐验收单和签领表，附在凭证后。', correction: null },
  });
  const accepted = { version: answered.version, words: '手续已补齐' };
  await closeAuditFinding(at('2024-04-28'), { params: { id: closed.id }, query: {}, body: accepted });
  const said = { statementId: quarterId, opinion: 'qualified', words: '个别支出报账不及时，其余同意。' } as const;
  await stateAuditOpinion(at('2024-04-29'), { params, query: {}, body: said });
  const statement = '一季度工会经费收支真实，账实相符，手续基本完备。所列问题请在期限内整改。';
  const told = { version: 1, statement, committee: [auditor.name] };
  await issueAuditReport(at('2024-04-30'), { params, query: {}, body: told });
}

/** May is being looked at. */
async function auditMay(ctx: Context, { unitId, fundsId, auditor }: Auditing): Promise<void> {
  const at = (day: Day) => on(ctx, auditor, day);
  const planned = { unitId, name: '2024年5月支出专项审查', why: '县总工会要求', from: '2024-05-01', to: '2024-05-31' };
  const { id } = await openAudit(at('2024-06-11'), { params: {}, query: {}, body: { ...planned, bookIds: [fundsId] } });
  await drawAuditSample(at('2024-06-11'), { params: { id }, query: {}, body: { size: 10, seed: '6月11日抽签' } });
  const papers = await papersOf(at('2024-06-12'), id);
  await lookAt(at('2024-06-12'), id, papers.slice(0, 4));
}

/** Both audits of the year so far; what is looked at has its numbers. */
export async function auditBooks(ctx: Context, auditing: Auditing): Promise<void> {
  await auditQuarter(ctx, auditing);
  await auditMay(ctx, auditing);
}

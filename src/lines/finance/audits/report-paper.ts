import { audit as note, FileAnswer, text, writeOfficialDocument, type Context, type OfficialBlock } from '#kernel';
import { formatFen, type EndpointInput } from '#kernel/contract';
import type * as contract from './contract-findings';
import type { ReportContent } from './contract-findings';
import { showAuditReport } from './reports';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

type Say = (key: string, values?: Record<string, unknown>) => string;

const line = (words: string): OfficialBlock => ({ kind: 'paragraph', runs: [{ text: words }] });
const heading = (words: string): OfficialBlock => ({ kind: 'heading', level: 1, text: words });
const yuan = (fen: bigint): string => formatFen(fen);

function findingBlocks(say: Say, findings: ReportContent['findings']): OfficialBlock[] {
  if (findings.length === 0) return [line(say('report.noFindings'))];
  return findings.flatMap((finding) => {
    const { number, kind, gravity, words, amount, state, answer, decision, entryNames } = finding;
    const numbers = entryNames.map((entry) => `${entry.month} #${entry.number ?? ''}`).join('、');
    const head = say('report.findingHead', {
      number,
      kind: say(`kinds.${kind}`),
      gravity: say(`gravities.${gravity}`),
    });
    return [
      { kind: 'heading' as const, level: 2 as const, text: head },
      line(words),
      ...(amount === null ? [] : [line(say('report.amount', { amount: yuan(amount) }))]),
      ...(numbers === '' ? [] : [line(say('report.entries', { numbers }))]),
      ...(answer === '' ? [] : [line(say('report.answer', { answer }))]),
      ...(decision === '' ? [] : [line(say('report.decision', { decision }))]),
      line(say('report.state', { state: say(`states.${state}`) })),
    ];
  });
}

function blocksOf(say: Say, content: ReportContent, hash: string): OfficialBlock[] {
  const { whole, sampled, looked } = content;
  const percent = (part: bigint, of: bigint) => (of === 0n ? '0' : (Number((part * 10_000n) / of) / 100).toFixed(2));
  return [
    heading(say('report.headAbout')),
    line(say('report.about', { ...content, books: content.books.join('、') })),
    heading(say('report.headSample')),
    line(say('report.whole', { count: whole?.count ?? 0, sum: yuan(whole?.sum ?? 0n) })),
    line(
      say('report.sampled', {
        ...{ count: sampled.count, sum: yuan(sampled.sum) },
        countShare: percent(BigInt(sampled.count), BigInt(whole?.count ?? 0)),
        sumShare: percent(sampled.sum, whole?.sum ?? 0n),
      }),
    ),
    line(
      say('report.looked', { count: looked.count, inOrder: content.papers.in_order, found: content.papers.finding }),
    ),
    ...content.draws.map(({ population, drawn, seed, fingerprint }, i) =>
      line(
        say(seed === '' ? 'report.drawAll' : 'report.drawRandom', {
          ...{ number: i + 1, count: population.count, sum: yuan(population.sum), drawn: drawn.count, seed },
          fingerprint: fingerprint.slice(0, 16),
        }),
      ),
    ),
    heading(say('report.headFindings')),
    ...findingBlocks(say, content.findings),
    ...(content.opinions.length === 0 ? [] : [heading(say('report.headOpinions'))]),
    ...content.opinions.map(({ statement, opinion, words }) =>
      line(say('report.opinion', { ...statement, opinion: say(`opinions.${opinion}`), words })),
    ),
    heading(say('report.headStatement')),
    ...content.statement.split('\n').map(line),
    line(say('report.committee', { names: content.committee.join('、') })),
    line(say('report.hash', { hash })),
  ];
}

/** The report in the layout of official papers. Refuses: a report that isn't in reach. */
export async function exportAuditReport(
  ctx: Context,
  { params }: EndpointInput<typeof contract.exportAuditReport>,
): Promise<FileAnswer> {
  const { audit, content, hash, number } = await showAuditReport(ctx, params.id);
  const say: Say = (key, values = {}) => text(ctx.language, `finance:audits.${key}`, values);
  const title = say('report.title', { name: content.name });
  const bytes = await writeOfficialDocument({
    title,
    blocks: blocksOf(say, content, hash),
    signature: { unit: say('report.signature', { unit: content.unitName }), day: content.issuedOn },
  });
  note(ctx, { action: 'finance.exportAuditReport', subject: `audit:${audit.id}`, details: { number } });
  return new FileAnswer(bytes, DOCX, `${title}.docx`);
}

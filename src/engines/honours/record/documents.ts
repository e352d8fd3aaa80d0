import { AppError, audit, FileAnswer, may, notFound, text, writeOfficialDocument, writePdf } from '#kernel';
import type { Context, OfficialDocument } from '#kernel';
import type { Day, EndpointInput } from '#kernel/contract';
import { unitNames } from '#engines/roster';
import { nameOf, nominationNames } from '../nominations/names';
import { roundById, type RoundRecord } from '../rounds/store';
import { certificateTemplate } from './certificate';
import type * as contract from './contract';
import { honoursOf, type HonourRecord } from './store';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What is printed on paper is Chinese whoever prints it. */
const say = (key: string, params: Record<string, string | number> = {}): string =>
  text('zh-CN', `honours:record.papers.${key}`, params);

const dayInWords = (day: Day): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};

async function conferred(ctx: Context, id: string): Promise<{ round: RoundRecord; honours: HonourRecord[] }> {
  const round = await roundById(ctx, id);
  if (round === null || !may(ctx.user, 'honours.round.decide', round.unitPath)) throw notFound();
  const honours = await honoursOf(ctx, [id]);
  if (honours.length === 0 || round.decidedOn === null)
    throw new AppError('honours.nothing_conferred', { name: round.name });
  return { round, honours };
}

/** Refuses: a round out of reach or of which nothing was conferred (honours.nothing_conferred), an honour of another round. */
export async function printCertificates(
  ctx: Context,
  { params, query }: EndpointInput<typeof contract.printCertificates>,
): Promise<FileAnswer> {
  const { round, honours } = await conferred(ctx, params.id);
  const wanted = honours.filter(({ id }) => query.honourId === undefined || id === query.honourId);
  if (wanted.length === 0) throw notFound();
  const names = await nominationNames(ctx, wanted);
  const issuer = (await unitNames(ctx, [round.unitId])).get(round.unitId) ?? '';
  const bytes = await writePdf(
    certificateTemplate,
    {
      ...{ title: round.name, heading: say('heading'), colon: '：', close: say('close'), numbered: say('numbered') },
      ...{ issuer: say('issuer', { unit: issuer }), day: dayInWords(round.decidedOn!) },
      rows: wanted.map((one) => ({
        name: one.personId === null ? nameOf(names, one) : `${nameOf(names, one)} ${say('comrade')}`,
        number: one.number,
        body: say(one.personId === null ? 'collective' : 'individual', { year: one.year, title: one.title }),
      })),
    },
    round.decidedOn!,
  );
  audit(ctx, {
    action: 'honours.printCertificates',
    subject: `honour_round:${round.id}`,
    details: { count: wanted.length },
  });
  return new FileAnswer(bytes, 'application/pdf', `${round.title}${say('certificates')}.pdf`, true);
}

/** The decision of commendation by GB/T 9704: why, what was resolved, the list, the call. Refuses as the certificates do. */
export async function printDecision(ctx: Context, id: string): Promise<FileAnswer> {
  const { round, honours } = await conferred(ctx, id);
  const names = await nominationNames(ctx, honours);
  const unit = (await unitNames(ctx, [round.unitId])).get(round.unitId) ?? '';
  const paragraph = (words: string) => ({ kind: 'paragraph' as const, runs: [{ text: words }] });
  const title = say('decisionTitle', { year: round.year, title: round.title });
  const document: OfficialDocument = {
    title,
    issuer: say('issuer', { unit }),
    ...(round.documentNumber === '' ? {} : { documentNumber: round.documentNumber }),
    addressee: say('addressee'),
    blocks: [
      paragraph(say('why', { year: round.year, title: round.title })),
      paragraph(say('resolved', { title: round.title, count: honours.length })),
      {
        kind: 'table',
        columns: [
          { title: say('columns.number'), width: 1, align: 'center' },
          { title: say(round.kind === 'individual' ? 'columns.person' : 'columns.collective'), width: 3 },
          { title: say('columns.unit'), width: 5 },
        ],
        rows: honours.map((one, at) => [String(at + 1), nameOf(names, one), names.units.get(one.unitId) ?? '']),
      },
      paragraph(say('call')),
    ],
    signature: { unit: say('issuer', { unit }), day: round.decidedOn! },
  };
  audit(ctx, { action: 'honours.printDecision', subject: `honour_round:${id}`, details: { count: honours.length } });
  return new FileAnswer(await writeOfficialDocument(document), DOCX, `${title}.docx`);
}

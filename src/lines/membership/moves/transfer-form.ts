import {
  audit,
  FileAnswer,
  may,
  notFound,
  text,
  writeOfficialDocument,
  type Context,
  type OfficialBlock,
} from '#kernel';
import { cardsOf } from '../cards/store';
import { worksFinder } from '../cards/give';
import { knownPerson } from '../present';
import { transferRow } from './store';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/**
 * 工会会员组织关系接转单: the old union's section with the place of its seal, and the receipt that the new union sends back.
 * It is a Chinese paper in every language of the screen. Refuses: a transfer out of reach.
 */
export async function getTransferForm(ctx: Context, id: string): Promise<FileAnswer> {
  const transfer = await transferRow(ctx, id);
  if (transfer === null || !may(ctx.user, 'membership.member.read', transfer.unitPath)) throw notFound();
  const person = await knownPerson(ctx, transfer.personId);
  const card = (await cardsOf(ctx, [person.id])).get(person.id);
  const works = (await worksFinder(ctx))(person.unitPath);
  const say = (key: string, params: Record<string, unknown> = {}) => text('zh-CN', `membership:form.${key}`, params);
  const dayWords = (day: string | null | undefined) => (day ? `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日` : ''); // prettier-ignore
  const line = (words: string): OfficialBlock => ({ kind: 'paragraph', runs: [{ text: words }] });
  const unionName = text('zh-CN', 'membership:cards.unionName', { works: works.name });
  const people = { union: unionName, name: person.name, to: transfer.destination };
  const facts: OfficialBlock = {
    kind: 'table',
    columns: [
      { title: say('item'), width: 5 },
      { title: say('content'), width: 9 },
      { title: say('item'), width: 5 },
      { title: say('content'), width: 9 },
    ],
    rows: [
      [say('name'), person.name, say('gender'), say(`gender_${person.gender}`)],
      [say('born'), dayWords(person.bornOn), say('card'), card?.number ?? ''],
      [say('memberSince'), dayWords(card?.memberSince ?? card?.issuedOn), say('sentOn'), dayWords(transfer.sentOn)],
    ],
  };
  const receipt: OfficialBlock = {
    kind: 'table',
    columns: [
      { title: say('acceptedOn'), width: 10 },
      { title: say('acceptedBy'), width: 9 },
      { title: say('contact'), width: 9 },
    ],
    rows: [['', '', '']],
  };
  const bytes = await writeOfficialDocument({
    title: say('title'),
    blocks: [
      line(say('number', { number: transfer.formNumber })),
      { kind: 'heading', level: 1, text: say('outHead') },
      line(say('asked', people)),
      facts,
      line(say('enclosed')),
      line(say('seal', { ...people, on: dayWords(transfer.sentOn) })),
      { kind: 'heading', level: 1, text: say('inHead') },
      line(say('accepted', people)),
      receipt,
      line(say('sealOfNew')),
    ],
  });
  audit(ctx, { action: 'membership.readTransferForm', subject: `transfer:${id}` });
  return new FileAnswer(bytes, DOCX, `${say('title')}_${transfer.formNumber}.docx`);
}

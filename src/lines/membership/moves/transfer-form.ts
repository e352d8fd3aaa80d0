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
  const row = (key: string, value: string): string[] => [say(key), value];
  const table = (rows: string[][]): OfficialBlock => ({
    kind: 'table',
    columns: [
      { title: say('item'), width: 9 },
      { title: say('content'), width: 19 },
    ],
    rows,
  });
  const unionName = text('zh-CN', 'membership:cards.unionName', { works: works.name });
  const bytes = await writeOfficialDocument({
    title: say('title'),
    blocks: [
      { kind: 'paragraph', runs: [{ text: say('number', { number: transfer.formNumber }) }] },
      { kind: 'heading', level: 1, text: say('outHead') },
      table([
        row('to', transfer.destination),
        row('name', person.name),
        row('gender', say(`gender_${person.gender}`)),
        row('born', dayWords(person.bornOn)),
        row('card', card?.number ?? ''),
        row('memberSince', dayWords(card?.memberSince ?? card?.issuedOn)),
        row('sentOn', dayWords(transfer.sentOn)),
      ]),
      { kind: 'paragraph', runs: [{ text: say('seal', { union: unionName }) }] },
      { kind: 'heading', level: 1, text: say('inHead') },
      { kind: 'paragraph', runs: [{ text: say('accepted', { union: unionName, name: person.name }) }] },
      table([row('acceptedBy', ''), row('acceptedOn', ''), row('contact', '')]),
      { kind: 'paragraph', runs: [{ text: say('sealOfNew') }] },
    ],
  });
  audit(ctx, { action: 'membership.readTransferForm', subject: `transfer:${id}` });
  return new FileAnswer(bytes, DOCX, `${say('title')}_${transfer.formNumber}.docx`);
}

import { text, type Context } from '#kernel';
import type { PersonContributor } from '#engines/roster';
import { keptOf } from './store-followed';

/** What was filled in, name by name as the form keeps it. */
const formWords = (form: Record<string, unknown>): string =>
  Object.entries(form)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n');

/** Applications with what was filled in, moves between the states of membership, and the card. */
export const membershipContributor: PersonContributor = {
  name: 'membership',
  collect: async (ctx: Context, personId) => {
    const say = (key: string) => text(ctx.language, `membership:${key}`);
    const own = (key: string) => say(`personData.${key}`);
    const { applications, moves, card } = await keptOf(ctx, personId);
    return [
      {
        title: own('applications'),
        columns: ['kind', 'state', 'submittedOn', 'decidedOn', 'form'].map(own),
        rows: applications.map((row) => [
          say(`kinds.${row.kind}`),
          say(`pages.applicationState.${row.state}`),
          ...[row.submittedOn, row.decidedOn, formWords(row.form)],
        ]),
      },
      {
        title: own('moves'),
        columns: ['state', 'day', 'reason', 'note'].map(own),
        rows: moves.map((row) => [say(`schemes.union.states.${row.toState}`), row.onDay, row.reason, row.note]),
      },
      {
        title: own('card'),
        columns: ['number', 'issuedOn'].map(own),
        rows: card === null ? [] : [[card.number, card.issuedOn]],
      },
    ];
  },
};

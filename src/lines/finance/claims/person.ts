import { z } from 'zod';
import { text, type Context } from '#kernel';
import { formatFen } from '#kernel/contract';
import { voucherYearsOn } from '#engines/ledger';
import type { PersonContributor, PersonEraser, PersonFollower } from '#engines/roster';
import * as store from './store-person';

const columns = ['finance.claim.person_id', 'finance.claim_payee.person_id'];
const journal = z.object({
  claims: z.array(z.string()),
  gifts: z.array(z.object({ claimId: z.string(), line: z.number(), counts: z.boolean() })),
});

/** Claims and what somebody was given go over; for one event only one gift counts. */
export const financeFollower: PersonFollower = {
  name: 'finance',
  columns,
  describe: async (ctx, move) => {
    const { claims, gifts, clashes } = await store.countFollowed(ctx, move);
    return [
      { what: 'finance:claims.followed.claims', moves: claims, clashes: 0 },
      { what: 'finance:claims.followed.gifts', moves: gifts - clashes, clashes },
    ];
  },
  follow: (ctx, move) => store.bringOver(ctx, move),
  undo: (ctx, { from }, kept) => store.bringBack(ctx, from, journal.parse(kept)),
};

/** Claims belong to the vouchers and are kept as long as these; one that isn't settled is settled first. */
export const financeEraser: PersonEraser = {
  name: 'finance',
  columns,
  texts: {
    emptied: [],
    stay: [
      'finance.claim.unit_path',
      'finance.claim.kind',
      'finance.claim.words',
      'finance.claim.form',
      'finance.claim.event_title',
      'finance.claim.state',
      'finance.claim.account',
      'finance.claim.findings',
      'finance.claim.check_note',
    ],
  },
  keeps: async (ctx, ids) => {
    const today = ctx.clock.today();
    const { value: years, source } = await voucherYearsOn(ctx, today);
    const { open, until } = await store.keptOfPeople(ctx, ids, years);
    const link = '/finance/claims';
    if (open > 0) return [{ kind: 'open', what: 'finance:claims.erasure.open', until: null, link }];
    if (until === null || until < today) return [];
    return [{ kind: 'law', what: 'finance:claims.erasure.books', params: { years, until, source }, until, link }];
  },
  describe: async (ctx, ids) => {
    const { value: years } = await voucherYearsOn(ctx, ctx.clock.today());
    const { count } = await store.keptOfPeople(ctx, ids, years);
    return [{ what: 'finance:claims.followed.claims', goes: 0, stays: count, why: 'finance:claims.erasure.why' }];
  },
  erase: async () => undefined,
};

/** What a person claimed, and what the person was given. */
export const financeContributor: PersonContributor = {
  name: 'finance',
  collect: async (ctx: Context, personId) => {
    const say = (key: string) => text(ctx.language, `finance:claims.${key}`);
    const headings = ['kind', 'words', 'amount', 'spentOn', 'state'].map((key) => say(`columns.${key}`));
    const sheet = (title: string, rows: store.OwnRecord[]) => ({
      title: say(`personData.${title}`),
      columns: headings,
      rows: rows.map(({ kind, words, amount, spentOn, state }) => [
        ...[say(`kinds.${kind}`), words, formatFen(amount), spentOn, say(`states.${state}`)],
      ]),
    });
    return [
      sheet('claims', await store.claimsOfPerson(ctx, personId)),
      sheet('gifts', await store.giftsOfPerson(ctx, personId)),
    ];
  },
};

import { z } from 'zod';
import { parameterOn, text, type Context, type Parameter, type ParameterVersion } from '#kernel';
import { formatFen, type Day } from '#kernel/contract';
import type { PersonContributor, PersonEraser, PersonFollower } from '#engines/roster';
import { voucherYearsShape } from './shapes';
import * as store from './store';

/** For how many years the vouchers of a year, and the records that belong to them, are kept, from its end. */
export const voucherYears: Parameter<number> = {
  shape: voucherYearsShape,
  seed: {
    value: 30,
    validFrom: '2016-01-01',
    level: 'national',
    source: '会计档案管理办法（2015）附表',
    confidence: 'K-H',
  },
};

/** The figure of a day, for whoever keeps what belongs to vouchers. */
export const voucherYearsOn = (ctx: Context, day: Day): Promise<ParameterVersion<number>> =>
  parameterOn<number>(ctx, voucherYearsShape.key, day);

const columns = ['ledger.party.person_id'];
const journal = z.object({ ids: z.array(z.string()), first: z.string().nullable() });

/** Postings keep their party; whose party it is goes over. */
export const ledgerFollower: PersonFollower = {
  name: 'ledger',
  columns,
  describe: async (ctx, { from }) => [
    { what: 'ledger:followed.parties', moves: await store.countParties(ctx, from), clashes: 0 },
  ],
  follow: (ctx, move) => store.joinParties(ctx, move),
  undo: (ctx, { from }, kept) => store.partParties(ctx, from, journal.parse(kept)),
};

/** What stands in the books stays as long as the law keeps vouchers. */
export const ledgerEraser: PersonEraser = {
  name: 'ledger',
  columns,
  texts: { emptied: [], stay: ['ledger.party.kind', 'ledger.party.name'] },
  keeps: async (ctx, ids) => {
    const today = ctx.clock.today();
    const { value: years, source } = await voucherYearsOn(ctx, today);
    const { last } = await store.postingsOfPeople(ctx, ids);
    if (last === null) return [];
    const until = `${Number(last.slice(0, 4)) + years}-12-31`;
    if (until < today) return [];
    return [{ kind: 'law', what: 'ledger:erasure.books', params: { years, until, source }, until, link: null }];
  },
  describe: async (ctx, ids) => {
    const { count } = await store.postingsOfPeople(ctx, ids);
    return [{ what: 'ledger:erasure.postings', goes: 0, stays: count, why: 'ledger:erasure.why' }];
  },
  erase: async () => undefined,
};

/** What was posted of a person, line by line. */
export const ledgerContributor: PersonContributor = {
  name: 'ledger',
  collect: async (ctx, personId) => {
    const say = (key: string) => text(ctx.language, `ledger:personData.${key}`);
    const rows = await store.ownPostings(ctx, personId);
    return [
      {
        title: say('postings'),
        columns: [say('on'), say('book'), say('account'), say('words'), say('debit'), say('credit')],
        rows: rows.map(({ on, book, account, words, side, amount }) => {
          const money = formatFen(amount);
          return [on, book, account, words, side === 1 ? money : null, side === -1 ? money : null];
        }),
      },
    ];
  },
};

import { text, type Context, type Measure } from '#kernel';
import { openBooks, postedLines, type PostedLine } from '#engines/ledger';
import { unitNames } from '#engines/roster';
import { earlierOf, type Day, type MeasureFigure, type MeasureQuestion, type MeasureRow } from '#kernel/contract';
import { fundBalance } from '../contributions/fund';
import { giftAccounts, sumOf } from '../money';
import { paidRows } from '../payments/store';
import { aidPostings, type Span } from './postings';

const lastOf = ({ window, asOf }: MeasureQuestion): Day => earlierOf(asOf, window.to);

const spanOf = (question: MeasureQuestion): Span => ({
  ...{ under: [question.unitPath], from: question.window.from, to: lastOf(question) },
});

/** A floor of the year's end is kept by what the whole year has given: from its first day to the last one of the promise. */
const yearOf = (question: MeasureQuestion): Span => ({
  ...spanOf(question),
  from: `${question.window.to.slice(0, 4)}-01-01`,
});

async function rowsOfEntries(
  ctx: Context,
  lines: readonly PostedLine[],
  amountOf: (net: bigint) => bigint,
): Promise<MeasureRow[]> {
  const units = await unitNames(ctx, [...new Set(lines.map((line) => line.unitId))]);
  return lines.map(({ entryId, on, words, unitId, net }) => ({
    ...{ id: entryId, title: words, day: on, unitName: units.get(unitId) ?? null, amount: amountOf(net).toString() },
    ...{ isCounted: true, reason: null, href: `/finance/entries/${entryId}` },
  }));
}

interface MoneyMeasure extends Pick<Measure, 'name' | 'suits' | 'about'> {
  readonly find: (ctx: Context, question: MeasureQuestion) => Promise<PostedLine[]>;
  /** Income stands on the credit side. */
  readonly isIncome?: boolean;
}

/** A sum of money with the entries behind it. */
function moneyMeasure({ find, isIncome = false, ...head }: MoneyMeasure): Measure {
  const amountOf = (net: bigint): bigint => (isIncome ? -net : net);
  return {
    ...{ ...head, unit: 'fen' },
    async answer(ctx, questions) {
      const figures: MeasureFigure[] = [];
      for (const question of questions) {
        const lines = await find(ctx, question);
        figures.push({
          ...{ measure: head.name, unit: 'fen', of: null, countedDays: lines.map((line) => line.on) },
          value: sumOf(lines, (line) => amountOf(line.net)).toString(),
          rows: await rowsOfEntries(ctx, lines, amountOf),
        });
      }
      return figures;
    },
  };
}

/** S6.12: what the union itself has given in the year; the group's money is held in trust and never counts. */
export const ownFunds = moneyMeasure({
  name: 'relief.own_funds',
  suits: ['money_floor'],
  about: /救助|帮扶|送温暖|困难职工|慰问/,
  find: (ctx, question) => aidPostings(ctx, 'own', yearOf(question)),
});

export const donationsReceived = moneyMeasure({
  name: 'relief.donations_received',
  isIncome: true,
  find: (ctx, question) =>
    postedLines(ctx, { ...spanOf(question), kind: 'donation', codes: Object.values(giftAccounts) }),
});

export const donationsHandedOver = moneyMeasure({
  name: 'relief.donations_handed_over',
  find: (ctx, question) => aidPostings(ctx, 'donation', spanOf(question)),
});

/** What the mutual-aid funds have at the end of the days: contributions and additions less aid, book by book. */
export const mutualAidBalance: Measure = {
  name: 'relief.mutual_aid_balance',
  unit: 'fen',
  async answer(ctx, questions) {
    const figures: MeasureFigure[] = [];
    for (const question of questions) {
      const on = lastOf(question);
      const books = (await openBooks(ctx, 'mutual_aid')).filter((book) => book.unitPath.startsWith(question.unitPath));
      const units = await unitNames(
        ctx,
        books.map((book) => book.unitId),
      );
      const rows: MeasureRow[] = [];
      for (const { id, name, unitId } of books)
        rows.push({
          ...{ id, title: name, day: on, unitName: units.get(unitId) ?? null, isCounted: true, reason: null },
          ...{ amount: (await fundBalance(ctx, id, on)).toString(), href: `/finance/books/${id}` },
        });
      const value = sumOf(rows, (row) => BigInt(row.amount)).toString();
      figures.push({ measure: 'relief.mutual_aid_balance', unit: 'fen', of: null, value, countedDays: [], rows });
    }
    return figures;
  },
};

/** Who was helped, each once; names stay out of it. */
export const peopleHelped: Measure = {
  name: 'relief.people_helped',
  unit: 'people',
  async answer(ctx, questions) {
    const figures: MeasureFigure[] = [];
    for (const question of questions) {
      const paid = await paidRows(ctx, spanOf(question));
      const units = await unitNames(
        ctx,
        paid.flatMap((row) => row.unitId ?? []),
      );
      const seen = new Set<string>();
      const rows = paid.map(({ id, personId, purpose, unitId, on }): MeasureRow => {
        const isFirst = !seen.has(personId);
        seen.add(personId);
        return {
          ...{ id, title: text(ctx.language, `relief:funds.purposes.${purpose}`), day: on },
          ...{ unitName: unitId === null ? null : (units.get(unitId) ?? null), amount: isFirst ? '1' : '0' },
          ...{ isCounted: isFirst, reason: isFirst ? null : 'relief.rows.helped_before' },
          href: `/relief/payments?open=${id}`,
        };
      });
      const countedDays = rows.filter((row) => row.isCounted).map((row) => row.day!);
      const value = String(seen.size);
      figures.push({ measure: 'relief.people_helped', unit: 'people', of: null, value, countedDays, rows });
    }
    return figures;
  },
};

export const moneyMeasures = [
  ownFunds,
  mutualAidBalance,
  donationsReceived,
  donationsHandedOver,
  peopleHelped,
] as const;

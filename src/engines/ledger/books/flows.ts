import { addDays, type Day } from '#kernel/contract';
import type { Element } from '../charts/chart';
import { monthOf } from '../entries/rules';
import { monthIn } from '../terms';
import type { BookKindName, FundRow } from './contract';

/** What was turned over on accounts of one sort within a month; `month` null is all before the months that are shown. */
export interface FlowPart {
  readonly month: Day | null;
  readonly element: Element;
  readonly money: 'cash' | 'bank' | null;
  readonly isClosing: boolean;
  readonly debit: bigint;
  readonly credit: bigint;
}

/**
 * In these books what is owed is the fund itself: gifts until they are handed over, members' deposits. What is put in and
 * taken out stands on liabilities there; elsewhere on income and spending.
 */
const owedKinds: ReadonlySet<BookKindName> = new Set(['donation', 'savings']);

interface Sum {
  in: bigint;
  out: bigint;
}

const ownElements: readonly Element[] = ['net_asset', 'income', 'expense'];

/** Whether the account's balance is part of the fund. */
const isFund = (kind: BookKindName, element: Element): boolean =>
  ownElements.includes(element) || (element === 'liability' && owedKinds.has(kind));

/** What a part says of money that came into the fund and went out of it; what only carries over at the year's end does neither. */
export function flowOf(kind: BookKindName, { element, isClosing, debit, credit }: Omit<FlowPart, 'month'>): Sum {
  if (isClosing) return { in: 0n, out: 0n };
  if (element === 'income') return { in: credit - debit, out: 0n };
  if (element === 'expense') return { in: 0n, out: debit - credit };
  return element === 'liability' && owedKinds.has(kind) ? { in: credit, out: debit } : { in: 0n, out: 0n };
}

/** The first days of twelve months up to that of a day. */
export function twelveMonths(on: Day): Day[] {
  const months = [monthOf(on)];
  while (months.length < 12) months.unshift(monthOf(addDays(months[0]!, -1)));
  return months;
}

type Fund = Pick<FundRow, 'year' | 'month' | 'balance' | 'cash' | 'bank' | 'trend'>;

/**
 * A fund as of a day. `openings` are the parts with which the book began: they are in the balance and neither came in nor
 * went out.
 */
export function fundOf(kind: BookKindName, parts: readonly FlowPart[], openings: readonly FlowPart[], on: Day): Fund {
  const sum = (all: readonly FlowPart[], value: (part: FlowPart) => bigint) =>
    all.reduce((total, part) => total + value(part), 0n);
  const heldIn = (money: 'cash' | 'bank') =>
    sum(
      parts.filter((part) => part.money === money),
      (part) => part.debit - part.credit,
    );
  const own = (part: FlowPart) => (isFund(kind, part.element) ? part.credit - part.debit : 0n);
  const flowIn = (months: (month: Day | null) => boolean): Sum => {
    const total = { in: 0n, out: 0n };
    for (const [sign, all] of [[1n, parts] as const, [-1n, openings] as const])
      for (const part of all.filter(({ month }) => months(month))) {
        const flow = flowOf(kind, part);
        total.in += sign * flow.in;
        total.out += sign * flow.out;
      }
    return total;
  };
  let balance = sum(
    parts.filter((part) => part.month === null),
    own,
  );
  const trend = twelveMonths(on).map((month) => {
    balance += sum(
      parts.filter((part) => part.month === month),
      own,
    );
    return { month: monthIn(month), ...flowIn((one) => one === month), balance };
  });
  const year = on.slice(0, 4);
  return {
    year: flowIn((month) => month !== null && month.slice(0, 4) === year),
    month: flowIn((month) => month === monthOf(on)),
    ...{ balance, cash: heldIn('cash'), bank: heldIn('bank'), trend },
  };
}

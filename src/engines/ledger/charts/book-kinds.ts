import { assert } from '#kernel';
import type { BookKindName } from '../books/contract';
import { faultOfChart, type Chart } from './chart';
import { canteenChart, donationChart, duesChart, mutualFundChart, savingsChart } from './funds';
import { union2021 } from './union-2021';

/** Each kind of book with the chart that it begins with. */
export const bookKinds = {
  union_funds: union2021,
  dues: duesChart,
  mutual_aid: mutualFundChart,
  staff_insurance: mutualFundChart,
  donation: donationChart,
  savings: savingsChart,
  canteen: canteenChart,
} as const satisfies Readonly<Record<BookKindName, Chart>>;

export type BookKind = BookKindName;

/** What a book's chart began as; of an edition that the program no longer brings, its name alone is known. */
export function chartOf(edition: string): { edition: string; name: string; source: string } {
  const chart: Chart | undefined = Object.values<Chart>(bookKinds).find((one) => one.edition === edition);
  return { edition, name: chart?.name ?? edition, source: chart?.source ?? '' };
}

for (const chart of Object.values(bookKinds)) {
  const fault = faultOfChart(chart);
  assert(fault === null, `the chart ${chart.edition}: ${fault}`);
}

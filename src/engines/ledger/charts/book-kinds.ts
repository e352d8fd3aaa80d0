import { assert } from '#kernel';
import { faultOfChart, type Chart } from './chart';
import { canteenChart, donationChart, duesChart, mutualFundChart, savingsChart } from './funds';
import { union2021 } from './union-2021';

/** The books that are kept apart by law or by their owners' trust, each with the chart that it begins with. */
export const bookKinds = {
  union_funds: union2021,
  dues: duesChart,
  mutual_aid: mutualFundChart,
  staff_insurance: mutualFundChart,
  donation: donationChart,
  savings: savingsChart,
  canteen: canteenChart,
} as const satisfies Readonly<Record<string, Chart>>;

export type BookKind = keyof typeof bookKinds;

for (const chart of Object.values(bookKinds)) {
  const fault = faultOfChart(chart);
  assert(fault === null, `the chart ${chart.edition}: ${fault}`);
}

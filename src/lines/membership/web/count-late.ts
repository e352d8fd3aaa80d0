import { type Counter, call } from '#ui';
import { listOpenMatters } from '../contract';

/** Members who left and wait for a decision, and transfers whose receipt is late, beside the chapter in the menu. */
const countLate: Counter = async (signal) => {
  const { undecided, transfers } = await call(listOpenMatters, { query: {} }, { signal });
  return { membership: undecided.length + transfers.filter((transfer) => transfer.isLate).length };
};
export default countLate;

import { type Counter, call } from '#ui';
import { countDeskWork } from '../../work/contract';

/** Vouchers and claims that wait for the reader's own hand, beside the chapter in the menu. */
const countWork: Counter = async (signal) => {
  const { rows } = await call(countDeskWork, {}, { signal });
  return { finance: rows.reduce((all, row) => all + row.count, 0) };
};
export default countWork;

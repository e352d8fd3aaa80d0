import { type Counter, call } from '#ui';
import { listBodies } from '../../bodies/contract';

/** Terms that end soon or have run out, beside the chapter in the menu. */
const countDue: Counter = async (signal) => {
  const { counts } = await call(listBodies, { query: { limit: 1 } }, { signal });
  return { membership: counts.due + counts.overdue };
};
export default countDue;

import { listEvents } from '#engines/schedule/contract';
import { lateDays } from '#engines/schedule/web';
import { getHello } from '#kernel/contract';
import { type Counter, call } from '#ui';

/** Own events of the year that should have been held and have no record yet, beside the chapter in the menu. */
const countLate: Counter = async (signal) => {
  const { today } = await call(getHello, {}, { signal });
  const query = { from: `${today.slice(0, 4)}-01-01`, to: today, organiser: 'own', limit: 200 } as const;
  const { rows } = await call(listEvents, { query }, { signal });
  return { culture: rows.filter((event) => lateDays(event, today) > 0).length };
};
export default countLate;

import { z } from 'zod';
import { job } from '#kernel';
import { expireReservations } from './reservations';

/** Right after midnight: what could be spent until yesterday is free again. */
export const expireReservationsJob = job({
  name: 'ledger.expire_reservations',
  payload: z.object({}),
  rhythm: { dailyAt: '00:10' },
  work: async (ground) => {
    const expired = await ground.act(expireReservations);
    if (expired > 0) ground.log.info({ expired }, 'reservations expired');
  },
});

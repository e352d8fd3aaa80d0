import { defineScheme } from '#engines/roster';

/** Who saves: from the opening of the account until it is paid out. */
export const saverScheme = defineScheme({
  name: 'savings.account',
  entries: ['open'],
  states: { open: { next: ['closed'], isIn: true }, closed: { next: [], isIn: false } },
});

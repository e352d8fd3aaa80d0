import type { KnownPerson } from '#engines/roster';
import type { Saver } from './terms';

/** A person as a row of this line names one. */
export function saverOf(person: KnownPerson | undefined): Saver {
  const { id = '', name = '', staffNumber = '', unitName = '' } = person ?? {};
  return { id, name, staffNumber, unitName };
}

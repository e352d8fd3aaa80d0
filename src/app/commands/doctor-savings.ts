import { surveySavings } from '#lines/savings';
import { askHouse } from './doctor-act';
import { ok, red, type Finding } from './doctor-finding';
import type { OpenPlace } from './house-work';

/** Whether the accounts of savers add up to their books. */
export async function checkSavings(place: OpenPlace): Promise<Finding> {
  const surveys = await askHouse(place, surveySavings);
  if (surveys === null || surveys.length === 0) return ok('savings', 'no association');
  const broken = surveys.filter((survey) => !survey.isWhole);
  if (broken.length === 0) return ok('savings', `${surveys.length} associations, the accounts agree with the books`);
  return red(
    'savings',
    `accounts and books differ: ${broken.map((survey) => survey.unitName).join(', ')}`,
    'The page of the association shows from which day on; look at the entries of that day.',
  );
}

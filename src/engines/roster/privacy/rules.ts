import { updatePerson } from '../person-contract';
import type { PlainDossier } from '../dossier/store';
import type { Person } from '../contract';
import type { CorrectionField } from './contract';

/** The value as the file would hold it, or null where this field can't hold it. */
export function readProposed(field: CorrectionField, proposed: string): string | null {
  const read = updatePerson.body!.shape[field].safeParse(proposed);
  return read.success && typeof read.data === 'string' ? read.data : null;
}

/** What a field of the file holds, as text. */
export function standing(field: CorrectionField, person: Person, dossier: PlainDossier): string | null {
  if (field === 'nation' || field === 'education' || field === 'employer') return dossier[field];
  return person[field];
}

import { useCan } from '#ui';
import type { CommitmentPage } from '../explanation';

/** Abilities come with the row; a permission held anywhere decides where the row is silent. */
export function useAbility(page: CommitmentPage) {
  const may = useCan();
  return (name: string, permission: Parameters<typeof may>[0]) => page.abilities[name] ?? may(permission);
}

import type { z } from 'zod';
import type { fileHead, FileFault } from './contest-file';

/** What is wrong with the entrants and groups of a file of whatever kind. */
export function faultsOfHead({ entrants, groups }: Pick<z.infer<typeof fileHead>, 'entrants' | 'groups'>): FileFault[] {
  const known = new Set(groups.map(({ id }) => id));
  const seen = new Set<string>();
  return entrants.flatMap((entrant, i): FileFault[] => {
    const params = { name: entrant.name };
    const isTwice = seen.has(entrant.id);
    seen.add(entrant.id);
    if (isTwice) return [{ at: `entrants.${i}.id`, key: 'ranking.faults.entrant_twice', params }];
    const isStray = known.size > 0 ? !known.has(entrant.group ?? '') : entrant.group !== undefined;
    return isStray ? [{ at: `entrants.${i}.group`, key: 'ranking.faults.no_such_group', params }] : [];
  });
}

import { createHash } from 'node:crypto';
import type { ContestFile } from './files';

/** One text for one value: keys in order, nothing between. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .join(',')}}`;
}

/**
 * A contest's file without the names of who took part: these are the roster's, and go with a person whose data are erased.
 * Each entrant is called by its number, or by its place in the file.
 */
export function withoutNames(file: ContestFile): ContestFile {
  const entrants = file.entrants.map((entrant, i) => ({ ...entrant, name: String(entrant.number ?? i + 1) }));
  return { ...file, entrants };
}

/** What `gonghui contest rank` prints of a file, too: the same for a file with names and without them. */
export function fileHash(file: ContestFile): string {
  return createHash('sha256')
    .update(canonical(withoutNames(file)))
    .digest('hex');
}

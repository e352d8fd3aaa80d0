import type { TextTree } from '#kernel/contract';

/** Every text of a tree by its path: `errors.unit_closed`. */
export function leaves(tree: TextTree, before = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(before + key, value);
    else for (const [inner, text] of leaves(value, `${before}${key}.`)) found.set(inner, text);
  }
  return found;
}

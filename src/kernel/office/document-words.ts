import type { TextTree } from '../language';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };

/**
 * A refusal or a note of the document reader in Chinese and English, in one line. It needs nothing of the house's text
 * machinery, because the tool that reads a plan alone must start at once.
 */
export function documentWords(
  kind: 'errors' | 'notes',
  code: string,
  params: Readonly<Record<string, string | number>>,
): string {
  return [zh, en]
    .flatMap((tree) => {
      const words = wordsAt(tree, [kind, ...code.split('.')]);
      return words === null
        ? []
        : [words.replace(/\{\{(\w+)\}\}/g, (_whole, key: string) => String(params[key] ?? ''))];
    })
    .join(' / ');
}

function wordsAt(tree: TextTree, path: readonly string[]): string | null {
  let place: string | TextTree | undefined = tree;
  for (const key of path) place = typeof place === 'object' ? place[key] : undefined;
  return typeof place === 'string' ? place : null;
}

import { kernelModule } from '#kernel/composition';

type Tree = { readonly [key: string]: string | Tree };
type Params = Readonly<Record<string, string | number>>;

/** A refusal or a note of the document reader in Chinese and English, in one line, without the house's text machinery. */
export function documentWords(kind: 'errors' | 'notes', code: string, params: Params): string {
  const { texts } = kernelModule;
  return [texts['zh-CN'], texts.en]
    .flatMap((tree) => {
      const words = wordsAt(tree, [kind, ...code.split('.')]);
      return words === null
        ? []
        : [words.replace(/\{\{(\w+)\}\}/g, (_whole, key: string) => String(params[key] ?? ''))];
    })
    .join(' / ');
}

function wordsAt(tree: Tree, path: readonly string[]): string | null {
  let place: string | Tree | undefined = tree;
  for (const key of path) place = typeof place === 'object' ? place[key] : undefined;
  return typeof place === 'string' ? place : null;
}

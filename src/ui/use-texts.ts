import { useMemo, useSyncExternalStore } from 'react';
import { type TextValues, hasText, subscribeTexts, text, textsVersion } from './texts';

/** Every path to a word of a tree, written with dots; `_one` and `_other` of a plural are one key. */
export type TextKey<Tree> = {
  [K in keyof Tree & string]: Tree[K] extends string ? Singular<K> : `${K}.${TextKey<Tree[K]>}`;
}[keyof Tree & string];
type Singular<K extends string> = K extends `${infer Base}_other` ? Base : K extends `${string}_one` ? never : K;

export interface Texts<Key extends string = string> {
  (key: Key, values?: TextValues): string;
  /** For keys that come with data, such as a measure's reason; falls back to the key's last part. */
  maybe(key: string, values?: TextValues): string | undefined;
}

/** The words of a module; redraws when the language changes. */
export function useTexts(module: string): Texts {
  const version = useSyncExternalStore(subscribeTexts, textsVersion);
  return useMemo(() => {
    void version;
    const say = (key: string, values?: TextValues) => text(module, key, values);
    const maybe = (key: string, values?: TextValues) => (hasText(module, key) ? text(module, key, values) : undefined);
    return Object.assign(say, { maybe });
  }, [module, version]);
}

/**
 * A typed hook for one module, from the type of its Chinese file:
 * `export const usePlanTexts = textsOf<typeof import('../locale/zh-CN.json')>('plan');`
 */
export function textsOf<Tree>(module: string): () => Texts<TextKey<Tree>> {
  return () => useTexts(module) as unknown as Texts<TextKey<Tree>>;
}

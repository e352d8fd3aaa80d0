import type { Language, TextTree } from '#kernel/contract';

/**
 * The words that are loaded, and how one is said: keys with dots, `{{name}}` for values, `_one` and `_other` by the
 * language's own rule for `count`. The server uses a library for the same files; here its 16 kB would weigh more than
 * the words of a page.
 */
export class WordStore {
  private readonly trees = new Map<string, TextTree>();
  private plurals: Intl.PluralRules;

  constructor(private language: Language) {
    this.plurals = new Intl.PluralRules(language);
  }

  speak(language: Language): void {
    this.language = language;
    this.plurals = new Intl.PluralRules(language);
  }

  has(module: string, language: Language): boolean {
    return this.trees.has(`${language} ${module}`);
  }

  add(module: string, language: Language, tree: TextTree): void {
    this.trees.set(`${language} ${module}`, tree);
  }

  /** The words of a key with its values, or null for a key that there is not. */
  say(module: string, key: string, values: Readonly<Record<string, unknown>> = {}): string | null {
    const words = this.find(module, key, values.count);
    return words === null
      ? null
      : words.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) =>
          values[name] === undefined ? whole : String(values[name]),
        );
  }

  private find(module: string, key: string, count: unknown): string | null {
    const names =
      typeof count === 'number' ? [`${key}_${this.plurals.select(count)}`, `${key}_other`, key] : [key, `${key}_other`];
    for (const name of names) {
      const found = name
        .split('.')
        .reduce<string | TextTree | undefined>(
          (tree, part) => (typeof tree === 'object' ? tree[part] : undefined),
          this.trees.get(`${this.language} ${module}`),
        );
      if (typeof found === 'string') return found;
    }
    return null;
  }
}

import en from '../../kernel/office/locale/en.json' with { type: 'json' };
import zh from '../../kernel/office/locale/zh-CN.json' with { type: 'json' };

type Params = Readonly<Record<string, string | number>>;

/** A refusal or a note of the document reader in Chinese and English, in one line, without the house's text machinery. */
export function documentWords(kind: 'errors' | 'notes', code: string, params: Params): string {
  const name = code.replace(/^document\./, '');
  return [zh, en].flatMap((texts) => {
    const group: Record<string, string> = texts[kind].document;
    const words = group[name];
    return words === undefined ? [] : [words.replace(/\{\{(\w+)\}\}/g, (_whole, key: string) => String(params[key] ?? ''))];
  }).join(' / ');
}

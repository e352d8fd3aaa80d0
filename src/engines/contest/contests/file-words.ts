import type { TextTree } from '#kernel/contract';
import matchesEn from '../matches/locale/en.json' with { type: 'json' };
import matchesZh from '../matches/locale/zh-CN.json' with { type: 'json' };
import measuredEn from '../measured/locale/en.json' with { type: 'json' };
import measuredZh from '../measured/locale/zh-CN.json' with { type: 'json' };
import quizEn from '../quiz/locale/en.json' with { type: 'json' };
import quizZh from '../quiz/locale/zh-CN.json' with { type: 'json' };
import rankingEn from '../ranking/locale/en.json' with { type: 'json' };
import rankingZh from '../ranking/locale/zh-CN.json' with { type: 'json' };

const languages: readonly TextTree[] = [
  { ...matchesZh, ...measuredZh, ...quizZh, ...rankingZh },
  { ...matchesEn, ...measuredEn, ...quizEn, ...rankingEn },
];

/** A fault, a note or a criterion of a contest file in Chinese and English, in one line; the tool that ranks files alone says it. */
export function fileWords(key: string, params: Readonly<Record<string, string>>): string {
  const words = languages.flatMap((tree) => {
    let place: string | TextTree | undefined = tree;
    for (const part of key.split('.')) place = typeof place === 'object' ? place[part] : undefined;
    if (typeof place !== 'string') return [];
    return [place.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => params[name] ?? '')];
  });
  return words.length === 0 ? key : words.join(' / ');
}

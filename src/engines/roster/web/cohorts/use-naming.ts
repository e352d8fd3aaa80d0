import { type CohortNaming, getCatalogue } from '../../contract';
import { formatDay, useCall, useLanguage, useTexts } from '#ui';
import { useMemo } from 'react';

/** How the things are called that definitions and facts mention, in the language in use. */
export function useNaming(unitNames: Readonly<Record<string, string>>, youthAge: number): CohortNaming {
  const language = useLanguage();
  const say = useTexts('cohorts');
  const terms = useTexts('roster');
  const catalogue = useCall(getCatalogue, {}).data;
  return useMemo(() => {
    const nameOf = (rows: readonly { code: string; name: string; englishName: string }[] | undefined, code: string) => {
      const row = rows?.find((one) => one.code === code);
      return row ? (language === 'en' ? row.englishName : row.name) : code;
    };
    return {
      say,
      post: (code) => nameOf(catalogue?.posts, code),
      unitKind: (code) => nameOf(catalogue?.unitKinds, code),
      unit: (id) => unitNames[id],
      employment: (kind) => terms(`employment.${kind}`),
      day: (day) => formatDay(day, language),
      youthAge,
    };
  }, [language, say, terms, catalogue, unitNames, youthAge]);
}

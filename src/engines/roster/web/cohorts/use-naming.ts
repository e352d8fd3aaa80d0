import { type CohortNaming, getCatalogue, listSchemes } from '../../contract';
import { formatDay, useCall, useLanguage, useTexts } from '#ui';
import { useMemo } from 'react';

/** How the things are called that definitions and facts mention, in the language in use. */
export function useNaming(unitNames: Readonly<Record<string, string>>, youthAge: number): CohortNaming {
  const language = useLanguage();
  const say = useTexts('cohorts');
  const terms = useTexts('roster');
  const catalogue = useCall(getCatalogue, {}).data;
  const schemes = useCall(listSchemes, {}).data?.rows;
  return useMemo(() => {
    const schemeOf = (scheme: string) => schemes?.find((row) => row.scheme === scheme);
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
      scheme: (scheme) => schemeOf(scheme)?.name ?? scheme,
      state: (scheme, state) => schemeOf(scheme)?.states.find((one) => one.state === state)?.name ?? state,
    };
  }, [language, say, terms, catalogue, schemes, unitNames, youthAge]);
}

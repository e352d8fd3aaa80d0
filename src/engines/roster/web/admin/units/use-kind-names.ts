import { getCatalogue } from '../../../contract';
import { useCall, useLanguage } from '#ui';
import { useMemo } from 'react';

/** The names of kinds in the language in use. */
export function useKindNames(): ReadonlyMap<string, string> {
  const language = useLanguage();
  const kinds = useCall(getCatalogue, {}).data?.unitKinds;
  return useMemo(
    () => new Map((kinds ?? []).map((kind) => [kind.code, language === 'en' ? kind.englishName : kind.name])),
    [kinds, language],
  );
}

import { type TextKey, type Texts, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../dossier/locale/zh-CN.json';

type DossierTexts = Texts<TextKey<(typeof chinese)['dossier']>>;

/** The words of a person's dossier; they stand under `dossier` in the area's texts. */
export function useDossierTexts(): DossierTexts {
  const t = useTexts('dossier');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`dossier.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`dossier.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as DossierTexts;
  }, [t]);
}

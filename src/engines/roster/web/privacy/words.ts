import type { Consent, ConsentText, CorrectionField } from '../../contract';
import { type Tone, useLanguage } from '#ui';
import { useDossierTexts } from '../dossier/texts';
import { useRosterTerms } from '../texts';

/** A value of a field in words, where it is a code. */
export function useValueWords(): (field: CorrectionField, value: string) => string {
  const terms = useRosterTerms();
  const dossier = useDossierTexts();
  return (field, value) => {
    if (field === 'gender') return terms.maybe(`gender.${value}`) ?? value;
    if (field === 'nation') return dossier.maybe(`nations.${value}`) ?? value;
    if (field === 'education') return dossier.maybe(`educations.${value}`) ?? value;
    return value;
  };
}

/** A consent text as the reader's language has it. */
export function useConsentWords(): (text: ConsentText) => { name: string; purpose: string; body: string } {
  const language = useLanguage();
  return (text) =>
    language === 'en' ? { name: text.englishName, purpose: text.englishPurpose, body: text.englishBody } : text;
}

export const consentTones: Record<Consent['state'], Tone> = {
  given: 'kept',
  withdrawn: 'none',
  never: 'ahead',
  outdated: 'late',
};

import { useEffect } from 'react';
import { needTexts, registerTexts } from '../texts';
import { textsOf } from '../use-texts';
import type chinese from './locale/zh-CN.json';

registerTexts('form', { 'zh-CN': () => import('./locale/zh-CN.json'), en: () => import('./locale/en.json') });

const useWords = textsOf<typeof chinese>('form');

/** The words of a form whose record somebody else changes meanwhile: only the desktop's forms know of it. */
export function useFormTexts(): ReturnType<typeof useWords> {
  useEffect(() => void needTexts(['form']), []);
  return useWords();
}

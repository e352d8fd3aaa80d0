import { type TextKey, type Texts, textsOf, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../bodies/locale/zh-CN.json';

type Words = (typeof chinese)['bodies'];
export type BodyTexts = Texts<TextKey<Words['pages']>>;

/** The words of these pages; they stand under `pages` in the area's texts. */
export function useBodyTexts(): BodyTexts {
  const t = useTexts('bodies');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`pages.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`pages.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as BodyTexts;
  }, [t]);
}

/** The words for what the area keeps: kinds with their seats, states, steps. */
export const useBodyTerms = textsOf<Omit<Words, 'pages'>>('bodies');

/** The name of a seat of a kind, and of a role of the house: both come with the data. */
export function useSeatWord(): (kind: string, seat: string) => string {
  const t = useTexts('bodies');
  return (kind, seat) => t.maybe(`${kind}.seats.${seat}`) ?? seat;
}
export function useRoleWord(): (role: string) => string {
  const t = useTexts('roster');
  return (role) => t.maybe(`roles.${role}`) ?? role;
}

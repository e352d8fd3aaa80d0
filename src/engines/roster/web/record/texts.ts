import { type TextKey, type Texts, useTexts } from '#ui';
import { useMemo } from 'react';
import type chinese from '../../record/locale/zh-CN.json';

type RecordTexts = Texts<TextKey<(typeof chinese)['record']>>;

/** The words of a person's record; they stand under `record` in the area's texts. */
export function useRecordTexts(): RecordTexts {
  const t = useTexts('record');
  return useMemo(() => {
    const say = (key: string, values?: Parameters<Texts>[1]) => t(`record.${key}`, values);
    const maybe = (key: string, values?: Parameters<Texts>[1]) => t.maybe(`record.${key}`, values);
    return Object.assign(say, { maybe }) as unknown as RecordTexts;
  }, [t]);
}

import { type TextKey, type TextValues, text } from '#ui';
import type chinese from '../locale/zh-CN.json';

/** The words of this page, with keys checked against the Chinese file. */
export function say(key: TextKey<typeof chinese>, values?: TextValues): string {
  return text('shell', key, values);
}

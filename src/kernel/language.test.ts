import { expect, test } from 'vitest';
import { joinTexts } from './language';

const words = (tree: Record<string, string | Record<string, string>>) => ({ 'zh-CN': tree, en: tree });

test('the words of a module’s areas become one tree', () => {
  const joined = joinTexts(words({ errors: { a: '甲' } }), words({ errors: { b: '乙' }, pages: { c: '丙' } }));
  expect(joined.en).toEqual({ errors: { a: '甲', b: '乙' }, pages: { c: '丙' } });
});

test('a word that two areas claim is refused', () => {
  expect(() => joinTexts(words({ errors: { a: '甲' } }), words({ errors: { a: '乙' } }))).toThrow(/claim the word a/);
});

import { expect, test } from 'vitest';
import { nameIn } from './save-file';

test.each([
  [
    `attachment; filename="__.xlsx"; filename*=UTF-8''%E5%90%8D%E5%8D%95_%E4%B8%80%E5%B7%A5%E5%8C%BA.xlsx`,
    '名单_一工区.xlsx',
  ],
  [`attachment; filename*=utf-8''a%20b.xlsx; size=7`, 'a b.xlsx'],
  [`attachment; filename*=UTF-8''%E5%90`, null],
  ['attachment; filename="a.xlsx"', null],
  [null, null],
])('the name in %s', (head, name) => expect(nameIn(head)).toBe(name));
